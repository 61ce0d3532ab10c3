import { namedRng } from '../../src/domain/base/rng.ts';
import { Sql } from '../../src/store/sql.ts';
import { type Figure, figure } from '../figures.ts';
import { openReplayThread } from './replay-thread.ts';

const SEEKS = 1_000;
const OPENINGS = 5;
const FIRST_FRAME_MS = 15_000;

/** From file to world and raster in the hub: opening a recording, and 1,000 random instants, beside one row each. */
export async function* measureSeeks(file: string): AsyncIterable<Figure> {
  const openings: number[] = [];
  const bareOpenings: number[] = [];
  for (let run = 0; run < OPENINGS; run++) {
    bareOpenings.push(await timed(() => readBare(file)));
    openings.push(await timed(() => firstPicture(file)));
  }
  const bareOpening = { name: 'driver: open and one row', values: bareOpenings };
  yield figure({ name: 'open to first picture', values: openings }, 'ms', bareOpening, {
    spread: true,
  });

  const { api, span, close } = await openReplayThread(file);
  const sql = await Sql.open(file, 'readOnly');
  const rng = namedRng(1, 'bench seeks');
  const seeks: number[] = [];
  const rows: number[] = [];
  for (let seek = 0; seek < SEEKS; seek++) {
    // The first raster is kept after ten seconds.
    const time = span.from + FIRST_FRAME_MS + rng.next() * (span.to - span.from - FIRST_FRAME_MS);
    seeks.push(
      await timed(async () => {
        const sought = await api.seek({ time, view: 'asSeen', budgetMs: 1_000 });
        if (!sought.done || !sought.frame) throw new Error(`no picture at ${time}`);
      }),
    );
    rows.push(
      await timed(() =>
        sql.first(
          `SELECT blob FROM frames WHERE layer = 'density' AND member = 0 AND valid_at <= ?
           ORDER BY valid_at DESC LIMIT 1`,
          [time],
        ),
      ),
    );
  }
  await sql.close();
  await close();
  const bare = { name: "driver: the frame's row", values: rows };
  yield figure({ name: 'random seek to world and frame', values: seeks }, 'ms', bare, {
    spread: true,
  });
}

async function firstPicture(file: string): Promise<void> {
  const { api, span, close } = await openReplayThread(file);
  await api.seek({ time: span.from, view: 'asSeen', budgetMs: 1_000 });
  await close();
}

async function readBare(file: string): Promise<void> {
  const sql = await Sql.open(file, 'readOnly');
  await sql.first('SELECT * FROM log WHERE seq = 1');
  await sql.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

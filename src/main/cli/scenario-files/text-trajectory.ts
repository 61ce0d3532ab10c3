import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import type { TrajectoryFrame, TrajectoryWriter } from './trajectory-writer.ts';

/** Ten centimetres of a degree of latitude are 9e-7: seven decimals keep the centimetre. */
const DEGREE_DECIMALS = 7;

/** How a text format spells its frames. */
interface Spelling {
  readonly head: string;
  /** All rows of one frame; `first` when no row was written before. */
  frame(frame: TrajectoryFrame, first: boolean): string;
  readonly tail: string;
}

/** A CSV with the columns id, frame, t_s, x_m, y_m: one row for each person and frame. */
export function csvTrajectory(file: string): Promise<TrajectoryWriter> {
  return textTrajectory(file, {
    head: 'id,frame,t_s,x_m,y_m\n',
    frame: ({ frame, timeS, agents }) =>
      rows(agents.count, '', (i) => {
        const [x, y] = [metres(agents.x[i]), metres(agents.y[i])];
        return `${agents.id[i]},${frame},${seconds(timeS)},${x},${y}\n`;
      }),
    tail: '',
  });
}

/** A FeatureCollection of points in WGS84 (RFC 7946), each with id, frame and t_s. */
export function geojsonTrajectory(file: string, origin: LonLat): Promise<TrajectoryWriter> {
  const local = localMetres(origin);
  return textTrajectory(file, {
    head: '{"type":"FeatureCollection","features":[\n',
    frame: ({ frame, timeS, agents }, first) =>
      (first || agents.count === 0 ? '' : ',\n') +
      rows(agents.count, ',\n', (i) => {
        const [lon, lat] = local.toLonLat([agents.x[i] ?? 0, agents.y[i] ?? 0]);
        const at = `[${lon.toFixed(DEGREE_DECIMALS)},${lat.toFixed(DEGREE_DECIMALS)}]`;
        return `{"type":"Feature","geometry":{"type":"Point","coordinates":${at}},"properties":{"id":${agents.id[i]},"frame":${frame},"t_s":${seconds(timeS)}}}`;
      }),
    tail: '\n]}\n',
  });
}

async function textTrajectory(file: string, spelling: Spelling): Promise<TrajectoryWriter> {
  const partial = `${file}.partial`;
  const handle: FileHandle = await open(partial, 'w');
  await handle.write(spelling.head);
  let first = true;
  return {
    async write(frame) {
      await handle.write(spelling.frame(frame, first));
      if (frame.agents.count > 0) first = false;
    },
    async finish() {
      await handle.write(spelling.tail);
      await handle.sync();
      await handle.close();
      await rename(partial, file);
    },
    async discard() {
      await handle.close();
      await rm(partial, { force: true });
    },
  };
}

function rows(count: number, between: string, row: (index: number) => string): string {
  const list: string[] = [];
  for (let i = 0; i < count; i++) list.push(row(i));
  return list.join(between);
}

/** A tenth of a millimetre: the simulator's own precision near the origin. */
function metres(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(4);
}

/** Without the noise of summed steps: 0.35, not 0.35000000000000003. */
function seconds(timeS: number): string {
  return String(Math.round(timeS * 1e6) / 1e6);
}

import { hash53 } from '../../../domain/base/hash.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { SECOND } from '../../../domain/base/quantity.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { EntryPayloads } from '../../../domain/session/entry.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import {
  TrajectoryFile,
  type TrajectoryGeometry,
  type TrajectoryRow,
} from '../../../store/trajectory-file.ts';
import { RehearsedNight } from '../../../workers/kernels/virtual-sensors/rehearsed-night.ts';
import type { BodyColumns } from '../../../workers/kernels/virtual-sensors/rehearsed-people.ts';
import type { CheckpointCommand } from '../../../workers/rehearse-port.ts';
import { plannedChanges } from '../../hub/rehearsal/planned-changes.ts';
import { groundOutline } from '../scenario-files/ground-outline.ts';
import { polygonsWkt } from './polygons-wkt.ts';
import type { Recording } from './recording.ts';

/** Entries are read in pieces of this many. */
const READ_ENTRIES = 2_000;
/** A run again is the same to the person; sums of columns may differ in their last digits. */
const SAME_PEOPLE = 0.5;

/** Which part of a rehearsal's trajectories is written. */
export interface TrajectoryOptions {
  /** Seconds between frames. */
  readonly everyS: number;
  /** Absent: from the beginning, to the end. */
  readonly from?: Millis | undefined;
  readonly to?: Millis | undefined;
}

/** What decides a rehearsal, and what it said of itself. */
interface Recorded {
  readonly opened: EntryPayloads['sessionOpened'] | undefined;
  readonly commands: readonly CheckpointCommand[];
  /** People in the area by instant. */
  readonly truth: ReadonlyMap<Millis, number>;
}

/**
 * Writes the people of a rehearsal on agents as a JuPedSim trajectory. They are not in the recording: seed and orders
 * make them again, and each second that the recording knows the truth of is held against it. Throws where the run is
 * not the recorded one.
 */
export async function writeTrajectories(
  recording: Recording,
  out: string,
  options: TrajectoryOptions,
): Promise<void> {
  const { opened, commands, truth } = await recorded(recording);
  if (opened?.source !== 'rehearsal' || opened.rehearsal?.model !== 'agents') {
    throw new Error(
      `${recording.file}: only a rehearsal on agents has people with places; this is ${opened?.source === 'rehearsal' ? 'one on the graph of zones' : 'none'}`,
    );
  }
  const { ground, span } = recording;
  const script: unknown = JSON.parse(recording.documents['night.json'] ?? 'null');
  const { widths } = plannedChanges(opened.rehearsal.changes, ground.site, script);
  const { seed = 0 } = opened;
  const night = await RehearsedNight.open({
    site: ground.site,
    script,
    seed,
    model: 'agents',
    widths,
  });
  try {
    for (const command of commands) night.command(command);
    await night.skipTo(Math.min(options.from ?? night.startsAt, span.to));
    const file = await TrajectoryFile.create(out, Number((1 / options.everyS).toPrecision(12)));
    try {
      await writeFrames(night, truth, file, {
        ...options,
        to: Math.min(options.to ?? span.to, span.to),
      });
      await file.finish();
    } catch (error) {
      await file.discard();
      throw error;
    }
  } finally {
    await night.close();
  }
}

async function writeFrames(
  night: RehearsedNight,
  truth: ReadonlyMap<Millis, number>,
  file: TrajectoryFile,
  { everyS, to }: { readonly everyS: number; readonly to: Millis },
): Promise<void> {
  const geometry = geometryOf(night.ground);
  for (let frame = 0; ; frame++) {
    const bodies = night.people.bodies?.();
    if (!bodies) throw new Error('the people of this rehearsal have no places');
    checkAgainst(truth, night.time, night.truth().areaPeople);
    await file.write(frame, rowsOf(bodies), geometry);
    const next = night.time + everyS * SECOND;
    if (next > Math.min(to, night.endsAt)) return;
    await night.skipTo(next);
  }
}

function checkAgainst(truth: ReadonlyMap<Millis, number>, at: Millis, people: number): void {
  const known = truth.get(at);
  if (known === undefined || Math.abs(known - people) < SAME_PEOPLE) return;
  throw new Error(
    `the run is not the recorded one: at ${new Date(at).toISOString()} ${people} people are in the area, and ${known} were recorded (was it recorded by another version?)`,
  );
}

async function recorded({ reader }: Recording): Promise<Recorded> {
  let opened: Recorded['opened'];
  const orders = new Map<string, Omit<CheckpointCommand, 'at'>>();
  const commands: CheckpointCommand[] = [];
  const truth = new Map<Millis, number>();
  const kinds = ['sessionOpened', 'checkpointOrder', 'orderConfirmed', 'truth'] as const;
  for (let afterSeq = 0; ; ) {
    const entries = await reader.entries({ afterSeq, kinds, limit: READ_ENTRIES });
    for (const { seq, entry } of entries) {
      afterSeq = seq;
      if (entry.kind === 'sessionOpened') opened ??= entry.payload;
      if (entry.kind === 'truth') truth.set(entry.payload.at, entry.payload.areaPeople);
      if (entry.kind === 'checkpointOrder') {
        const { order, checkpoint, mode, meteredPerMinLane } = entry.payload;
        const metered = meteredPerMinLane === undefined ? {} : { meteredPerMinLane };
        orders.set(order, { checkpoint, mode, ...metered });
      }
      if (entry.kind !== 'orderConfirmed') continue;
      const order = orders.get(entry.payload.order);
      if (order) commands.push({ at: entry.payload.effectiveAt, ...order });
    }
    if (entries.length === 0) return { opened, commands, truth };
  }
}

/** The walkable cells, each row in runs, traced to an outline. */
function geometryOf({ grid, walkIndex }: Ground): TrajectoryGeometry {
  const runs: LocalPolygon[] = [];
  for (let row = 0; row < grid.rows; row++) {
    const south = grid.southM + row * grid.cellM;
    let begin = -1;
    for (let col = 0; col <= grid.cols; col++) {
      const isGround = col < grid.cols && (walkIndex[row * grid.cols + col] ?? -1) >= 0;
      if (isGround && begin < 0) begin = col;
      if (isGround || begin < 0) continue;
      const [west, east] = [grid.westM + begin * grid.cellM, grid.westM + col * grid.cellM];
      const north = south + grid.cellM;
      runs.push([
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
        ],
      ]);
      begin = -1;
    }
  }
  const wkt = polygonsWkt(groundOutline(runs, []));
  const { westM, southM, cols, rows, cellM } = grid;
  const bounds = [westM, southM, westM + cols * cellM, southM + rows * cellM] as const;
  return { hash: hash53(wkt), wkt, bounds };
}

function* rowsOf({ count, id, x, y }: BodyColumns): Generator<TrajectoryRow> {
  for (let i = 0; i < count; i++) yield { id: id[i] ?? 0, x: x[i] ?? 0, y: y[i] ?? 0 };
}

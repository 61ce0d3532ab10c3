import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import type { UnitReport } from '../../../domain/forces/unit.ts';
import { ENTRY_CLASSES, type Entry, type EntryKind, entry } from '../../../domain/session/entry.ts';
import { replayedEntry, replayedWorld } from '../../../domain/session/replayed-entry.ts';
import { reduce, type World } from '../../../domain/session/world.ts';
import type { LoggedEntry, RecordReads } from '../../record-read-port.ts';
import type { ReplayPass } from './replay-pass.ts';

/** Entries that are read at a time. */
const PIECE = 2_000;
/** In longer strides what says everything about its topic is read only where it is the newest. */
const STRIDE_MS: Millis = 3 * SECOND;

/** Kinds of which the newest entry is all that is left of those before it; of positions each tells of others. */
const WHOLE = (Object.keys(ENTRY_CLASSES) as EntryKind[]).filter((kind) => {
  const { recorded, travels } = ENTRY_CLASSES[kind];
  return recorded && travels === 'latest' && kind !== 'positions';
});

type Read = Pick<RecordReads, 'worldAt' | 'entries' | 'frameAt'>;

/** A recording as it was seen: the log folded in its own order, results as they were recorded. */
export class AsSeenPass implements ReplayPass {
  readonly #reader: Read;
  #world: World;
  #seq = 0;
  #time: Millis = Number.NEGATIVE_INFINITY;

  constructor(reader: Read, empty: World) {
    this.#reader = reader;
    this.#world = empty;
  }

  get world(): World {
    return this.#world;
  }

  async seek(time: Millis): Promise<undefined> {
    const { seq, world } = await this.#reader.worldAt(time);
    this.#world = replayedWorld(world);
    this.#seq = seq;
    this.#time = time;
  }

  async play(time: Millis): Promise<readonly Entry[]> {
    const isStride = time - this.#time > STRIDE_MS;
    this.#time = time;
    const query = { until: time, limit: PIECE, ...(isStride ? { newestOf: WHOLE } : {}) };
    const logged: LoggedEntry[] = [];
    for (;;) {
      const afterSeq = logged.at(-1)?.seq ?? this.#seq;
      const piece = await this.#reader.entries({ ...query, afterSeq });
      logged.push(...piece);
      if (piece.length < PIECE) return this.#fold(logged);
    }
  }

  /** Where things are depends on nothing else: all positions are folded at once, behind the others. */
  #fold(logged: readonly LoggedEntry[]): readonly Entry[] {
    const folded: Entry[] = [];
    const drones: DroneReport[] = [];
    const units: UnitReport[] = [];
    for (const { seq, entry: recorded } of logged) {
      this.#seq = seq;
      const replayed = replayedEntry(recorded);
      if (!replayed) continue;
      folded.push(replayed);
      if (replayed.kind === 'positions') {
        drones.push(...replayed.payload.drones);
        units.push(...replayed.payload.units);
      } else this.#world = reduce(this.#world, replayed);
    }
    const last = folded.at(-1);
    if (last && drones.length + units.length > 0) {
      const { observedAt, recordedAt } = last;
      const all = entry('positions', { drones, units }, { observedAt, recordedAt });
      this.#world = reduce(this.#world, all);
    }
    return folded;
  }

  async frame(): Promise<DensityFrame | undefined> {
    return (await this.#reader.frameAt(this.#time))?.frame;
  }
}

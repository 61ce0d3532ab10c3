import type { Millis } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import { replayedEntry, replayedWorld } from '../../../domain/session/replayed-entry.ts';
import { reduce, type World } from '../../../domain/session/world.ts';
import type { RecordReadThread } from '../../record-read-port.ts';
import type { ReplayPass } from './replay-pass.ts';

/** Entries that are read at a time. */
const PIECE = 2_000;

/** A recording as it was seen: the log folded in its own order, results as they were recorded. */
export class AsSeenPass implements ReplayPass {
  readonly #reader: Pick<RecordReadThread, 'worldAt' | 'entries' | 'frameAt'>;
  #world: World;
  #seq = 0;
  #time: Millis = Number.NEGATIVE_INFINITY;

  constructor(reader: Pick<RecordReadThread, 'worldAt' | 'entries' | 'frameAt'>, empty: World) {
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
    this.#time = time;
    const folded: Entry[] = [];
    for (;;) {
      const piece = await this.#reader.entries({ afterSeq: this.#seq, until: time, limit: PIECE });
      for (const { seq, entry } of piece) {
        this.#seq = seq;
        const replayed = replayedEntry(entry);
        if (!replayed) continue;
        this.#world = reduce(this.#world, replayed);
        folded.push(replayed);
      }
      if (piece.length < PIECE) return folded;
    }
  }

  async frame(): Promise<DensityFrame | undefined> {
    return (await this.#reader.frameAt(this.#time))?.frame;
  }
}

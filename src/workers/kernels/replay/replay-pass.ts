import type { Millis } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import type { World } from '../../../domain/session/world.ts';

/** One way through a recording. */
export interface ReplayPass {
  /** The world where it stands. */
  readonly world: World;
  /** Goes to an instant; undefined when it stands there, else the share that is done after `budgetMs`: ask again. */
  seek(time: Millis, budgetMs: number): Promise<number | undefined>;
  /** Folds everything up to `time`, not before where it stands, and returns it in order. */
  play(time: Millis): Promise<readonly Entry[]>;
  /** The raster where it stands; undefined where there is none yet. */
  frame(): Promise<DensityFrame | undefined>;
}

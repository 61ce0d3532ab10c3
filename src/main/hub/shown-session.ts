import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { RecorderState } from '../../domain/session/entry.ts';
import type { Role } from '../../domain/session/role.ts';
import type { Source } from '../../domain/session/source.ts';
import type { World } from '../../domain/session/world.ts';
import type { Ground } from '../../domain/site/ground.ts';
import type { Publisher } from './publisher.ts';

/** What a seat looks at: an operation under way, or the replay of a recording. */
export interface ShownSession {
  readonly id: SessionId;
  readonly ground: Ground;
  readonly source: Source;
  readonly publisher: Publisher;
  readonly world: World;
  /** Whether what is shown is not the real thing of now. */
  readonly isExercise: boolean;
  readonly recorderState: RecorderState;
  /** Who may see ground truth here. */
  readonly truthAudience: readonly Role[];
  /** The session's clock. */
  now(): Millis;
}

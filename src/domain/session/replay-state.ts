import type { SessionId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { SourceKind } from './source-kind.ts';

/**
 * How a recording is looked at. `asSeen`: by recordedAt, as the seats saw it, late data absent. `true`: a pass in
 * observedAt order over what arrived in the end. `recomputed`: today's models over the recorded observations.
 */
export const REPLAY_VIEWS = ['asSeen', 'true', 'recomputed'] as const;
export type ReplayView = (typeof REPLAY_VIEWS)[number];

/** How a replay stands beside its transport. */
export interface ReplayState {
  /** The recording's file, without its folder. */
  readonly file: string;
  /** What was recorded. */
  readonly recorded: SourceKind;
  readonly view: ReplayView;
  /** First and last instant of the recording. */
  readonly from: Millis;
  readonly to: Millis;
  /** Somebody records it now: `to` moves, and the playhead waits there instead of pausing. */
  readonly growing: boolean;
  readonly loop?: { readonly from: Millis; readonly to: Millis };
  /** The share that is done of what must be computed before the world of a new playhead stands; absent: it stands. */
  readonly computing?: number;
  /** How long the rest of it takes, in wall time; absent while that cannot be told. */
  readonly computingLeftMs?: Millis;
  /** Its playhead goes with that replay's, `offsetMs` later. */
  readonly follow?: { readonly session: SessionId; readonly offsetMs: number };
  /** Whether marks and dispositions can be written into the recording; else why not, in words. */
  readonly reviewable: true | string;
  /** What a reviewer should know of the file, in words: what was found when it was opened, to read it or to write marks. */
  readonly notices?: readonly string[];
}

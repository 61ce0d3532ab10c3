import type { SessionId } from '../../../domain/base/ids.ts';
import type { Result } from '../../../domain/base/result.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import type { InputOf } from '../../../domain/wire/contract.ts';
import type { RecordingFile } from '../../../domain/wire/session-contract.ts';
import type { ShownSession } from '../shown-session.ts';

/** What commands ask of the hub's recordings and replays. Errors are in words. */
export interface ReplayDesk {
  /** The event files in the hub's folder. */
  recordings(): Promise<readonly RecordingFile[]>;
  /** Opens a recording as a session of its own. */
  open(input: InputOf<'replay.open'>): Promise<Result<SessionId>>;
  /**
   * Writes a reviewer's mark into the recording that a session shows (through whoever records it), and tells every
   * seat that looks at that recording.
   */
  mark(shown: ShownSession, mark: ReviewEntry): Promise<Result<void>>;
}

/** What reviewers add to a recording. */
export type ReviewEntry = Pick<
  Extract<Entry, { readonly kind: 'bookmark' | 'story' | 'disposition' }>,
  'kind' | 'payload'
>;

import type { SessionId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { CrowdModel } from '../session/rehearsal-state.ts';
import type { ReplayState, ReplayView } from '../session/replay-state.ts';
import type { Role } from '../session/role.ts';
import type { SourceKind } from '../session/source-kind.ts';
import type { Name } from '../site/site.ts';
import type { StepKind } from './refusal.ts';

/** A session that the hub hosts. */
export interface HostedSession {
  readonly id: SessionId;
  readonly kind: SourceKind;
  readonly name: string;
  /** Without its folder. */
  readonly file: string;
  /** The hub's own, which cannot be closed. */
  readonly main: boolean;
  readonly rehearsal?: {
    readonly model: CrowdModel;
    readonly seed: number;
    /** What was changed in the plan: `checkpoint.12.mode=closed`. */
    readonly changes: readonly string[];
    readonly forkOf?: SessionId;
    readonly forkedAt?: Millis;
  };
  readonly replay?: ReplayState;
}

/** An event file in the folder of the hub's own. */
export interface RecordingFile {
  readonly file: string;
  readonly bytes: number;
  /** The site's own name. */
  readonly event?: Name;
  readonly from?: Millis;
  readonly to?: Millis;
  /** Why it cannot be opened, in words. */
  readonly problem?: string;
}

/** Whether a seat may end a session of that kind beside the hub's own: commanders and reviewers end replays only. */
export function mayClose(role: Role, kind: SourceKind): boolean {
  if (role === 'commander' || role === 'reviewer') return kind === 'replay';
  return role === 'planner' || role === 'controller';
}

/** The hub's sessions and its replays. Every replay is a session of its own; a seat attaches to one session. */
export interface SessionMethods {
  'sessions.list': {
    input: Readonly<Record<string, never>>;
    output: {
      readonly sessions: readonly HostedSession[];
      readonly recordings: readonly RecordingFile[];
    };
  };
  /** Ends a session that is not the hub's own; see `mayClose`. */
  'sessions.close': {
    input: { readonly session: SessionId };
    output: Readonly<Record<string, never>>;
  };
  /**
   * Opens a recording (absent `file`: what the hub itself records, up to now) as a new session, paused at its
   * beginning or at `at`. `follow`: its playhead goes with that replay's, `offsetMs` later (side by side, or two nights
   * aligned on midnight).
   */
  'replay.open': {
    input: {
      readonly file?: string;
      readonly view?: ReplayView;
      readonly at?: Millis;
      readonly follow?: { readonly session: SessionId; readonly offsetMs: number };
    };
    output: { readonly session: SessionId };
  };
  /** Moves the attached replay; the new world follows as a `world` message. */
  'replay.seek': { input: { readonly time: Millis }; output: { readonly time: Millis } };
  /** Moves to the next (or, −1, the last) tick, level change, order, bookmark or data gap. */
  'replay.step': {
    input: {
      readonly by: StepKind;
      readonly direction: 1 | -1;
    };
    output: { readonly time: Millis };
  };
  'replay.loop': {
    input: { readonly from?: Millis; readonly to?: Millis };
    output: Readonly<Record<string, never>>;
  };
  'replay.view': { input: { readonly view: ReplayView }; output: Readonly<Record<string, never>> };
}

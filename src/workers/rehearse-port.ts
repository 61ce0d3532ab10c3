import type { CheckpointId } from '../domain/base/ids.ts';
import type { Millis } from '../domain/base/quantity.ts';
import type { Phase, TruthReport } from '../domain/session/entry.ts';
import type { CheckpointMode, Site } from '../domain/site/site.ts';

/** A message that a simulated sensor or drone sends, exactly as a real one would. */
export interface SimulatedMessage {
  /** The feed whose adapter decodes it: `rehearsal-counts` (JSON bytes) or `rehearsal-mavlink`. */
  readonly feed: string;
  readonly sentAt: Millis;
  readonly body: Uint8Array;
}

/** What a stretch of rehearsed time gave. */
export interface Rehearsed {
  readonly time: Millis;
  readonly messages: readonly SimulatedMessage[];
  readonly phase?: { readonly phase: Phase; readonly reason: string };
  readonly truth: TruthReport;
}

/** A change of a checkpoint that takes effect at `at`. */
export interface CheckpointCommand {
  readonly at: Millis;
  readonly checkpoint: CheckpointId;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/**
 * The thread of the rehearsed night: simulated people whom nobody sees but simulated sensors.
 * Deterministic in (site, script, seed, commands).
 */
export interface RehearseThread {
  /**
   * Opens the night; with `resumeAt` it re-runs silently from the beginning to that instant with the given
   * commands (a minute or two of the night takes milliseconds).
   */
  open(options: {
    site: Site;
    script: unknown;
    seed: number;
    resumeAt?: Millis;
    commands?: readonly CheckpointCommand[];
  }): Promise<{ startsAt: Millis; endsAt: Millis }>;
  /** Moves to `time` (whole seconds) and returns what was sent on the way. */
  advance(time: Millis): Promise<Rehearsed>;
  command(command: CheckpointCommand): Promise<void>;
}

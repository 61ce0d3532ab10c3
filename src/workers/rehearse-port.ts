import type { CheckpointId } from '../domain/base/ids.ts';
import type { Millis } from '../domain/base/quantity.ts';
import type { RunFigures } from '../domain/rehearsal/run-figures.ts';
import type { Phase, TruthReport } from '../domain/session/entry.ts';
import type { CrowdModel } from '../domain/session/rehearsal-state.ts';
import type { CheckpointMode, Site } from '../domain/site/site.ts';
import type { TelecomFeed } from './kernels/virtual-sensors/telecom-sender.ts';

export type { TelecomFeed } from './kernels/virtual-sensors/telecom-sender.ts';

/** A message that a simulated sensor, drone or unit sends, exactly as a real one would. */
export interface SimulatedMessage {
  /**
   * The feed whose adapter decodes it: `rehearsal-counts` (JSON), `rehearsal-mavlink` (JSON), `rehearsal-units`
   * (Cursor on Target), or that of a telecom grid (CSV).
   */
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

/** Everybody's place at one instant, for seats that may see it; metres east and north of the site's origin. */
export interface BodiesNow {
  readonly time: Millis;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** See BODY_STATES. */
  readonly state: Uint8Array;
}

/** How a run is called in its figures. */
export interface RunName {
  /** Name of its file: letters, digits, `-`, `_` and `.`. */
  readonly id: string;
  readonly label: string;
  /** What was changed in the plan. */
  readonly changes: readonly string[];
}

/** What a night is opened from. */
export interface RehearsalPlan {
  readonly site: Site;
  readonly script: unknown;
  readonly seed: number;
  /** Default `zoneGraph`. */
  readonly model?: CrowdModel;
  /** Threads of the simulator, for agents; default 1. */
  readonly threads?: number;
  /** Clear widths of checkpoints that are no longer those of the ground: barriers make them so. */
  readonly widths?: readonly { readonly checkpoint: CheckpointId; readonly clearWidthM: number }[];
  /** Telecom grids that the night plays into. */
  readonly grids?: readonly TelecomFeed[];
  /** How the run is called in its figures; absent: no figures are kept. */
  readonly run?: RunName;
}

/**
 * The thread of the rehearsed night: simulated people whom nobody sees but simulated sensors.
 * Deterministic in (site, script, seed, model, commands).
 */
export interface RehearseThread {
  /**
   * Opens a night and ends the one before; `saved` goes on from a saved state of it. With `resumeAt` it then re-runs
   * silently to that instant, with the commands whose time has not come by then.
   */
  open(
    options: RehearsalPlan & {
      saved?: Uint8Array;
      resumeAt?: Millis;
      commands?: readonly CheckpointCommand[];
    },
  ): Promise<{ startsAt: Millis; endsAt: Millis; time: Millis }>;
  /** Moves to `time` (whole seconds) and returns what was sent on the way. */
  advance(time: Millis): Promise<Rehearsed>;
  command(command: CheckpointCommand): Promise<void>;
  /** Everybody's place now; undefined where people have none. */
  bodies(): Promise<BodiesNow | undefined>;
  /** The figures of the run so far; undefined where none are kept. */
  figures(): Promise<RunFigures | undefined>;
  /** The whole state: kept, opened again to jump, or elsewhere to fork. */
  save(): Promise<Uint8Array>;
  close(): Promise<void>;
}

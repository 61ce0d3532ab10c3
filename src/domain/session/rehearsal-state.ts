import type { SessionId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';

/** The models that a rehearsal's people can follow: shares on the graph of zones, or every person a body. */
export const CROWD_MODELS = ['zoneGraph', 'agents'] as const;
export type CrowdModel = (typeof CROWD_MODELS)[number];

/** What a rehearsal was opened with. */
export interface RehearsalOrigin {
  readonly model: CrowdModel;
  readonly label?: string;
  /** What was changed in the plan: `checkpoint.12.mode=closed`. */
  readonly changes: readonly string[];
  readonly forkOf?: SessionId;
  readonly forkedAt?: Millis;
}

/** How a rehearsal stands; the newest wins. */
export interface RehearsalState {
  readonly model: CrowdModel;
  readonly seed: number;
  readonly changes: readonly string[];
  readonly startsAt: Millis;
  readonly endsAt: Millis;
  /** Session seconds per wall second over the last seconds; less than asked where the machine cannot keep up. */
  readonly achievedSpeed: number;
  /** Wall seconds to the end at the achieved speed; absent while paused. */
  readonly remainingS?: number;
  /** Instants to which it can jump back. */
  readonly saved: readonly Millis[];
  readonly forkOf?: SessionId;
}

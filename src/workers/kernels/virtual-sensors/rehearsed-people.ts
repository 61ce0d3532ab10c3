import type { LonLat } from '../../../domain/base/quantity.ts';
import type { LineCounter } from '../../../domain/site/site.ts';
import type { CheckpointSetting } from '../zone-graph/checkpoint-capacity.ts';
import type { Totals } from '../zone-graph/crowd.ts';

/** Where everybody is at one instant, for eyes that may see it. Views: good until the next step. */
export interface BodyColumns {
  readonly count: number;
  /** Never used twice in a night. */
  readonly id: Uint32Array;
  /** Metres east and north of the site's origin. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** What they do; see BODY_STATES in agents-frame.ts. */
  readonly state: Uint8Array;
}

/** People who wait at a checkpoint, on their way in and on their way out. */
export interface CheckpointQueue {
  readonly in: number;
  readonly out: number;
}

/**
 * The people of a rehearsal, whatever model moves them: shares on the graph of zones, or every person a body.
 * Simulated sensors look at it, the director of the night gives it orders, and nobody else reaches it.
 */
export interface RehearsedPeople {
  /** Whole seconds since the start of the night. */
  readonly second: number;
  /** Whether people are whole: a crossing is then somebody's, and what scatters is the walk itself. */
  readonly whole: boolean;
  /** Moves on by one second. */
  step(): void | Promise<void>;
  /** Sets a checkpoint (index in the site) from the next second on. */
  setCheckpoint(checkpoint: number, setting: CheckpointSetting): void;
  totals(): Totals;
  /** People of each leaf zone now; do not keep. */
  readonly zonePeople: Float64Array;
  /** Looks from now on at the walkable ground inside a polygon; gives the patch's number. */
  addPatch(polygon: readonly (readonly LonLat[])[]): number;
  /** Walkable m² of a patch. */
  areaM2(patch: number): number;
  peopleIn(patch: number): number;
  /** Counts from now on the people who cross a counter's line in its direction; gives the line's number. */
  addLine(counter: LineCounter): number;
  /** People over a line in the last second. */
  crossed(line: number): number;
  /** By index of the site's checkpoints. */
  queues(): readonly CheckpointQueue[];
  /** Absent where people are shares and have no place. */
  bodies?(): BodyColumns;
  /** Everything that decides how the night goes on, as one that structured clones can carry. */
  save(): unknown;
  /** Frees threads and memory. */
  close(): Promise<void>;
}

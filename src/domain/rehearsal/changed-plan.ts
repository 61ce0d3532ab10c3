import type { CheckpointId } from '../base/ids.ts';
import type { NightScript } from '../plan/night-script.ts';
import type { CheckpointMode, Site } from '../site/site.ts';

/** A site and the script of its night. */
export interface Plan {
  readonly site: Site;
  readonly script: NightScript;
}

/** A setting of a checkpoint that the models take as an order, from a second of the night on. */
export interface PlannedOrder {
  readonly atS: number;
  readonly checkpoint: CheckpointId;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/** A plan with its changes. */
export interface ChangedPlan extends Plan {
  /** In the order of their times. What holds from the beginning and is no matter of an order is in the site. */
  readonly orders: readonly PlannedOrder[];
  /** Clear widths that are no longer those of the plan: on the ground, barriers make them so. */
  readonly widths: readonly { readonly checkpoint: CheckpointId; readonly clearWidthM: number }[];
}

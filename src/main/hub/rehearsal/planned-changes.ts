import type { CheckpointId, OrderId } from '../../../domain/base/ids.ts';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { nightClock, parseNightScript } from '../../../domain/plan/night-script.ts';
import type { ChangedPlan } from '../../../domain/rehearsal/changed-plan.ts';
import { applyPlanChanges } from '../../../domain/rehearsal/plan-changes.ts';
import type { CheckpointMode, Site } from '../../../domain/site/site.ts';

/** A change of a checkpoint that nobody gave at a seat: the plan's own, or what a fork begins with. */
export interface GivenOrder {
  /** The same order twice is given once. */
  readonly order: OrderId;
  readonly checkpoint: CheckpointId;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/** An order of the plan itself, at its instant. */
export interface PlannedOrderAt extends GivenOrder {
  readonly at: Millis;
}

/** What the changes of a plan ask of a rehearsal beyond what its documents hold already. */
export interface PlannedChanges {
  readonly orders: readonly PlannedOrderAt[];
  /** Clear widths that barriers make on the ground. */
  readonly widths: ChangedPlan['widths'];
}

/**
 * The orders of the script and among the changes of a plan (`checkpoint.12.mode@23:10=closed`), and the widths that are
 * not those of the ground. The documents of a rehearsal hold its changes already; those of checkpoints are the same when
 * made again.
 */
export function plannedChanges(
  changes: readonly string[],
  site: Site,
  script: unknown,
): PlannedChanges {
  const none = { orders: [], widths: [] };
  const ofCheckpoints = changes.filter((change) => change.trim().startsWith('checkpoint.'));
  const parsed = parseNightScript(script, site);
  if (!parsed.ok) return none;
  const changed = applyPlanChanges(ofCheckpoints, { site, script: parsed.value });
  if (!changed.ok) return none;
  const { startsAt } = nightClock(parsed.value);
  const { orders, widths } = changed.value;
  // Of orders to one checkpoint in the same second the last one holds: the planner's, not the script's.
  const last = new Map(orders.map((order) => [`${order.checkpoint} ${order.atS}`, order]));
  return {
    widths,
    orders: [...last.values()].map(({ atS, ...order }) => ({
      ...order,
      at: startsAt + atS * SECOND,
      order: `plan-${order.checkpoint}-${atS}` as OrderId,
    })),
  };
}

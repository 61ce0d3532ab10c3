import type { LonLat } from '../base/quantity.ts';
import { err, ok, type Result } from '../base/result.ts';
import { nightClock } from '../plan/night-script.ts';
import { CHECKPOINT_MODES, type Checkpoint, type Site } from '../site/site.ts';
import { numberOf } from './change-value.ts';
import type { ChangedPlan, PlannedOrder } from './changed-plan.ts';
import type { PlanChange } from './plan-change.ts';

/** Changes one checkpoint, named by number or id, or all of them (`*`). */
export function changeCheckpoint(plan: ChangedPlan, change: PlanChange): Result<ChangedPlan> {
  const meant = plan.site.checkpoints.filter(
    ({ id, number }) => change.name === '*' || id === change.name || String(number) === change.name,
  );
  if (meant.length === 0) {
    const numbers = plan.site.checkpoints.map(({ number }) => number);
    const range = `${Math.min(...numbers)}–${Math.max(...numbers)}`;
    return err(`there is no checkpoint "${change.name}", numbers go from ${range}`);
  }
  const isTimed = change.property === 'mode' || change.property === 'meteredPerMinLane';
  if (change.at !== undefined && !isTimed) {
    return err(
      `${change.property} cannot change during the night, only mode and meteredPerMinLane`,
    );
  }
  let changed = plan;
  for (const { id } of meant) {
    const checkpoint = changed.site.checkpoints.find((each) => each.id === id);
    if (checkpoint === undefined) continue;
    const next = changeOne(changed, checkpoint, change);
    if (!next.ok) return next;
    changed = next.value;
  }
  return ok(changed);
}

function changeOne(
  plan: ChangedPlan,
  checkpoint: Checkpoint,
  change: PlanChange,
): Result<ChangedPlan> {
  const { property, value } = change;
  switch (property) {
    case 'mode': {
      const mode = CHECKPOINT_MODES.find((each) => each === value);
      if (mode === undefined) return err(`a mode is one of ${CHECKPOINT_MODES.join(', ')}`);
      if (change.at !== undefined)
        return ok(withOrder(plan, change, { checkpoint: checkpoint.id, mode }));
      return ok(withCheckpoint(plan, { ...checkpoint, mode }));
    }
    case 'meteredPerMinLane': {
      const rate = numberOf(value, { least: 0, most: 60 });
      if (!rate.ok) return rate;
      const order = {
        checkpoint: checkpoint.id,
        mode: 'metered' as const,
        meteredPerMinLane: rate.value,
      };
      // The site knows no rate: an order at the beginning carries it.
      const begun =
        change.at === undefined ? withCheckpoint(plan, { ...checkpoint, mode: 'metered' }) : plan;
      return ok(withOrder(begun, change, order));
    }
    case 'lanes': {
      const lanes = numberOf(value, { least: 1, most: 60, whole: true });
      return lanes.ok ? ok(withCheckpoint(plan, { ...checkpoint, lanes: lanes.value })) : lanes;
    }
    case 'clearWidthM': {
      const width = numberOf(value, { least: 0.5, most: 80 });
      return width.ok ? ok(withWidth(plan, checkpoint, width.value)) : width;
    }
    case 'staffed': {
      if (value !== 'yes' && value !== 'no') return err('staffed is yes or no');
      return ok(withCheckpoint(plan, { ...checkpoint, staffed: value === 'yes' }));
    }
    default:
      return err(
        `a checkpoint has no "${property}" to change, only mode, meteredPerMinLane, lanes, clearWidthM and staffed`,
      );
  }
}

function withOrder(
  plan: ChangedPlan,
  change: PlanChange,
  order: Omit<PlannedOrder, 'atS'>,
): ChangedPlan {
  const atS = change.at === undefined ? 0 : nightClock(plan.script).secondOf(change.at);
  return { ...plan, orders: [...plan.orders, { atS, ...order }] };
}

function withCheckpoint(plan: ChangedPlan, checkpoint: Checkpoint): ChangedPlan {
  const checkpoints = plan.site.checkpoints.map((each) =>
    each.id === checkpoint.id ? checkpoint : each,
  );
  return { ...plan, site: { ...plan.site, checkpoints } };
}

/** A wider checkpoint is counted over its whole width: its counters' lines grow with it. */
function withWidth(plan: ChangedPlan, checkpoint: Checkpoint, clearWidthM: number): ChangedPlan {
  const { site } = withCheckpoint(plan, { ...checkpoint, clearWidthM });
  const factor = clearWidthM / checkpoint.clearWidthM;
  const sensors: Site['sensors'] = site.sensors.map((sensor) =>
    sensor.kind === 'lineCounter' && sensor.checkpoint?.id === checkpoint.id
      ? { ...sensor, line: stretched(sensor.line, factor) }
      : sensor,
  );
  const widths = plan.widths.filter((each) => each.checkpoint !== checkpoint.id);
  return {
    ...plan,
    site: { ...site, sensors },
    widths: [...widths, { checkpoint: checkpoint.id, clearWidthM }],
  };
}

function stretched([a, b]: readonly [LonLat, LonLat], factor: number): readonly [LonLat, LonLat] {
  const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
  const from = (end: LonLat): LonLat => [
    middle[0] + (end[0] - middle[0]) * factor,
    middle[1] + (end[1] - middle[1]) * factor,
  ];
  return [from(a), from(b)];
}

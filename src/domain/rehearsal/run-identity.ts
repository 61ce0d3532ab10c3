import { hash53 } from '../base/hash.ts';
import type { CrowdModel } from '../session/rehearsal-state.ts';
import type { ChangedPlan } from './changed-plan.ts';
import type { RunIdentity } from './run-figures.ts';

/** Names a run: `plan` is the one with its changes applied. */
export function runIdentity(run: {
  readonly id: string;
  readonly label: string;
  readonly plan: ChangedPlan;
  readonly changes: readonly string[];
  readonly model: CrowdModel;
  readonly seed: number;
  readonly only?: readonly string[];
  readonly parametersHash: string;
  readonly dtS: number;
}): RunIdentity {
  const { plan, ...rest } = run;
  const { site, script, orders } = plan;
  return {
    ...rest,
    plan: { site: site.id, name: site.name },
    script: script.name,
    orders: [],
    planHash: hash53(JSON.stringify([site, script, orders]))
      .toString(16)
      .padStart(14, '0'),
  };
}

import { hash53 } from '../../../domain/base/hash.ts';
import type { ChangedPlan } from '../../../domain/rehearsal/changed-plan.ts';
import type { CrowdModel } from '../../../domain/session/rehearsal-state.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import {
  AGENT_PARAMETERS,
  parametersHash,
} from '../../../workers/kernels/agents/agent-parameters.ts';
import { openAgentNight } from '../../../workers/kernels/night/open-agent-night.ts';
import { AgentSampler } from '../../../workers/kernels/run-figures/agent-sampler.ts';
import type { RunSampler } from '../../../workers/kernels/run-figures/run-sample.ts';
import { ZoneGraphSampler } from '../../../workers/kernels/run-figures/zone-graph-sampler.ts';
import { Crowd } from '../../../workers/kernels/zone-graph/crowd.ts';
import { compileNight } from '../../../workers/kernels/zone-graph/night-plan.ts';
import type { EventRunOptions } from '../event-run-options.ts';
import { onlyShare } from './only-share.ts';

/** A model of the night under way, second by second. */
export interface NightModel {
  readonly ground: Ground;
  readonly second: number;
  readonly parametersHash: string;
  readonly dtS: number;
  step(): Promise<void>;
  sampler(): RunSampler;
  close(): Promise<void>;
}

/** Names a model's parameters. The graph's constants are in its code: its name stands for them. */
export function modelHash(model: CrowdModel): string {
  return model === 'agents'
    ? parametersHash(AGENT_PARAMETERS)
    : hash53('zone-graph 1').toString(16).padStart(14, '0');
}

/** Opens a model at a second of the night; orders of the plan up to then are in effect. */
export async function openNightModel(
  plan: ChangedPlan,
  options: Pick<EventRunOptions, 'model' | 'threads' | 'dtS' | 'only'>,
  seed: number,
  fromSecond: number,
): Promise<NightModel> {
  const ground = buildGround(plan.site);
  return options.model === 'agents'
    ? await openAgents(plan, ground, options, seed, fromSecond)
    : openZoneGraph(plan, ground, seed, fromSecond);
}

async function openAgents(
  plan: ChangedPlan,
  ground: Ground,
  { threads, dtS, only }: Pick<EventRunOptions, 'threads' | 'dtS' | 'only'>,
  seed: number,
  fromSecond: number,
): Promise<NightModel> {
  const indexOf = (checkpoint: string) =>
    plan.site.checkpoints.findIndex(({ id }) => id === checkpoint);
  const changes = plan.widths.map(({ checkpoint, clearWidthM }) => ({
    checkpoint: indexOf(checkpoint),
    clearWidthM,
  }));
  const scale = onlyShare(plan.script, ground, only, fromSecond);
  if (scale === 0) {
    throw new Error(
      `--only ${only.join(' ')}: the script draws nobody there at --from: begin when it does`,
    );
  }
  const night = await openAgentNight(ground, plan.script, {
    seed,
    threads,
    dtS,
    fromSecond,
    changes,
    // The night itself only keeps the other zones empty: without the share all its people would come to these.
    ...(only.length > 0 ? { only, scale } : {}),
  });
  for (const { atS, checkpoint, ...setting } of plan.orders) {
    night.setCheckpoint(indexOf(checkpoint), setting, Math.max(atS, fromSecond));
  }
  return {
    ground,
    get second() {
      return night.second;
    },
    parametersHash: modelHash('agents'),
    dtS,
    step: async () => await night.advance(1),
    sampler: () => new AgentSampler(night),
    close: async () => await night.close(),
  };
}

/** The graph has no state but its history: what came before is run first, in seconds of computing. */
function openZoneGraph(
  plan: ChangedPlan,
  ground: Ground,
  seed: number,
  fromSecond: number,
): NightModel {
  const night = compileNight(plan.script, ground);
  const crowd = new Crowd(ground, night, seed);
  const orders = [...plan.orders];
  const step = () => {
    for (let order = orders[0]; order && order.atS <= crowd.second; order = orders[0]) {
      orders.shift();
      const { atS: _at, checkpoint, ...setting } = order;
      const index = plan.site.checkpoints.findIndex(({ id }) => id === checkpoint);
      crowd.setCheckpoint(index, setting);
    }
    crowd.step();
  };
  while (crowd.second < fromSecond) step();
  return {
    ground,
    get second() {
      return crowd.second;
    },
    parametersHash: modelHash('zoneGraph'),
    dtS: 1,
    step: async () => step(),
    sampler: () => new ZoneGraphSampler(ground, crowd, night.pulls),
    close: async () => undefined,
  };
}

import type { ZoneId } from '../../../domain/base/ids.ts';
import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { parseNightScript } from '../../../domain/plan/night-script.ts';
import { scriptedOrders } from '../../../domain/rehearsal/scripted-orders.ts';
import type { TruthReport } from '../../../domain/session/entry.ts';
import { CROWD_MODELS, type CrowdModel } from '../../../domain/session/rehearsal-state.ts';
import type { Site } from '../../../domain/site/site.ts';
import { RehearsedNight } from './rehearsed-night.ts';

/** What two models are compared over. */
export interface ModelsPlan {
  readonly site: Site;
  /** The script, still to be checked. */
  readonly script: unknown;
  readonly seed: number;
  /** Seconds of the night; at most its end. */
  readonly untilS: number;
  /** Of the simulator; the bytes are the same for every number. */
  readonly threads: number;
  /** Told after each minute of a model's night. */
  readonly onMinute?: (model: CrowdModel, minute: number) => void;
}

/** People by both models, one number for each of `minutes`. */
export type ByModel = Readonly<Record<CrowdModel, readonly number[]>>;

/** The same night by the zone graph and by agents. */
export interface ModelComparison {
  /** Ends of the minutes. */
  readonly minutes: readonly Millis[];
  readonly area: ByModel;
  readonly visits: ByModel;
  readonly zones: readonly { readonly zone: ZoneId; readonly people: ByModel }[];
}

/** Plays a night by both models, one after the other, and takes the people of each zone at the end of each minute. */
export async function compareModels(plan: ModelsPlan): Promise<ModelComparison> {
  const truths = {} as Record<CrowdModel, readonly TruthReport[]>;
  for (const model of CROWD_MODELS) truths[model] = await minutesOf(plan, model);
  const byModel = (of: (truth: TruthReport) => number): ByModel => ({
    zoneGraph: truths.zoneGraph.map(of),
    agents: truths.agents.map(of),
  });
  const zones = truths.zoneGraph[0]?.zones ?? [];
  return {
    minutes: truths.zoneGraph.map(({ at }) => at),
    area: byModel(({ areaPeople }) => areaPeople),
    visits: byModel(({ visits }) => visits),
    zones: zones.map(({ zone }, index) => ({
      zone,
      people: byModel((truth) => truth.zones[index]?.people ?? 0),
    })),
  };
}

async function minutesOf(plan: ModelsPlan, model: CrowdModel): Promise<readonly TruthReport[]> {
  const { site, script, seed, threads } = plan;
  const night = await RehearsedNight.open({ site, script, seed, model, threads });
  try {
    const played = parseNightScript(script, site);
    for (const { atS, ...order } of played.ok ? scriptedOrders(played.value) : []) {
      night.command({ ...order, at: night.startsAt + atS * SECOND });
    }
    const end = Math.min(night.endsAt, night.startsAt + plan.untilS * SECOND);
    const truths: TruthReport[] = [];
    while (night.time + MINUTE <= end) {
      truths.push((await night.advance(night.time + MINUTE)).truth);
      plan.onMinute?.(model, truths.length);
    }
    return truths;
  } finally {
    await night.close();
  }
}

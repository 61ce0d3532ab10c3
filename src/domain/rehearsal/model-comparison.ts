import type { ZoneId } from '../base/ids.ts';
import { MINUTE, type Millis } from '../base/quantity.ts';
import type { CrowdModel } from '../session/rehearsal-state.ts';
import type { RunFigures } from './run-figures.ts';

/** People by both models, one number for each of the minutes. */
export type ByModel = Readonly<Record<CrowdModel, readonly number[]>>;

/** The same part of a night by the zone graph and by agents. */
export interface ModelComparison {
  /** Ends of the minutes. */
  readonly minutes: readonly Millis[];
  readonly area: ByModel;
  readonly visits: ByModel;
  readonly zones: readonly { readonly zone: ZoneId; readonly people: ByModel }[];
  /** People out of the release's ring at the end of each minute; absent where the release is not in that part. */
  readonly egress?: ByModel;
}

/** Puts two runs of one plan, span and seed side by side, minute by minute. Throws when their spans differ. */
export function modelComparison(runs: Readonly<Record<CrowdModel, RunFigures>>): ModelComparison {
  const { zoneGraph, agents } = runs;
  if (zoneGraph.span.from !== agents.span.from || zoneGraph.span.until !== agents.span.until) {
    throw new Error('the two models did not play the same part of the night');
  }
  const byModel = (of: (run: RunFigures) => readonly number[]): ByModel => ({
    zoneGraph: of(zoneGraph),
    agents: of(agents),
  });
  const { from } = zoneGraph.span;
  const hasEgress = zoneGraph.egress !== undefined && agents.egress !== undefined;
  return {
    minutes: zoneGraph.area.people.map((_, minute) => from + (minute + 1) * MINUTE),
    area: byModel(({ area }) => area.people),
    visits: byModel(({ area }) => area.visits),
    zones: zoneGraph.zones.map(({ zone }) => ({
      zone,
      people: byModel(({ zones }) => zones.find((each) => each.zone === zone)?.people ?? []),
    })),
    ...(hasEgress ? { egress: byModel(({ egress }) => egress?.out ?? []) } : {}),
  };
}

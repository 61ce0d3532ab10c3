import type { Millis } from '../../../domain/base/quantity.ts';
import type {
  CheckpointFlow,
  CounterFlow,
  Estimate,
  EstimateNotice,
  People,
  ZoneEstimate,
} from '../../../domain/crowd/estimate.ts';
import type { AreaHistory } from './area-history.ts';
import type { AreaMemory } from './area-memory.ts';
import type { CrowdFilter } from './crowd-filter.ts';
import type { DensityField } from './density-field.ts';
import type { FlowWindow } from './flow-window.ts';
import { type HotSpotGround, hotSpotEstimate } from './hot-spots.ts';
import type { Layout } from './layout.ts';

/** Point sensors scaled by less than this differ from the zone within their own error. */
const WORTH_SAYING = 0.9;

/** Everything an estimate is written from. */
interface Sources {
  readonly time: Millis;
  readonly layout: Layout;
  readonly filter: CrowdFilter;
  readonly memory: AreaMemory;
  readonly flows: FlowWindow;
  readonly history: AreaHistory;
  readonly visits: People;
  readonly field: DensityField;
  /** Newest support by leaf, then outside; NaN for never. */
  readonly supportAt: Float64Array;
  readonly hotSpots: readonly HotSpotGround[];
}

/** Writes the estimate of one instant. */
export function composeEstimate(sources: Sources): Estimate {
  const { time, layout, filter, history } = sources;
  const { ground, outside } = layout;
  const places = Array.from({ length: outside + 1 }, (_, place) => filter.place(place));
  const trendPerMin = history.trendPerMin();
  const notices = noticesOf(sources);
  const counters = counterFlows(sources);
  return {
    issuedAt: time,
    zones: ground.leaves.map((_, leaf) => zoneEstimate(sources, leaf)),
    outside: filter.place(outside),
    area: filter.area(),
    total: filter.total,
    ...(trendPerMin === undefined ? {} : { trendPerMin }),
    // Before anything is known the guess of now stands in, and goes with it.
    peak: history.peak() ?? { people: filter.area().people, at: time },
    visits: sources.visits,
    hotSpots: sources.hotSpots.map((hotSpot) =>
      hotSpotEstimate(layout, hotSpot, sources.field, {
        places,
        supportAt: sources.supportAt,
        memory: sources.memory,
      }),
    ),
    checkpoints: checkpointFlows(sources),
    ...(counters.length === 0 ? {} : { counters }),
    biasAbsorbed: filter.biasAbsorbed,
    ...(notices.length === 0 ? {} : { notices }),
  };
}

function zoneEstimate(sources: Sources, leaf: number): ZoneEstimate {
  const { layout, filter, field, memory, flows, time } = sources;
  const { people, sd } = filter.place(leaf);
  const areaM2 = layout.ground.usableAreaM2[leaf] ?? 0;
  const supportAt = sources.supportAt[leaf] ?? Number.NaN;
  const worst = field.zones[leaf]?.worst(memory, supportAt, time);
  const inPerMin = sumRates(layout.counters, ({ to }) => to === leaf, flows, time);
  const outPerMin = sumRates(layout.counters, ({ from }) => from === leaf, flows, time);
  const zone = layout.ground.leaves[leaf];
  if (!zone) throw new Error(`invariant broken: leaf ${leaf} is missing`);
  return {
    zone: zone.id,
    people,
    sd,
    densityPerM2: areaM2 > 0 ? people / areaM2 : 0,
    ...(worst === undefined ? {} : { worstDensityPerM2: worst }),
    ...(inPerMin === undefined ? {} : { inPerMin }),
    ...(outPerMin === undefined ? {} : { outPerMin }),
    ...(Number.isNaN(supportAt) ? {} : { supportAt }),
  };
}

/** Σ rates of the counters that match and are fresh; undefined when none is. */
function sumRates(
  counters: Layout['counters'],
  matches: (counter: Layout['counters'][number]) => boolean,
  flows: FlowWindow,
  time: Millis,
): number | undefined {
  let sum: number | undefined;
  counters.forEach((counter, index) => {
    const perMin = matches(counter) ? flows.perMin(index, time) : undefined;
    if (perMin !== undefined) sum = (sum ?? 0) + perMin;
  });
  return sum;
}

function checkpointFlows({ layout, flows, time }: Sources): readonly CheckpointFlow[] {
  return layout.ground.site.checkpoints.map(({ id }) => {
    const through = (direction: 'in' | 'out') =>
      sumRates(
        layout.counters,
        ({ checkpoint }) => checkpoint?.id === id && checkpoint.direction === direction,
        flows,
        time,
      );
    const inPerMin = through('in');
    const outPerMin = through('out');
    const seenAt = layout.counters.flatMap(({ checkpoint }, index) => {
      const at = flows.seenAt[index] ?? Number.NaN;
      return checkpoint?.id === id && !Number.isNaN(at) ? [Math.min(at, time)] : [];
    });
    return {
      checkpoint: id,
      ...(inPerMin === undefined ? {} : { inPerMin }),
      ...(outPerMin === undefined ? {} : { outPerMin }),
      ...(seenAt.length === 0 ? {} : { supportAt: Math.max(...seenAt) }),
    };
  });
}

function counterFlows({ layout, flows, time }: Sources): readonly CounterFlow[] {
  return layout.counters.flatMap(({ id, checkpoint }, index) => {
    const perMin = checkpoint ? undefined : flows.perMin(index, time);
    if (perMin === undefined) return [];
    return [{ sensor: id, perMin, supportAt: Math.min(flows.seenAt[index] ?? time, time) }];
  });
}

function noticesOf({ layout, filter, memory, field }: Sources): readonly EstimateNotice[] {
  const deviating = filter.deviations().flatMap(({ sensor, sigmas }): EstimateNotice[] => {
    const plan = layout.areaSensors[sensor];
    return plan ? [{ kind: 'sensorDeviates', sensor: plan.id, sigmas }] : [];
  });
  const impossible = layout.areaSensors.flatMap(({ id }, sensor): EstimateNotice[] => {
    const densityPerM2 = memory.impossible[sensor] ?? Number.NaN;
    return Number.isNaN(densityPerM2)
      ? []
      : [{ kind: 'impossibleReading', sensor: id, densityPerM2 }];
  });
  const exceeded = field.zones.flatMap(({ leaf, sensorScale }): EstimateNotice[] => {
    const zone = layout.ground.leaves[leaf];
    return zone && sensorScale < WORTH_SAYING
      ? [{ kind: 'pointSensorsExceedZone', zone: zone.id, scale: sensorScale }]
      : [];
  });
  return [...deviating, ...impossible, ...exceeded];
}

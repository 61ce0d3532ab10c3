import {
  ALERT_LEVELS,
  type LadderSettings,
  type Thresholds,
} from '../../../domain/alert/ladder.ts';
import { must } from '../../../domain/base/assert.ts';
import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { thousandths } from '../../../domain/base/thousandths.ts';
import { LEVELS_OF_SERVICE } from '../../../domain/crowd/level-of-service.ts';
import { SURFACES, type Surface } from '../../../domain/crowd/surface.ts';
import type { FlowLine } from '../../../domain/rehearsal/flow-lines.ts';
import { lineFigures } from '../../../domain/rehearsal/line-figures.ts';
import { levelIndex, minutesAbove } from '../../../domain/rehearsal/minutes-above.ts';
import type {
  EgressRun,
  HotSpotRun,
  LineRun,
  PersonMinutesByLevel,
  PersonMinutesByService,
  QueueRun,
  RunFigures,
  RunIdentity,
  ZoneRun,
} from '../../../domain/rehearsal/run-figures.ts';
import { worstQueue } from '../../../domain/rehearsal/worst-queue.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { RingName } from '../../../domain/site/site.ts';
import { PRESSURE_GATE_PER_M2 } from '../tracks/helbing-field.ts';
import { type DensityMeter, LOOK_EVERY_S, MAP_STEP_PER_M2 } from './density-meter.ts';
import type { EgressMeterState } from './egress-meter.ts';
import type { MinuteBookState } from './minute-book.ts';
import type { PressureMeter } from './pressure-meter.ts';
import type { RunSample } from './run-sample.ts';
import { columnText } from './saved-column.ts';
import type { TravelMeter } from './travel-meter.ts';

/** Minutes per code of the map of minutes above level 2. */
const MAP_STEP_MIN = 2;

/** What a report is made of. */
export interface RunReportInput {
  readonly ground: Ground;
  readonly ladder: LadderSettings;
  readonly identity: RunIdentity;
  /** Start of the span, and of the night. */
  readonly from: Millis;
  readonly startsAt: Millis;
  readonly releaseRing: RingName;
  readonly lines: readonly FlowLine[];
  readonly state: {
    readonly begun: number;
    readonly arrivedAtStart: number;
    readonly leftAtStart: number;
    readonly last: Pick<RunSample, 'totals' | 'waitingOutside'>;
  };
  readonly book: MinuteBookState;
  readonly egress: EgressMeterState;
  readonly hotSpotPeople: readonly (readonly number[])[];
  readonly bodies:
    | {
        readonly density: DensityMeter;
        readonly voronoi: readonly (readonly number[])[];
        readonly pressure: PressureMeter;
        readonly travel: TravelMeter;
      }
    | undefined;
  readonly complete: boolean;
}

/** Puts the figures of a run together from what the meters hold. */
export function runReport(input: RunReportInput): RunFigures {
  const { book, identity, from, bodies, complete } = input;
  const lines = lineRuns(input);
  const queues = queueRuns(input);
  const worst = queues && worstQueue(queues, lines, from);
  const egress = egressRun(input);
  return {
    format: 'anlan-run',
    version: 1,
    run: identity,
    span: { from, until: from + book.minutes * MINUTE, complete },
    area: {
      people: tidy(book.area),
      visits: tidy(book.visits),
      outside: tidy(book.outside),
      peak: peakOf(book.area, from),
    },
    zones: zoneRuns(input),
    lines,
    ...(queues === undefined ? {} : { queues }),
    ...(worst === undefined ? {} : { worstQueue: worst }),
    hotSpots: hotSpotRuns(input),
    ...(bodies === undefined ? {} : { service: serviceOf(bodies.density) }),
    ...(egress === undefined ? {} : { egress }),
    ...(bodies === undefined ? {} : { travel: bodies.travel.figures() }),
    account: accountOf(input),
    ...(bodies === undefined ? {} : { maps: mapsOf(bodies.density) }),
  };
}

function zoneRuns({ ground, ladder, book, from, bodies }: RunReportInput): readonly ZoneRun[] {
  const density = bodies?.density.state;
  return ground.leaves.map((zone, index): ZoneRun => {
    const people = must(book.zones[index], 'series of a zone');
    const usableAreaM2 = ground.usableAreaM2[index] ?? 0;
    const capacity = usableAreaM2 * zone.designDensityPerM2;
    const thresholds = ladder.densityPerM2[zone.surface];
    const mean = people.map((each) => (usableAreaM2 > 0 ? each / usableAreaM2 : 0));
    const worstPerM2 = density?.worstPerM2[index];
    return {
      zone: zone.id,
      ring: zone.ring,
      usableAreaM2,
      capacity,
      people: tidy(people),
      peak: peakOf(people, from),
      ...(density === undefined || worstPerM2 === undefined
        ? {}
        : {
            maxGaussianPerM2: density.maxPerM2[index] ?? [],
            maxVoronoiPerM2: bodies?.voronoi[index] ?? [],
            worstPerM2,
            minutesAboveWorst: minutesAbove(worstPerM2, thresholds),
          }),
      minutesAboveMean: minutesAbove(mean, thresholds),
      minutesAboveCapacity: minutesAbove(
        people.map((each) => (capacity > 0 ? each / capacity : 0)),
        ladder.capacityShare,
      ),
      personMinutes:
        density === undefined
          ? personMinutesByMean(people, mean, thresholds)
          : byLevel((density.zoneLevelS[index] ?? []).map((seconds) => seconds / 60)),
    };
  });
}

function personMinutesByMean(
  people: readonly number[],
  meanPerM2: readonly number[],
  thresholds: Thresholds,
): PersonMinutesByLevel {
  const sums = ALERT_LEVELS.map(() => 0);
  people.forEach((each, minute) => {
    const level = levelIndex(meanPerM2[minute] ?? 0, thresholds);
    sums[level] = (sums[level] ?? 0) + each;
  });
  return byLevel(sums);
}

function byLevel(minutes: readonly number[]): PersonMinutesByLevel {
  const [green = 0, yellow = 0, orange = 0, red = 0] = tidy(minutes);
  return { green, yellow, orange, red };
}

function lineRuns({ ground, lines, book, from }: RunReportInput): readonly LineRun[] {
  const { checkpoints, gates } = ground.site;
  return lines.map((line, index) => {
    const [flows, own] =
      line.kind === 'checkpoint'
        ? [book.checkpoints, index]
        : line.kind === 'gate'
          ? [book.gates, index - checkpoints.length]
          : [book.counters, index - checkpoints.length - gates.length];
    return lineFigures(line, tidy(flows.in[own] ?? []), tidy(flows.out[own] ?? []), from);
  });
}

function queueRuns({ ground, book }: RunReportInput): readonly QueueRun[] | undefined {
  if (book.queues.length === 0) return undefined;
  return ground.site.checkpoints.map(({ id, number }, index) => ({
    checkpoint: id,
    number,
    people: tidy(book.queues[index] ?? []),
  }));
}

function hotSpotRuns(input: RunReportInput): readonly HotSpotRun[] {
  const { ground, ladder, hotSpotPeople, bodies, startsAt } = input;
  return ground.site.hotSpots.map((hotSpot, index): HotSpotRun => {
    const people = hotSpotPeople[index] ?? [];
    const share = people.map((each) => each / hotSpot.alertPeople);
    const pressure = bodies?.pressure.state.spots[index];
    return {
      hotSpot: hotSpot.id,
      zone: hotSpot.zone,
      people: tidy(people),
      minutesAboveAlert: minutesAbove(share, ladder.alertValueShare),
      ...(pressure === undefined
        ? {}
        : {
            pressure: {
              gatePerM2: PRESSURE_GATE_PER_M2,
              gatedS: pressure.gatedS,
              ...(pressure.maxPerS2 === undefined ? {} : { maxPerS2: pressure.maxPerS2 }),
              ...(pressure.atSecond === undefined
                ? {}
                : { at: startsAt + pressure.atSecond * SECOND }),
            },
          }),
    };
  });
}

function serviceOf(density: DensityMeter): Record<Surface, PersonMinutesByService> {
  const { serviceS } = density.state;
  const of = (surface: Surface): PersonMinutesByService => {
    const row = serviceS[SURFACES.indexOf(surface)] ?? [];
    const at = (level: (typeof LEVELS_OF_SERVICE)[number]) =>
      thousandths((row[LEVELS_OF_SERVICE.indexOf(level)] ?? 0) / 60);
    return { A: at('A'), B: at('B'), C: at('C'), D: at('D'), E: at('E'), F: at('F') };
  };
  return { walkway: of('walkway'), stairs: of('stairs'), queue: of('queue') };
}

function egressRun(input: RunReportInput): EgressRun | undefined {
  const { ground, book, egress, from, startsAt, releaseRing } = input;
  if (egress.startedAt === undefined) return undefined;
  const start = startsAt + egress.startedAt * SECOND;
  const first = Math.floor((start - from) / MINUTE);
  const ring = ground.leaves.flatMap((zone, index) => (zone.ring === releaseRing ? [index] : []));
  const out: number[] = [];
  for (let minute = first; minute < book.minutes; minute++) {
    const there = ring.reduce((sum, zone) => sum + (book.zones[zone]?.[minute] ?? 0), 0);
    out.push(egress.atStart - there);
  }
  return {
    startsAt: start,
    ring: releaseRing,
    atStart: egress.atStart,
    out: tidy(out),
    gates: ground.site.gates.map(({ id }, gate) => ({
      gate: id,
      perMin: tidy((book.gates.out[gate] ?? []).slice(first)),
    })),
    milestones: egress.milestones,
  };
}

function accountOf({ state }: RunReportInput): RunFigures['account'] {
  const { totals, waitingOutside } = state.last;
  const arrived = totals.arrived - state.arrivedAtStart;
  const left = totals.left - state.leftAtStart;
  const inside = totals.area + totals.outside - waitingOutside;
  const error = state.begun + arrived - inside - waitingOutside - left;
  return { begun: state.begun, arrived, inside, waitingOutside, left, error };
}

function mapsOf(density: DensityMeter): NonNullable<RunFigures['maps']> {
  const minutes = Uint8Array.from(density.looksAbove, (looks) =>
    Math.min(255, Math.round((looks * LOOK_EVERY_S) / 60 / MAP_STEP_MIN)),
  );
  const { blocks: grid, maxCode } = density;
  return {
    maxDensity: {
      grid,
      unit: 'ped/m²',
      step: MAP_STEP_PER_M2,
      zero: 0,
      codes: columnText(maxCode),
    },
    minutesAboveOrange: {
      grid,
      unit: 'min',
      step: MAP_STEP_MIN,
      zero: 0,
      codes: columnText(minutes),
    },
  };
}

function peakOf(series: readonly number[], from: Millis): { people: number; at: Millis } {
  const at = series.reduce((best, people, k) => (people > (series[best] ?? 0) ? k : best), 0);
  return { people: tidy([series[at] ?? 0])[0] ?? 0, at: from + (at + 1) * MINUTE };
}

/** Three decimals: people of the zone graph are real numbers, and a file of them is read by people. */
function tidy(series: readonly number[]): number[] {
  return series.map(thousandths);
}

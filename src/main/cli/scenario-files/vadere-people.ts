import type { ScenarioInput } from '../../../domain/scenario/scenario.ts';
import { FormatProblem } from './format-problem.ts';
import type { VadereAgent, VadereSource } from './vadere-document.ts';

type People = ScenarioInput['groups'][number]['people'];
type Spawner = NonNullable<VadereSource['spawner']>;
type Knots = { readonly atS: number; readonly perS: number }[];

/** A single event later than the start is spread over this long: people come by rates, not by instants. */
const EVENT_S = 1;

/**
 * Who a source lets in and when. Events of a regular spawner become the rate that gives as many people as its events
 * would; a time series becomes a rate per interval.
 */
export function vaderePeople(source: VadereSource, finishS: number, place: string): People {
  const { spawner } = source;
  if (spawner === undefined) {
    throw new FormatProblem(
      `${place}.spawner`,
      'is missing: the file is older than release 2.3; open it in a newer Vadere, which migrates it, and save it',
    );
  }
  const type = simpleName(spawner.type);
  if (type === 'AttributesTimeSeriesSpawner') return timeSeries(spawner, `${place}.spawner`);
  if (type !== 'AttributesRegularSpawner') {
    throw new FormatProblem(
      `${place}.spawner.type`,
      `${type} is not read; use AttributesRegularSpawner or AttributesTimeSeriesSpawner`,
    );
  }
  return regular(spawner, finishS, `${place}.spawner`);
}

/** Free speed and radius of Vadere's pedestrians. */
export function vadereBody(
  agent: VadereAgent,
): Pick<ScenarioInput['groups'][number], 'freeSpeedMps' | 'radiusM'> {
  const { speedDistributionMean: mean, speedDistributionStandardDeviation: sd } = agent;
  return {
    radiusM: { kind: 'constant', value: agent.radius },
    freeSpeedMps:
      sd === 0
        ? { kind: 'constant', value: mean }
        : { kind: 'normal', mean, sd, min: agent.minimumSpeed, max: agent.maximumSpeed },
  };
}

function regular(spawner: Spawner, finishS: number, place: string): People {
  const {
    eventElementCount: each = 1,
    constraintsTimeStart: startS,
    constraintsTimeEnd: endS,
    constraintsElementsMax: most,
  } = spawner;
  const capped = (count: number): number => (most < 0 ? count : Math.min(count, most));
  if (endS < startS) {
    throw new FormatProblem(`${place}.constraintsTimeEnd`, 'lies before constraintsTimeStart');
  }
  // One single event, whatever the distribution.
  if (endS === startS) {
    if (startS === 0) return { kind: 'count', count: capped(each) };
    return steady(startS, capped(each) / EVENT_S, startS + EVENT_S);
  }
  const untilS = Math.min(endS, finishS);
  const { everyS, exact } = spacing(spawner, place);
  if (untilS <= startS || each === 0 || most === 0) return { kind: 'count', count: 0 };
  const perS = each / everyS;
  // Regular events: one at the start, then one after each spacing, the last one not after the end.
  const events = Math.floor((untilS - startS) / everyS + 1e-9) + 1;
  const total = capped(exact ? events * each : Number.POSITIVE_INFINITY);
  const until = Number.isFinite(total) ? startS + total / perS : untilS;
  return steady(startS, perS, exact ? until : Math.min(until, untilS));
}

/** Mean seconds between two events, and whether they are exact. */
function spacing(
  { distribution }: Spawner,
  place: string,
): { readonly everyS: number; readonly exact: boolean } {
  const at = `${place}.distribution`;
  if (!distribution) throw new FormatProblem(at, 'is missing; choose one in Vadere');
  const { updateFrequency, numberPedsPerSecond, mean } = distribution;
  const type = simpleName(distribution.type);
  switch (type) {
    case 'AttributesConstantDistribution':
      return { everyS: given(updateFrequency, `${at}.updateFrequency`), exact: true };
    case 'AttributesPoissonDistribution': {
      const perS = given(numberPedsPerSecond, `${at}.numberPedsPerSecond`);
      return { everyS: 1 / perS, exact: false };
    }
    case 'AttributesNegativeExponentialDistribution':
      return { everyS: given(mean, `${at}.mean`), exact: false };
    default:
      throw new FormatProblem(
        `${at}.type`,
        `${type} is not read; use a constant, Poisson or negative exponential distribution, or a time series`,
      );
  }
}

function timeSeries({ distribution, ...spawner }: Spawner, place: string): People {
  const at = `${place}.distribution`;
  if (!distribution || simpleName(distribution.type) !== 'AttributesTimeSeriesDistribution') {
    throw new FormatProblem(at, 'is no AttributesTimeSeriesDistribution');
  }
  const lengthS = given(distribution.intervalLength, `${at}.intervalLength`);
  const counts = distribution.spawnsPerInterval;
  if (!counts || counts.length === 0) {
    throw new FormatProblem(`${at}.spawnsPerInterval`, 'is missing; give people per interval');
  }
  if (spawner.constraintsElementsMax >= 0) {
    throw new FormatProblem(
      `${place}.constraintsElementsMax`,
      'a limit of a time series is not read; set it to -1 and shorten spawnsPerInterval',
    );
  }
  const curve: Knots = counts.flatMap((count, i) => {
    const perS = (count * (spawner.eventElementCount ?? 1)) / lengthS;
    return [
      { atS: i * lengthS, perS },
      { atS: (i + 1) * lengthS, perS },
    ];
  });
  return { kind: 'arrivals', curve };
}

function steady(fromS: number, perS: number, untilS: number): People {
  return {
    kind: 'arrivals',
    curve: [
      { atS: fromS, perS },
      { atS: untilS, perS },
    ],
  };
}

function given(value: number | undefined, place: string): number {
  if (value === undefined || value <= 0) {
    throw new FormatProblem(place, 'is missing or 0; give a number above 0');
  }
  return value;
}

/** A class name of Java without its package. */
function simpleName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

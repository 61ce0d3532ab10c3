import { ALERT_LEVELS } from '../alert/ladder.ts';
import { sum } from '../base/sum.ts';
import { LEVELS_OF_SERVICE } from '../crowd/level-of-service.ts';
import type { MinutesAbove, RunFigures, TravelTimes } from './run-figures.ts';
import { OUT_PEOPLE } from './run-summary.ts';

/** One number of a run. */
export interface ScalarFigure {
  /** Stable name: `zone.fountain-terrace.minutesAboveOrangeWorst`. */
  readonly key: string;
  readonly unit: 'people' | 'min' | 's' | 'ped/m²' | 'ped/m/min' | '1/s²' | 'person-min' | 'share';
  readonly value: number;
}

type Put = (key: string, unit: ScalarFigure['unit'], value: number | undefined) => void;

/**
 * The numbers of a run by which runs are compared and summed up, in a fixed order; what a run does not have is left
 * out. `…Worst` is judged by the densest 10 m² of a zone, `…Mean` by its mean density.
 */
export function scalarFigures(figures: RunFigures): readonly ScalarFigure[] {
  const found: ScalarFigure[] = [];
  const put: Put = (key, unit, value) => {
    if (value !== undefined && Number.isFinite(value)) found.push({ key, unit, value });
  };
  areaFigures(figures, put);
  egressFigures(figures, put);
  queueFigures(figures, put);
  travelFigures('travel.entryToGoal', figures.travel?.entryToGoal, put);
  travelFigures('travel.goalToGate', figures.travel?.goalToGate, put);
  serviceFigures(figures, put);
  zoneFigures(figures, put);
  hotSpotFigures(figures, put);
  lineFigures(figures, put);
  put('account.error', 'people', figures.account.error);
  return found;
}

function areaFigures({ area, zones, span, account }: RunFigures, put: Put): void {
  put('area.peakPeople', 'people', area.peak.people);
  put('area.peakAfter', 'min', (area.peak.at - span.from) / 60_000);
  put('area.visits', 'people', area.visits.at(-1));
  put('area.left', 'people', account.left);
  put('area.mostOutside', 'people', greatest(area.outside));
  const worst = zones.flatMap((zone) => zone.minutesAboveWorst ?? []);
  if (worst.length === zones.length) {
    put('area.zoneMinutesAboveOrangeWorst', 'min', sum(worst.map(({ orange }) => orange)));
  }
  const mean = zones.map((zone) => zone.minutesAboveMean.orange);
  put('area.zoneMinutesAboveOrangeMean', 'min', sum(mean));
  const high = zones.map(({ personMinutes }) => personMinutes.orange + personMinutes.red);
  put('area.personMinutesOrangeAndRed', 'person-min', sum(high));
}

function egressFigures({ egress }: RunFigures, put: Put): void {
  if (egress === undefined) return;
  put('egress.atStart', 'people', egress.atStart);
  // Milestones by share differ in people from run to run: they are compared by their share.
  const shares = [0.25, 0.5, 0.75, 0.9, 0.95];
  for (const share of shares) {
    const people = Math.round(share * egress.atStart);
    const milestone = egress.milestones.find((each) => each.people === people);
    put(`egress.${share * 100}percentOutOfRing`, 's', milestone?.outOfRingS);
  }
  for (let people = 10_000; people <= OUT_PEOPLE; people += 10_000) {
    const milestone = egress.milestones.find((each) => each.people === people);
    put(`egress.${people}outOfRing`, 's', milestone?.outOfRingS);
    put(`egress.${people}outOfSite`, 's', milestone?.outOfSiteS);
  }
  put('egress.outAfter30Min', 'people', egress.out[29]);
  const total = egress.out.map((_, minute) =>
    sum(egress.gates.map(({ perMin }) => perMin[minute] ?? 0)),
  );
  put('egress.mostByGatesInAMinute', 'people', greatest(total));
}

function queueFigures({ queues, worstQueue }: RunFigures, put: Put): void {
  put('worstQueue.people', 'people', worstQueue?.people);
  put('worstQueue.minutes', 'min', worstQueue?.minutes);
  put('worstQueue.wait', 'min', worstQueue?.waitMin);
  for (const { number, people } of queues ?? []) {
    put(`checkpoint.${number}.queue`, 'people', greatest(people));
  }
}

function travelFigures(key: string, times: TravelTimes | undefined, put: Put): void {
  put(`${key}.mean`, 's', times?.meanS);
  put(`${key}.p10`, 's', times?.p10S);
  put(`${key}.p50`, 's', times?.p50S);
  put(`${key}.p90`, 's', times?.p90S);
}

function serviceFigures({ service }: RunFigures, put: Put): void {
  if (service === undefined) return;
  for (const [surface, minutes] of Object.entries(service)) {
    for (const level of LEVELS_OF_SERVICE) {
      put(`service.${surface}.${level}`, 'person-min', minutes[level]);
    }
    put(`service.${surface}.EandF`, 'person-min', minutes.E + minutes.F);
  }
}

function zoneFigures({ zones }: RunFigures, put: Put): void {
  for (const zone of zones) {
    const key = `zone.${zone.zone}`;
    put(`${key}.peakPeople`, 'people', zone.peak.people);
    put(`${key}.maxGaussian`, 'ped/m²', zone.maxGaussianPerM2 && greatest(zone.maxGaussianPerM2));
    put(`${key}.maxVoronoi`, 'ped/m²', zone.maxVoronoiPerM2 && greatest(zone.maxVoronoiPerM2));
    put(`${key}.worst`, 'ped/m²', zone.worstPerM2 && greatest(zone.worstPerM2));
    above(key, 'Worst', zone.minutesAboveWorst, put);
    above(key, 'Mean', zone.minutesAboveMean, put);
    above(key, 'Capacity', zone.minutesAboveCapacity, put);
    for (const level of ALERT_LEVELS) {
      put(`${key}.personMinutes.${level}`, 'person-min', zone.personMinutes[level]);
    }
    const { orange, red } = zone.personMinutes;
    put(`${key}.personMinutesOrangeAndRed`, 'person-min', orange + red);
  }
}

function above(key: string, by: string, minutes: MinutesAbove | undefined, put: Put): void {
  put(`${key}.minutesAboveYellow${by}`, 'min', minutes?.yellow);
  put(`${key}.minutesAboveOrange${by}`, 'min', minutes?.orange);
  put(`${key}.minutesAboveRed${by}`, 'min', minutes?.red);
}

function hotSpotFigures({ hotSpots }: RunFigures, put: Put): void {
  for (const spot of hotSpots) {
    const key = `hotSpot.${spot.hotSpot}`;
    put(`${key}.peakPeople`, 'people', greatest(spot.people));
    put(`${key}.minutesAboveAlert`, 'min', spot.minutesAboveAlert.red);
    put(`${key}.maxPressure`, '1/s²', spot.pressure?.maxPerS2);
    put(`${key}.abovePressureGate`, 's', spot.pressure?.gatedS);
  }
}

function lineFigures({ lines }: RunFigures, put: Put): void {
  for (const line of lines) {
    const key =
      line.number === undefined ? `${line.kind}.${line.line}` : `checkpoint.${line.number}`;
    put(`${key}.in`, 'people', sum(line.in));
    put(`${key}.out`, 'people', sum(line.out));
    put(`${key}.peakSpecificFlow`, 'ped/m/min', line.peakSpecificFlow);
    put(`${key}.counterFlowIndex`, 'share', line.counterFlowIndex);
  }
}

/** Of an empty series undefined: nothing is known. */
function greatest(series: readonly number[]): number | undefined {
  if (series.length === 0) return undefined;
  return series.reduce((most, value) => Math.max(most, value));
}

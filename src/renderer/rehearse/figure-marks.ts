import type { LonLat } from '../../domain/base/quantity.ts';
import { sum } from '../../domain/base/sum.ts';
import { LEVELS_OF_SERVICE, levelOfService } from '../../domain/crowd/level-of-service.ts';
import type { LineRun, RunFigures, ZoneRun } from '../../domain/rehearsal/run-figures.ts';
import type { Format } from '../i18n/format.ts';
import type { RunMark } from '../state/run-mark.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import type { RunMarkName } from '../state/ui-store.ts';

/** The first half hour after the release is what the gates are shown for. */
export const GATES_MIN = 30;

/** A figure at its place; `size` orders it among its kind. */
interface Found {
  readonly at: LonLat | undefined;
  readonly line?: readonly [LonLat, LonLat];
  readonly text: string;
  readonly size: number;
}

/**
 * One kind of a run's figures where they belong on the map: zones and hot-spots at their labels, flows on their lines.
 * A place of which the run does not know the figure is left out, as is one where it is zero.
 */
export function figureMarks(
  what: RunMarkName,
  figures: RunFigures,
  facts: SiteFacts,
  format: Format,
): readonly RunMark[] {
  const found = FIGURES[what](figures, facts, format).filter(({ size }) => size > 0);
  const most = found.reduce((greatest, { size }) => Math.max(greatest, size), 0);
  return found.flatMap(({ at, line, text, size }) =>
    at === undefined ? [] : [{ at, text, strength: size / most, ...(line ? { line } : {}) }],
  );
}

type Find = (figures: RunFigures, facts: SiteFacts, format: Format) => readonly Found[];

const FIGURES: Readonly<Record<RunMarkName, Find>> = {
  peakPeople: ofZones(({ peak }, format) => ({
    text: `${format.count(peak.people)} · ${format.minute(peak.at)}`,
    size: someone(peak.people),
  })),
  worstDensity: ofZones(({ worstPerM2 }, format) => densityOf(worstPerM2, format)),
  gaussian: ofZones(({ maxGaussianPerM2 }, format) => densityOf(maxGaussianPerM2, format)),
  voronoi: ofZones(({ maxVoronoiPerM2 }, format) => densityOf(maxVoronoiPerM2, format)),
  levelOfService: ofZones(serviceOf),
  minutesAbove: ofZones(({ minutesAboveWorst, minutesAboveMean }) => {
    const { yellow, orange, red } = minutesAboveWorst ?? minutesAboveMean;
    return { text: `${yellow} / ${orange} / ${red}`, size: yellow + orange + red };
  }),
  personMinutes: ofZones(({ personMinutes: { orange, red } }, format) => ({
    text: `${format.count(orange)} / ${format.count(red)}`,
    size: orange + red,
  })),
  pressure: ({ hotSpots }, facts, format) =>
    hotSpots.map(({ hotSpot, pressure }) => ({
      at: facts.labelAt.get(hotSpot),
      text: `${format.figure(pressure?.maxPerS2)} · ${format.minute(pressure?.at)}`,
      size: pressure?.maxPerS2 ?? 0,
    })),
  aboveAlert: ({ hotSpots }, facts) =>
    hotSpots.map(({ hotSpot, minutesAboveAlert: { yellow, orange, red } }) => ({
      at: facts.labelAt.get(hotSpot),
      text: `${yellow} / ${orange} / ${red}`,
      size: yellow + orange + red,
    })),
  specificFlow: ofLines((line, format) => ({
    text: `${format.count(line.peakSpecificFlow)} · ${format.minute(line.peakAt)}`,
    size: someone(line.peakSpecificFlow),
  })),
  counterFlow: ofLines((line, format) => ({
    text: format.density(line.counterFlowIndex),
    size: line.counterFlowIndex,
  })),
  queues: ({ queues }, facts, format) =>
    (queues ?? []).map(({ checkpoint, people }) => {
      const most = people.reduce((greatest, value) => Math.max(greatest, value), 0);
      const at = facts.checkpoints.get(checkpoint)?.position;
      return { at, text: format.count(most), size: someone(most) };
    }),
  gates: ({ egress }, facts, format) =>
    (egress?.gates ?? []).map(({ gate, perMin }) => {
      const people = sum(perMin.slice(0, GATES_MIN));
      return {
        at: facts.gates.get(gate)?.position,
        text: format.count(people),
        size: someone(people),
      };
    }),
};

function ofZones(
  figure: (zone: ZoneRun, format: Format, facts: SiteFacts) => { text: string; size: number },
): Find {
  return ({ zones }, facts, format) =>
    zones.map((zone) => ({ at: facts.labelAt.get(zone.zone), ...figure(zone, format, facts) }));
}

function ofLines(figure: (line: LineRun, format: Format) => { text: string; size: number }): Find {
  return ({ lines }, _facts, format) =>
    lines.map((line) => {
      const [[west, south], [east, north]] = line.ends;
      const at: LonLat = [(west + east) / 2, (south + north) / 2];
      return { at, line: line.ends, ...figure(line, format) };
    });
}

/** Shares of people move on the zone graph: what would be written as 0 is nobody. */
function someone(people: number): number {
  return people < 0.5 ? 0 : people;
}

function densityOf(perM2: readonly number[] | undefined, format: Format) {
  const most = greatest(perM2);
  return { text: format.density(most), size: most ?? 0 };
}

/**
 * Fruin's level at the zone's worst density by the table of the zone's surface; of a model that knows no local density,
 * by the mean density of its fullest minute.
 */
function serviceOf(zone: ZoneRun, _format: Format, facts: SiteFacts) {
  const surface = facts.zones.get(zone.zone)?.surface ?? 'walkway';
  const mean = zone.usableAreaM2 > 0 ? zone.peak.people / zone.usableAreaM2 : 0;
  const level = levelOfService(greatest(zone.worstPerM2) ?? mean, surface);
  return { text: level, size: 1 + LEVELS_OF_SERVICE.indexOf(level) };
}

function greatest(values: readonly number[] | undefined): number | undefined {
  return values && values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : undefined;
}

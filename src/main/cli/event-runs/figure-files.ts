import { MINUTE } from '../../../domain/base/quantity.ts';
import { sum } from '../../../domain/base/sum.ts';
import { thousandths } from '../../../domain/base/thousandths.ts';
import { type NightScript, nightClock } from '../../../domain/plan/night-script.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import type { Site } from '../../../domain/site/site.ts';

/** A file of a run's figures, beside its JSON. */
export interface FigureFile {
  /** Joined to the run's id. */
  readonly ending: '.curves.csv' | '.queues.csv' | '.geojson';
  readonly text: string;
}

/** The curves and queues of a run as tables, one row a minute, and its lines and zones as a map. */
export function figureFiles(
  figures: RunFigures,
  site: Site,
  script: NightScript,
): readonly FigureFile[] {
  return [
    { ending: '.curves.csv', text: curvesTable(figures, script) },
    ...(figures.queues === undefined
      ? []
      : [{ ending: '.queues.csv', text: queuesTable(figures, script) } as const]),
    { ending: '.geojson', text: `${JSON.stringify(figuresMap(figures, site))}\n` },
  ];
}

type Column = readonly [name: string, series: readonly number[]];

function curvesTable(figures: RunFigures, script: NightScript): string {
  const { area, zones, lines, egress, span } = figures;
  const late = egress === undefined ? 0 : Math.floor((egress.startsAt - span.from) / MINUTE);
  const columns: Column[] = [
    ['area_people', area.people],
    ['visits', area.visits],
    ['outside_people', area.outside],
    ...zones.map(({ zone, people }): Column => [`${zone}_people`, people]),
    ...zones.flatMap(({ zone, worstPerM2, maxGaussianPerM2, maxVoronoiPerM2 }): Column[] =>
      worstPerM2 === undefined
        ? []
        : [
            [`${zone}_worst_per_m2`, worstPerM2],
            [`${zone}_max_gaussian_per_m2`, maxGaussianPerM2 ?? []],
            [`${zone}_max_voronoi_per_m2`, maxVoronoiPerM2 ?? []],
          ],
    ),
    ...lines.flatMap((line): Column[] => [
      [`${line.line}_in_per_min`, line.in],
      [`${line.line}_out_per_min`, line.out],
    ]),
    ...figures.hotSpots.map(({ hotSpot, people }): Column => [`${hotSpot}_people`, people]),
  ];
  if (egress !== undefined) {
    const shifted = (series: readonly number[]) => [...Array(late).fill(Number.NaN), ...series];
    columns.push(['out_of_ring_people', shifted(egress.out)]);
  }
  return table(columns, figures, script);
}

function queuesTable(figures: RunFigures, script: NightScript): string {
  const columns = (figures.queues ?? []).map(
    ({ checkpoint, people }): Column => [`${checkpoint}_queue_people`, people],
  );
  return table(columns, figures, script);
}

/** A row for each minute, named by the site's wall clock at its end; what is not known is empty. */
function table(columns: readonly Column[], { span }: RunFigures, script: NightScript): string {
  const clock = nightClock(script);
  const minutes = Math.round((span.until - span.from) / MINUTE);
  const rows = Array.from({ length: minutes }, (_, minute) => {
    const cells = columns.map(([, series]) => {
      const value = series[minute];
      return value === undefined || Number.isNaN(value) ? '' : String(value);
    });
    return [clock.iso(span.from + (minute + 1) * MINUTE), ...cells].join(',');
  });
  return `${['time', ...columns.map(([name]) => name)].join(',')}\n${rows.join('\n')}\n`;
}

/** GeoJSON (RFC 7946): a polygon for each leaf zone and hot-spot, a line for each checkpoint, gate and counter. */
function figuresMap(figures: RunFigures, site: Site) {
  const most = (series: readonly number[] | undefined) =>
    series === undefined || series.length === 0 ? null : Math.max(...series);
  const queue = new Map(figures.queues?.map(({ checkpoint, people }) => [checkpoint, people]));
  const zones = figures.zones.flatMap((zone) => {
    const polygon = site.zones.find(({ id }) => id === zone.zone)?.polygon;
    if (polygon === undefined) return [];
    const { usableAreaM2, capacity, peak, personMinutes } = zone;
    return feature(
      { type: 'Polygon', coordinates: closed(polygon) },
      {
        kind: 'zone',
        id: zone.zone,
        ring: zone.ring,
        usableAreaM2,
        capacity,
        peakPeople: peak.people,
        peakAt: new Date(peak.at).toISOString(),
        maxGaussianPerM2: most(zone.maxGaussianPerM2),
        maxVoronoiPerM2: most(zone.maxVoronoiPerM2),
        worstPerM2: most(zone.worstPerM2),
        minutesAboveOrangeMean: zone.minutesAboveMean.orange,
        minutesAboveOrangeWorst: zone.minutesAboveWorst?.orange ?? null,
        minutesAboveOrangeCapacity: zone.minutesAboveCapacity.orange,
        personMinutesOrangeAndRed: personMinutes.orange + personMinutes.red,
      },
    );
  });
  const spots = figures.hotSpots.flatMap((spot) => {
    const found = site.hotSpots.find(({ id }) => id === spot.hotSpot);
    if (found === undefined) return [];
    return feature(
      { type: 'Polygon', coordinates: closed(found.polygon) },
      {
        kind: 'hotSpot',
        id: spot.hotSpot,
        peakPeople: most(spot.people),
        alertPeople: found.alertPeople,
        minutesAboveAlert: spot.minutesAboveAlert.red,
        maxPressurePerS2: spot.pressure?.maxPerS2 ?? null,
      },
    );
  });
  const lines = figures.lines.map((line) =>
    feature(
      { type: 'LineString', coordinates: line.ends },
      {
        kind: line.kind,
        id: line.line,
        name: line.name.en,
        nameZh: line.name.zh,
        number: line.number ?? null,
        clearWidthM: line.clearWidthM,
        surface: line.surface,
        in: thousandths(sum(line.in)),
        out: thousandths(sum(line.out)),
        peakSpecificFlowPerMMin: line.peakSpecificFlow,
        meanSpecificFlowPerMMin: line.meanSpecificFlow,
        counterFlowIndex: line.counterFlowIndex,
        mostQueueing: line.kind === 'checkpoint' ? most(queue.get(line.line as never)) : null,
      },
    ),
  );
  return { type: 'FeatureCollection', features: [...zones, ...spots, ...lines] };
}

function feature(geometry: object, properties: Readonly<Record<string, unknown>>) {
  return { type: 'Feature', geometry, properties };
}

/** GeoJSON's rings end where they begin; the site's need not. */
function closed(polygon: readonly (readonly (readonly number[])[])[]) {
  return polygon.map((ring) => {
    const [first] = ring;
    const last = ring.at(-1);
    const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
    return isClosed || first === undefined ? ring : [...ring, first];
  });
}

import type { AlertLevel } from '../alert/ladder.ts';
import { sum } from '../base/sum.ts';
import { thousandths } from '../base/thousandths.ts';
import { levelOfService } from '../crowd/level-of-service.ts';
import type { Site } from '../site/site.ts';
import type { RunFigures } from './run-figures.ts';

/** GeoJSON (RFC 7946): a polygon for each leaf zone and hot-spot, a line for each checkpoint, gate and counter. */
export function figuresMap(figures: RunFigures, site: Site) {
  const most = (series: readonly number[] | undefined) =>
    series === undefined || series.length === 0 ? null : Math.max(...series);
  const queue = new Map(figures.queues?.map(({ checkpoint, people }) => [checkpoint, people]));
  const zones = figures.zones.flatMap((zone) => {
    const { polygon, surface } = site.zones.find(({ id }) => id === zone.zone) ?? {};
    if (polygon === undefined || surface === undefined) return [];
    const { usableAreaM2, capacity, peak, personMinutes } = zone;
    const worstPerM2 = most(zone.worstPerM2);
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
        worstPerM2,
        surface,
        worstLevelOfService: worstPerM2 === null ? null : levelOfService(worstPerM2, surface),
        ...byLevel('minutesAboveMean', zone.minutesAboveMean),
        ...byLevel('minutesAboveWorst', zone.minutesAboveWorst ?? NO_MINUTES),
        ...byLevel('minutesAboveCapacity', zone.minutesAboveCapacity),
        ...byLevel('personMinutes', personMinutes),
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
        secondsAbovePressureGate: spot.pressure?.gatedS ?? null,
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

const NO_MINUTES = { yellow: null, orange: null, red: null };

/** `minutesAboveMeanOrange` and its like: GeoJSON's readers want plain values. */
function byLevel(name: string, values: Readonly<Partial<Record<AlertLevel, number | null>>>) {
  return Object.fromEntries(
    Object.entries(values).map(([level, value]) => [
      `${name}${level.charAt(0).toUpperCase()}${level.slice(1)}`,
      value,
    ]),
  );
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

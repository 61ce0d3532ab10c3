import type { Feature } from 'geojson';
import type { ExpressionSpecification } from 'maplibre-gl';
import type { Millis } from '../../../domain/base/quantity.ts';
import { DRONE_LINK_LOST_MS, lastSignOfLife } from '../../../domain/forces/drone.ts';
import type { DroneState, World } from '../../../domain/session/world.ts';
import { callsignIn } from '../../i18n/callsign.ts';
import { formatOf } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { FLUSH_INTERVAL } from '../../state/flusher.ts';
import { MAP_FONT } from '../base-style.ts';
import { type LiveLayer, lineFeature, type MapState, pointFeature } from '../live-layer.ts';

/** The last minute of each drone's way. */
export const droneTrails: LiveLayer = {
  source: 'drone-trails',
  switch: 'drones',
  layers: [
    {
      id: 'drone-trail',
      type: 'line',
      source: 'drone-trails',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#bfe0ff', 'line-width': 1.6, 'line-opacity': 0.55 },
    },
  ],
  features: ({ world }) =>
    Object.values(world.drones).flatMap(({ trail, report }): Feature[] => {
      const line = [...trail, report].map(({ lon, lat }) => [lon, lat] as const);
      return line.length > 1 ? [lineFeature(line, {})] : [];
    }),
};

const RIGHT_OF_MARK: ExpressionSpecification = ['literal', [1.2, 0]];
const LEFT_OF_MARK: ExpressionSpecification = ['literal', [-1.2, 0]];

/** Chevrons by heading with callsign, altitude and battery; a lost link is a broken outline with its age. */
export const drones: LiveLayer = {
  source: 'drones',
  switch: 'drones',
  layers: [
    {
      id: 'drone',
      type: 'symbol',
      source: 'drones',
      layout: {
        'icon-image': ['get', 'mark'],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'text-field': ['get', 'label'],
        'text-font': MAP_FONT,
        'text-size': 12,
        'text-anchor': ['case', ['get', 'turned'], 'right', 'left'],
        'text-offset': ['case', ['get', 'turned'], LEFT_OF_MARK, RIGHT_OF_MARK],
        'text-justify': ['case', ['get', 'turned'], 'right', 'left'],
        'text-optional': true,
      },
      paint: { 'text-color': '#bfe0ff', 'text-halo-color': '#0c1116', 'text-halo-width': 1.6 },
    },
  ],
  features: (state) => Object.values(state.world.drones).map((drone) => mark(state, drone)),
};

/** Whether a drone has given no sign of life for too long. */
export function isDroneLost({ report }: DroneState, world: World, now: Millis): boolean {
  return isOld(lastSignOfLife(report), world, now);
}

/** Whether a drone has not said for too long where it is, linked or not: without satellites it cannot. */
export function isPositionOld({ report }: DroneState, world: World, now: Millis): boolean {
  return isOld(report.observedAt, world, now);
}

/**
 * Positions and ticks reach a seat apart, by up to two flushes of this machine's time, which is more of the session's
 * when it runs fast.
 */
function isOld(at: Millis, { transport }: World, now: Millis): boolean {
  const apart = 2 * FLUSH_INTERVAL * (transport?.speed ?? 1);
  return now - at > DRONE_LINK_LOST_MS + apart;
}

function mark(state: MapState, drone: DroneState): Feature {
  const { report } = drone;
  const lost = isDroneLost(drone, state.world, state.now);
  const positionOld = isPositionOld(drone, state.world, state.now);
  const format = formatOf(state.language, state.facts.site.timeZone);
  const battery = report.batteryPct === undefined ? '—' : `${format.count(report.batteryPct)} %`;
  const t = wordsOf(state.language);
  const age = format.age(state.now - (lost ? lastSignOfLife(report) : report.observedAt));
  const figures =
    lost || positionOld
      ? t(lost ? 'drones.lost' : 'drones.noPositionFor', { age })
      : `${format.count(report.altM)} m · ${battery}`;
  return pointFeature([report.lon, report.lat], {
    id: report.drone,
    mark: lost || positionOld ? 'drone-lost' : 'drone',
    heading: report.headingDeg ?? 0,
    turned: report.lon > (state.turnLabelsAtLon ?? Number.POSITIVE_INFINITY),
    label: `${callsignIn(report.callsign, state.language)}\n${figures}`,
  });
}

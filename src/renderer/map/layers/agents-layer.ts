import { COORDINATE_SYSTEM } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import { type AgentsFrame, agentsOrigin, BODY_STATES } from '../../../domain/wire/agents-frame.ts';
import type { SiteFacts } from '../../state/site-facts.ts';
import { FIRST_LAYER_ABOVE_DENSITY } from '../base-style.ts';

/** A person from above is about as wide; on the screen never less than a point that can be seen. */
const RADIUS_M = 0.25;
const LEAST_RADIUS_PX = 0.9;

type Rgba = readonly [number, number, number, number];
/** What people do by colour; none is a level's colour. */
const COLOURS: Readonly<Record<(typeof BODY_STATES)[number], Rgba>> = {
  walking: [232, 238, 244, 230],
  queueing: [214, 162, 216, 240],
  dwelling: [127, 178, 255, 220],
  waiting: [95, 212, 212, 230],
  leaving: [200, 194, 154, 235],
};

/** Simulated people as points; positions are offsets in degrees from the site's origin, exact in Float32. */
export function agentsLayer(frame: AgentsFrame, facts: SiteFacts) {
  const { metres, grid } = facts.ground;
  const [lon, lat] = facts.site.origin;
  const [eastM, northM] = agentsOrigin(grid);
  const [lon0, lat0] = metres.toLonLat([eastM, northM]);
  const [lon1, lat1] = metres.toLonLat([eastM + 1_000, northM + 1_000]);
  const perEast = (lon1 - lon0) / 10_000;
  const perNorth = (lat1 - lat0) / 10_000;
  const count = frame.state.length;
  const positions = new Float32Array(2 * count);
  const colours = new Uint8Array(4 * count);
  for (let k = 0; k < count; k++) {
    positions[2 * k] = lon0 - lon + (frame.x[k] ?? 0) * perEast;
    positions[2 * k + 1] = lat0 - lat + (frame.y[k] ?? 0) * perNorth;
    colours.set(COLOURS[BODY_STATES[frame.state[k] ?? 0] ?? 'walking'], 4 * k);
  }
  return new ScatterplotLayer({
    id: 'agents',
    beforeId: FIRST_LAYER_ABOVE_DENSITY,
    coordinateSystem: COORDINATE_SYSTEM.LNGLAT_OFFSETS,
    coordinateOrigin: [lon, lat, 0],
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
    data: {
      length: count,
      attributes: {
        getPosition: { value: positions, size: 2 },
        getFillColor: { value: colours, size: 4 },
      },
    },
    getRadius: RADIUS_M,
    radiusMinPixels: LEAST_RADIUS_PX,
    stroked: false,
  });
}

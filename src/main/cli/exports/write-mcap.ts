import type { Millis } from '../../../domain/base/quantity.ts';
import { MINUTE } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import { supportedArea, supportedPlace } from '../../../domain/crowd/supported.ts';
import { rankOf } from '../../../domain/review/alert-fold.ts';
import { estimateAt } from '../../../domain/review/place-moment.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import type { World } from '../../../domain/session/world.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { placeFeatures } from './geojson-features.ts';
import { type McapFile, stamp } from './mcap-file.ts';
import { CROWD, GEO_JSON, GRID, LOCATION_FIX, LOG } from './mcap-schemas.ts';
import type { Recording } from './recording.ts';

/** foxglove.PackedElementField: one byte without sign. */
const UINT8 = 1;
/** foxglove.Log levels by alert level: information, then warning, error, fatal. */
const LOG_LEVELS = [2, 3, 4, 5] as const;

/**
 * Writes a recording as topics that Foxglove and Lichtblick show: `/zones` and `/drones/…` on their Map, `/density` in
 * 3D, `/log` in Log, `/crowd` in Plot. Messages come in order of the time at which they were known.
 */
export async function writeMcap(recording: Recording, file: McapFile): Promise<void> {
  const { ground, reader, span } = recording;
  await file.metadata('anlan', {
    recording: recording.name,
    site: ground.site.id,
    timeZone: ground.site.timeZone,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    densityUnit: '0.04 ped/m2 per step of the field density; 255 is not walkable',
  });
  for await (const told of recording.tell(MINUTE)) {
    if (told.kind === 'entry') {
      await writeEntry(ground, told.entry, told.world, file);
      continue;
    }
    await writeState(ground, told.world, told.at, file);
    const frame = await reader.frameAt(told.at);
    if (frame && told.at - frame.at < MINUTE) {
      await file.message('/density', GRID, told.at, gridMessage(ground, frame.frame), frame.at);
    }
  }
}

async function writeState(ground: Ground, world: World, at: Millis, file: McapFile): Promise<void> {
  const estimate = estimateAt(world, at);
  if (!estimate) return;
  const geojson = JSON.stringify({
    type: 'FeatureCollection',
    features: placeFeatures(ground, world, at),
  });
  await file.message('/zones', GEO_JSON, at, { geojson });
  const known = supportedArea(estimate);
  const zones = estimate.zones.filter(supportedPlace);
  const hotSpots = estimate.hotSpots.filter(supportedPlace);
  await file.message('/crowd', CROWD, at, {
    timestamp: stamp(at),
    // A field that is not there is unknown.
    people: known?.area.people,
    outside: known?.outside.people,
    visits: known?.visits.people,
    zones: Object.fromEntries(zones.map(({ zone, ...figures }) => [zone, figures])),
    hot_spots: Object.fromEntries(hotSpots.map(({ hotSpot, ...figures }) => [hotSpot, figures])),
  });
}

async function writeEntry(
  ground: Ground,
  entry: Entry,
  world: World,
  file: McapFile,
): Promise<void> {
  const at = entry.recordedAt;
  if (entry.kind === 'positions') {
    for (const { drone, observedAt, lon, lat, altM } of entry.payload.drones) {
      const fix = {
        timestamp: stamp(observedAt),
        frame_id: 'site',
        latitude: lat,
        longitude: lon,
        altitude: altM,
        position_covariance: [0, 0, 0, 0, 0, 0, 0, 0, 0],
        position_covariance_type: 0,
      };
      await file.message(droneTopic(drone), LOCATION_FIX, at, fix, observedAt);
    }
    return;
  }
  const line = logLine(ground, entry, world);
  if (!line) return;
  const { level, message, name } = line;
  const content = { timestamp: stamp(at), level, message, name, file: '', line: 0 };
  await file.message('/log', LOG, at, content);
}

/**
 * The topic of a drone: by its id, which no other has and which stays when its callsign is changed. Percent-encoded, so
 * that two ids never share a topic and a slash begins no level.
 */
export function droneTopic(drone: string): string {
  // Half a surrogate pair is no character, and cannot be encoded.
  return `/drones/${encodeURIComponent(drone.replace(/\p{Surrogate}/gu, '\u{fffd}'))}`;
}

/** What of an entry is worth a line of the log. */
function logLine(ground: Ground, entry: Entry, world: World) {
  switch (entry.kind) {
    case 'level': {
      const { place, state } = entry.payload;
      if (world.levels[place]?.level === state.level) return undefined;
      const figure = state.reason.figure === undefined ? '' : ` ${state.reason.figure.toFixed(2)}`;
      const level = LOG_LEVELS[rankOf(state.level)] ?? 2;
      return { level, name: place, message: `${state.level} (${state.reason.cause}${figure})` };
    }
    case 'phase':
      return {
        level: 2,
        name: 'phase',
        message: `${entry.payload.phase}: ${entry.payload.reason}`,
      };
    case 'checkpointOrder': {
      const { checkpoint, mode, by } = entry.payload;
      const known = ground.site.checkpoints.find(({ id }) => id === checkpoint);
      return { level: 2, name: checkpoint, message: `${known?.name.en ?? ''} → ${mode} (${by})` };
    }
    case 'broadcastOrder': {
      const { drone, message, by } = entry.payload;
      const said = message.kind === 'speech' ? message.text : message.kind;
      return { level: 2, name: drone, message: `${said} (${by})` };
    }
    default:
      return undefined;
  }
}

/** The raster on the site's whole grid, row by row from the south-west; cells where nobody can walk are 255. */
function gridMessage({ grid, gridCell, cellCount }: Ground, frame: DensityFrame): object {
  const data = Buffer.alloc(grid.cols * grid.rows, 255);
  for (let walk = 0; walk < cellCount; walk++) {
    data[gridCell[walk] ?? 0] = Math.min(254, frame.density[walk] ?? 0);
  }
  return {
    timestamp: stamp(frame.issuedAt),
    frame_id: 'site',
    pose: {
      position: { x: grid.westM, y: grid.southM, z: 0 },
      orientation: { x: 0, y: 0, z: 0, w: 1 },
    },
    column_count: grid.cols,
    cell_size: { x: grid.cellM, y: grid.cellM },
    row_stride: grid.cols,
    cell_stride: 1,
    fields: [{ name: 'density', offset: 0, type: UINT8 }],
    data: data.toString('base64'),
  };
}

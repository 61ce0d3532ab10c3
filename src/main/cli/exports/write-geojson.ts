import type { Feature, FeatureCollection, Position } from 'geojson';
import { MINUTE } from '../../../domain/base/quantity.ts';
import type { ReviewReport } from '../../../domain/review/review-report.ts';
import type { Entry } from '../../../domain/session/entry.ts';
import type { World } from '../../../domain/session/world.ts';
import { placeFeatures } from './geojson-features.ts';
import type { Recording } from './recording.ts';

/** A drone that has not reported for this long flies a new track. */
const TRACK_ENDS_MS = 60_000;
/** Points of a track are at least this far apart. */
const TRACK_STEP_MS = 1_000;

interface Track {
  readonly drone: string;
  readonly callsign: string;
  readonly coordinates: Position[];
  readonly times: number[];
}

/**
 * The recording as one GeoJSON document (RFC 7946, WGS84): zones and hot-spots as they stood at the peak, checkpoints
 * with every mode they were put to, drones' tracks with the time of every point.
 */
export async function recordingGeoJson(
  recording: Recording,
  report: ReviewReport,
): Promise<FeatureCollection> {
  const { ground } = recording;
  const tracks: Track[] = [];
  const modes = new Map<string, { time: string; mode: string; by: string }[]>();
  const peakAt = report.totals.peak.at;
  let peakWorld: World | undefined;
  for await (const told of recording.tell(MINUTE)) {
    if (told.kind === 'step') continue;
    if (told.entry.recordedAt > peakAt) peakWorld ??= told.world;
    follow(tracks, told.entry);
    if (told.entry.kind !== 'checkpointOrder') continue;
    const { checkpoint, mode, by } = told.entry.payload;
    const time = new Date(told.entry.recordedAt).toISOString();
    modes.set(checkpoint, [...(modes.get(checkpoint) ?? []), { time, mode, by }]);
  }
  const world = peakWorld ?? (await recording.reader.worldAt(peakAt)).world;
  return {
    type: 'FeatureCollection',
    features: [
      ...placeFeatures(ground, world, peakAt),
      ...ground.site.checkpoints.map(
        (one): Feature => ({
          type: 'Feature',
          id: one.id,
          geometry: { type: 'Point', coordinates: [...one.position] },
          properties: {
            kind: 'checkpoint',
            id: one.id,
            number: one.number,
            name_zh: one.name.zh,
            name_en: one.name.en,
            bearing_deg: one.bearingDeg,
            clear_width_m: one.clearWidthM,
            mode_planned: one.mode,
            modes: modes.get(one.id) ?? [],
          },
        }),
      ),
      ...tracks.map(trackFeature),
    ],
  };
}

function follow(tracks: Track[], entry: Entry): void {
  if (entry.kind !== 'positions') return;
  for (const { drone, callsign, lon, lat, altM, observedAt } of entry.payload.drones) {
    const track = tracks.findLast((one) => one.drone === drone);
    const last = track?.times.at(-1);
    const point: Position = [lon, lat, altM];
    if (!track || last === undefined || observedAt - last > TRACK_ENDS_MS) {
      tracks.push({ drone, callsign, coordinates: [point], times: [observedAt] });
    } else if (observedAt - last >= TRACK_STEP_MS) {
      track.coordinates.push(point);
      track.times.push(observedAt);
    }
  }
}

/** A drone that reported once is a point: a line has two. */
function trackFeature({ drone, callsign, coordinates, times }: Track): Feature {
  const [only = []] = coordinates;
  return {
    type: 'Feature',
    geometry:
      coordinates.length > 1
        ? { type: 'LineString', coordinates }
        : { type: 'Point', coordinates: only },
    properties: {
      kind: 'track',
      drone,
      callsign,
      times: times.map((at) => new Date(at).toISOString()),
    },
  };
}

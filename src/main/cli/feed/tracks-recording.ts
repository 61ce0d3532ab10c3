import type { EastNorth, LonLat, Millis } from '../../../domain/base/quantity.ts';
import { contains, distanceToSegment, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import { rowsByFrame, type Tracks } from '../../../workers/kernels/tracks/tracks.ts';
import {
  type GeographicTracks,
  readGeographicTracks,
  type TrackPlaces,
} from './geographic-tracks.ts';
import { type LineCrossing, lineCrossings } from './line-counts.ts';
import { isWithin, type RecordedMessage, type TimeRange } from './recording.ts';

/** A point this close to an edge lies on it; metres. */
const ON_EDGE_M = 1e-6;

/** What sensors are made of tracks. */
export interface TrackSensors {
  /** Outer ring, then holes. */
  readonly camera:
    | { readonly sensor: string; readonly polygon: readonly (readonly LonLat[])[] }
    | undefined;
  /** Counts of both directions, each its own sensor: `leftToRight` as the site document draws a line counter. */
  readonly line:
    | {
        readonly ends: readonly [LonLat, LonLat];
        readonly leftToRight: string;
        readonly rightToLeft: string;
      }
    | undefined;
  /** Between two messages. */
  readonly everyS: number;
}

interface TrackRecord {
  readonly device: string;
  readonly occupancy?: number;
  readonly count?: number;
  readonly interval_s?: number;
}

/**
 * Walked tracks as sensors would see them: people strictly inside the camera's polygon at that frame, and crossings of
 * the line since the message before. A message every `everyS`, and one at the last frame, is a JSON array of
 * `{device, time, occupancy}` and `{device, time, count, interval_s}`.
 */
export async function* readTracks(
  file: string,
  range: TimeRange,
  places: TrackPlaces,
  sensors: TrackSensors,
): AsyncGenerator<RecordedMessage> {
  const found = await readGeographicTracks(file, places);
  const { tracks } = found;
  const rows = rowsByFrame(tracks, { first: tracks.firstFrame, last: tracks.lastFrame });
  const inView = viewOf(found, sensors.camera?.polygon);
  const crossings = sensors.line ? crossingsOf(found, sensors.line.ends) : [];
  let before: number | undefined;
  for (const frame of sampledFrames(tracks, sensors.everyS)) {
    const at: Millis = Math.round((frame / tracks.framesPerS) * 1_000);
    const records: TrackRecord[] = [];
    if (sensors.camera) {
      const here = rows[(frame - tracks.firstFrame) / tracks.frameStep] ?? [];
      records.push({ device: sensors.camera.sensor, occupancy: here.filter(inView).length });
    }
    if (sensors.line && before !== undefined) {
      const since = { after: before, until: frame };
      const interval_s = (frame - before) / tracks.framesPerS;
      for (const direction of ['leftToRight', 'rightToLeft'] as const) {
        const count = countOf(crossings, direction, since);
        records.push({ device: sensors.line[direction], count, interval_s });
      }
    }
    before = frame;
    if (records.length === 0 || !isWithin(range, at)) continue;
    yield {
      at,
      records: records.length,
      bytes: (shiftMs) => {
        const time = new Date(at + shiftMs).toISOString();
        return Buffer.from(JSON.stringify(records.map((record) => ({ ...record, time }))));
      },
    };
  }
}

/** Frames from the first to the last, `everyS` apart, on the step of the tracks. */
function* sampledFrames(tracks: Tracks, everyS: number): Generator<number> {
  const { firstFrame, lastFrame, frameStep, framesPerS } = tracks;
  let last = Number.NEGATIVE_INFINITY;
  for (let n = 0; ; n++) {
    const frame = firstFrame + Math.round((n * everyS * framesPerS) / frameStep) * frameStep;
    if (frame > lastFrame) break;
    if (frame > last) yield frame;
    last = frame;
  }
  if (last < lastFrame) yield lastFrame;
}

function viewOf(
  { tracks, metres }: GeographicTracks,
  polygon: readonly (readonly LonLat[])[] | undefined,
): (row: number) => boolean {
  const local: LocalPolygon = (polygon ?? []).map((ring) => ring.map((at) => metres.toLocal(at)));
  return (row) => {
    const at: EastNorth = [tracks.xM[row] ?? 0, tracks.yM[row] ?? 0];
    return contains(local, at) && !local.some((ring) => isOnRing(ring, at));
  };
}

function isOnRing(ring: readonly EastNorth[], at: EastNorth): boolean {
  return ring.some((a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a;
    return distanceToSegment(at, a, b) < ON_EDGE_M;
  });
}

function crossingsOf({ tracks, metres }: GeographicTracks, [a, b]: readonly [LonLat, LonLat]) {
  return lineCrossings(tracks, [metres.toLocal(a), metres.toLocal(b)]);
}

function countOf(
  crossings: readonly LineCrossing[],
  direction: LineCrossing['direction'],
  { after, until }: { readonly after: number; readonly until: number },
): number {
  const counted = crossings.filter(
    (one) => one.direction === direction && one.frame > after && one.frame <= until,
  );
  return counted.length;
}

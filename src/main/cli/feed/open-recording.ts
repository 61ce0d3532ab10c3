import type { RecordingKind } from '../../../domain/session/delivery.ts';
import { readCotEvents } from './cot-recording.ts';
import { type CountsOptions, readCounts } from './counts-recording.ts';
import type { Destination } from './destination.ts';
import type { TrackPlaces } from './geographic-tracks.ts';
import { readGrid } from './grid-recording.ts';
import { readMetro } from './metro-recording.ts';
import type { Place } from './placement.ts';
import type { OpenedRecording, TimeRange } from './recording.ts';
import { readTlogPackets, readTlogParts } from './tlog-recording.ts';
import { readTracks, type TrackSensors } from './tracks-recording.ts';

/** What the command line says about a recording itself. */
export interface RecordingOptions {
  readonly file: string;
  readonly range: TimeRange;
  readonly place: Place | undefined;
  readonly counts: CountsOptions;
  readonly tracks: Omit<TrackPlaces, 'place'> & TrackSensors;
}

/** Kinds whose messages carry positions of their own, or are made from positions. */
const PLACEABLE: ReadonlySet<RecordingKind> = new Set(['tracks', 'tlog', 'cot']);

/** Opens a recording of a kind for a destination. Throws in words on what cannot be played so. */
export async function openRecording(
  kind: RecordingKind,
  options: RecordingOptions,
  { protocol }: Destination,
): Promise<OpenedRecording> {
  const { file, range, place, counts, tracks } = options;
  if (place && !PLACEABLE.has(kind)) {
    throw new Error(`--place is for tracks, .tlog and CoT: a ${kind} recording has no positions`);
  }
  switch (kind) {
    case 'metro':
      return { isDated: true, messages: readMetro(file, range) };
    case 'counts':
      return { isDated: true, messages: readCounts(file, range, counts) };
    case 'grid': {
      const grid = { timeColumn: counts.columns.time, zone: counts.zone };
      return { isDated: true, messages: readGrid(file, range, grid) };
    }
    case 'tracks':
      if (!tracks.camera && !tracks.line) {
        throw new Error('tracks are played as sensors: name --camera and --sensor, or --line');
      }
      return {
        isDated: false,
        messages: readTracks(file, range, { ...tracks, place }, tracks),
      };
    case 'tlog': {
      const report = (words: string) => process.stderr.write(`anlan feed: ${file}: ${words}\n`);
      const read = protocol === 'udp' ? readTlogPackets : readTlogParts;
      return { isDated: protocol !== 'udp', messages: read(file, range, { place, report }) };
    }
    case 'cot':
      return { isDated: true, messages: await readCotEvents(file, range, place) };
  }
}

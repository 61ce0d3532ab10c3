import type { LonLat } from '../../../domain/base/quantity.ts';
import { readPath, readRecords, toNumber } from './counts-mapping-path.ts';
import { type MessageFormat, messageReader } from './message-format.ts';

/** Where in a record its position stands; `records` where the records stand in the message. */
export interface PositionPaths {
  readonly lon: string;
  readonly lat: string;
  readonly records?: string | undefined;
}

/** The positions of a sample message as written, whatever their datum; empty when it cannot be read. */
export function readPositions(
  format: MessageFormat,
  paths: PositionPaths,
  sample: Uint8Array,
): readonly LonLat[] {
  try {
    const message = messageReader(format)(sample);
    const records = paths.records === undefined ? [message] : readRecords([paths.records])(message);
    const lonOf = readPath(paths.lon);
    const latOf = readPath(paths.lat);
    return records.flat().flatMap((record): LonLat[] => {
      const lon = toNumber(lonOf(record));
      const lat = toNumber(latOf(record));
      return lon === undefined || lat === undefined ? [] : [[lon, lat]];
    });
  } catch {
    return [];
  }
}

import { parseArgs } from 'node:util';
import type { LonLat, Millis } from '../../domain/base/quantity.ts';
import { RECORDING_KINDS, type RecordingKind } from '../../domain/session/delivery.ts';
import { type Destination, readDestination } from './feed/destination.ts';
import { instantIn } from './feed/instant-in.ts';
import type { RecordingOptions } from './feed/open-recording.ts';
import type { Place } from './feed/placement.ts';
import type { Pace } from './feed/play-messages.ts';
import { isLonLat, readPolygon, readPositions } from './feed/read-polygon.ts';
import type { TimeRange } from './feed/recording.ts';
import { withNegativeValues } from './negative-values.ts';
import { plainNumber } from './tracks/track-file.ts';

/** What `anlan feed` was asked for. */
export interface FeedOptions extends Omit<RecordingOptions, 'range'> {
  /** Absent: told by content. */
  readonly kind: RecordingKind | undefined;
  readonly to: Destination;
  /** The address of the feed behind a broker or a port; `none`: whoever takes it is no hub. */
  readonly hub: string | undefined;
  readonly pace: Pace;
  /** What is played of a kind. Throws in words where --from or --until do not fit it. */
  readonly rangeOf: (kind: RecordingKind) => TimeRange;
  readonly json: boolean;
}

export const FEED_USAGE = `anlan feed FILE --to URL [options]
  FILE                  a recording, plain or .gz, told by its content:
                        metro   metro counts as CSV (station_id,start,entries,exits)
                        counts  counts as CSV (sensor,time,count)
                        tracks  walked tracks, as anlan analyse reads them or with columns lon,lat
                        tlog    a MAVLink telemetry log
                        cot     Cursor-on-Target events in XML: a file, or a folder of .cot files
                        grid    people by squares as CSV (lon,lat,time,…)
  --as KIND             one of these, where the content does not tell
  --to URL              http://HOST:N (a hub) or …/feeds/NAME, mqtt://HOST:N/TOPIC (QoS 1; password in
                        ANLAN_MQTT_PASSWORD), udp://HOST:N, tcp://HOST:N
  --hub URL --feed NAME the hub behind a broker or a port, and which of its feeds; it is told that a recording comes
                        (--hub none: whoever takes it is no hub)
  --speed N             recorded seconds per second (default 1; 0: as fast as it is acknowledged)
  --from T, --until T   only what is at or after / before this instant (ISO 8601 with offset; tracks: seconds)
  --retime              shift the times so that the first message is now
  --start T             shift the times so that the first message is at this instant
  --place LON,LAT,B     put the recording there and turn it clockwise by B degrees: the mean of all positions of tracks,
                        the first position of a .tlog or of CoT events lies at LON,LAT
  --json                print one JSON object at the end
 counts and grid
  --columns K=NAME,…    columns by name (K: sensor, time, count)
  --zone ZONE           IANA zone of times without an offset
  --interval S          length of the counting interval in seconds, sent along
 tracks
  --camera P --sensor S people strictly inside a polygon (GeoJSON file or lon,lat;lon,lat;…) as occupancy of sensor S
  --line A;B            crossings of a line (lon,lat;lon,lat) as counts of two sensors:
  --line-sensors L,R    L counts from its left to its right, R the other way
  --every S             seconds between messages (default 1)
  --fps F               frames per second, where the file does not say
  --origin LON,LAT      where x = 0, y = 0 of tracks in metres is`;

const OPTIONS = {
  as: { type: 'string' },
  to: { type: 'string' },
  hub: { type: 'string' },
  feed: { type: 'string' },
  speed: { type: 'string', default: '1' },
  from: { type: 'string' },
  until: { type: 'string' },
  retime: { type: 'boolean', default: false },
  start: { type: 'string' },
  place: { type: 'string' },
  columns: { type: 'string' },
  zone: { type: 'string' },
  interval: { type: 'string' },
  camera: { type: 'string' },
  sensor: { type: 'string' },
  line: { type: 'string' },
  'line-sensors': { type: 'string' },
  every: { type: 'string', default: '1' },
  fps: { type: 'string' },
  origin: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseWords>['values'];

/** A word of the command line that cannot be meant. */
class WrongWord extends Error {}

/** Reads the words of the command line; an error says which word is wrong. */
export function readFeedOptions(words: readonly string[]): FeedOptions | string {
  try {
    const { values, positionals } = parseWords(words);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one FILE to play';
    const to = destinationIn(values);
    // Whatever the kind turns out to be: this is never a time.
    for (const name of ['from', 'until'] as const) boundIn(`--${name}`, values[name], undefined);
    return {
      file,
      kind: kindIn(values.as),
      to,
      hub: hubIn(values, to),
      pace: paceIn(values),
      rangeOf: (kind) => ({
        from: boundIn('--from', values.from, kind),
        until: boundIn('--until', values.until, kind),
      }),
      place: placeIn(values.place),
      counts: {
        columns: columnsIn(values.columns),
        zone: values.zone,
        intervalS: positiveIn('--interval', values.interval),
      },
      tracks: {
        camera: cameraIn(values),
        line: lineIn(values),
        everyS: positiveIn('--every', values.every) ?? 1,
        framesPerS: positiveIn('--fps', values.fps),
        origin: originIn(values.origin),
      },
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parseWords(words: readonly string[]) {
  return parseArgs({ args: withNegativeValues(words), allowPositionals: true, options: OPTIONS });
}

function destinationIn({ to }: Values): Destination {
  if (to === undefined) throw new WrongWord('say where with --to http://127.0.0.1:N');
  const read = readDestination(to);
  if (typeof read === 'string') throw new WrongWord(read);
  return read;
}

function kindIn(text: string | undefined): RecordingKind | undefined {
  if (text === undefined) return undefined;
  const kind = RECORDING_KINDS.find((one) => one === text);
  if (kind) return kind;
  throw new WrongWord(`--as is one of ${RECORDING_KINDS.join(', ')}, not "${text}"`);
}

function hubIn({ hub, feed }: Values, to: Destination): string | undefined {
  if (hub === 'none') return 'none';
  if (to.protocol === 'http') {
    if (hub !== undefined || feed !== undefined) {
      throw new WrongWord(
        '--hub and --feed are for brokers and ports; over http the feed is in --to',
      );
    }
    return undefined;
  }
  if (hub === undefined || feed === undefined) {
    throw new WrongWord(
      `by ${to.protocol} say with --hub URL --feed NAME whom to tell that this is a recording (--hub none: nobody)`,
    );
  }
  if (!/^https?:/.test(hub) || !URL.canParse(hub)) {
    throw new WrongWord(`--hub is an http address, or none, not "${hub}"`);
  }
  return new URL(`/feeds/${encodeURIComponent(feed)}`, hub).href;
}

function paceIn({ speed: text, retime, start }: Values): Pace {
  const speed = plainNumber(text);
  if (speed === undefined || !(speed >= 0 && speed <= 1e6)) {
    throw new WrongWord(`--speed is 0 or a positive number, not "${text}"`);
  }
  if (retime && start !== undefined) throw new WrongWord('either --retime or --start');
  if (start === undefined) return { speed, start: retime ? 'now' : undefined };
  const at = instantIn(start);
  if (at === undefined) {
    throw new WrongWord(`--start is an instant like 2026-12-31T20:00:00+08:00, not "${start}"`);
  }
  return { speed, start: at };
}

/** The bound of a recording of a kind; of one whose kind is not known yet it may be an instant or seconds. */
function boundIn(
  name: string,
  text: string | undefined,
  kind: RecordingKind | undefined,
): Millis | undefined {
  if (text === undefined) return undefined;
  const seconds = plainNumber(text);
  if (seconds !== undefined && (kind === 'tracks' || kind === undefined)) return seconds * 1_000;
  if (kind === 'tracks') {
    throw new WrongWord(`${name} of tracks is in seconds, not "${text}"`);
  }
  const at = instantIn(text);
  if (at !== undefined) return at;
  throw new WrongWord(`${name} is an instant like 2019-01-05T00:00:00+08:00, not "${text}"`);
}

function placeIn(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  const [lon, lat, bearing, ...more] = text.split(',').map(plainNumber);
  if (!isLonLat(lon, lat) || bearing === undefined || more.length > 0) {
    throw new WrongWord(`--place is lon,lat,bearing in degrees, not "${text}"`);
  }
  return { lon: lon ?? 0, lat: lat ?? 0, bearingDeg: ((bearing % 360) + 360) % 360 };
}

function columnsIn(text: string | undefined): FeedOptions['counts']['columns'] {
  const columns: { sensor?: string; time?: string; count?: string } = {};
  for (const pair of text === undefined ? [] : text.split(',')) {
    const [, meaning, name] = /^(sensor|time|count)=(.+)$/.exec(pair.trim()) ?? [];
    if (name === undefined) {
      throw new WrongWord(`--columns is sensor=NAME,time=NAME,count=NAME, not "${text}"`);
    }
    columns[meaning as keyof typeof columns] = name;
  }
  return columns;
}

function cameraIn({ camera, sensor }: Values): FeedOptions['tracks']['camera'] {
  if (camera === undefined && sensor === undefined) return undefined;
  if (camera === undefined || sensor === undefined) {
    throw new WrongWord('--camera and --sensor go together');
  }
  const polygon = readPolygon(camera);
  if (typeof polygon === 'string') throw new WrongWord(`--camera: ${polygon}`);
  return { sensor, polygon };
}

function lineIn({ line, 'line-sensors': sensors }: Values): FeedOptions['tracks']['line'] {
  if (line === undefined && sensors === undefined) return undefined;
  const [a, b, ...more] = (line && readPositions(line)) || [];
  if (!a || !b || more.length > 0) {
    throw new WrongWord(`--line is lon,lat;lon,lat, its two ends, not "${line ?? ''}"`);
  }
  const [leftToRight, rightToLeft, ...others] = (sensors ?? '').split(',');
  if (!leftToRight || !rightToLeft || others.length > 0) {
    throw new WrongWord('--line needs --line-sensors L,R: one sensor for each direction');
  }
  return { ends: [a, b], leftToRight, rightToLeft };
}

function originIn(text: string | undefined): LonLat | undefined {
  if (text === undefined) return undefined;
  const [origin, ...more] = readPositions(text) ?? [];
  if (origin && more.length === 0) return origin;
  throw new WrongWord(`--origin is lon,lat in degrees, not "${text}"`);
}

function positiveIn(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = plainNumber(text);
  if (value !== undefined && value > 0) return value;
  throw new WrongWord(`${name} is a number greater than 0, not "${text}"`);
}

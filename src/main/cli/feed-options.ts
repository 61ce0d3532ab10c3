import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import type { Millis } from '../../domain/base/quantity.ts';

/** What `anlan feed` was asked for. */
export interface FeedOptions {
  readonly file: string;
  /** The hub, e.g. http://127.0.0.1:4780, or one feed of it, …/feeds/metro. */
  readonly to: string;
  /** Recorded seconds per second; 0: as fast as the hub commits. */
  readonly speed: number;
  readonly from: Millis | undefined;
  readonly until: Millis | undefined;
  readonly retime: boolean;
  readonly json: boolean;
}

export const FEED_USAGE = `anlan feed FILE --to http://127.0.0.1:N [options]
  FILE                  metro counts as CSV (station_id,start,entries,exits), plain or .gz
  --to URL              the hub, or one of its feeds (…/feeds/NAME; default feed: metro)
  --speed N             recorded seconds per second (default 1; 0: as fast as the hub commits)
  --from T, --until T   only what starts at or after / before this instant (ISO 8601 with offset)
  --retime              shift the times so that the first message is now
  --json                print one JSON object at the end`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readFeedOptions(words: readonly string[]): FeedOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        speed: { type: 'string', default: '1' },
        from: { type: 'string' },
        until: { type: 'string' },
        retime: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one FILE to play';
    if (values.to === undefined) return 'say where with --to http://127.0.0.1:N';
    const to = feedAddress(values.to);
    if (to === undefined) return `--to is an http address, not "${values.to}"`;
    const speed = Number(values.speed);
    if (!(speed >= 0 && speed <= 1e6))
      return `--speed is 0 or a positive number, not "${values.speed}"`;
    const from = instant(values.from);
    const until = instant(values.until);
    if (from === 'bad' || until === 'bad') {
      return '--from and --until are instants like 2019-01-05T00:00:00+08:00';
    }
    return { file, to, speed, from, until, retime: values.retime, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function feedAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (url.pathname === '/' || url.pathname === '') url.pathname = '/feeds/metro';
  return url.href;
}

function instant(text: string | undefined): Millis | undefined | 'bad' {
  if (text === undefined) return undefined;
  const parsed = DateTime.fromISO(text, { setZone: true });
  // Without an offset the instant would depend on the machine's zone.
  return parsed.isValid && /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? parsed.toMillis() : 'bad';
}

import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** The folder of recordings; undefined where there is none. */
export const RECORDINGS = process.env.ANLAN_DATA;

/** A day of the Hangzhou metro as `anlan feed` plays it: its words after `feed`, less `--to` and `--speed`. */
export const METRO_FILE = path.join(RECORDINGS ?? '', 'metro/hz-metro-10min-2019-01-02_20.csv.gz');
export const FROM = '2019-01-05T00:00:00+08:00';
export const UNTIL = '2019-01-06T00:00:00+08:00';
const DAY = '2019-01-05';

/** Which stations of the recording each sensor of the bundled site stands for. */
const STATIONS: Readonly<Record<string, readonly string[]>> = {
  'metro-longxiangqiao': ['9'],
  'metro-fengqi-road': ['10', '51'],
  'metro-dingan-road': ['8'],
};

/** The day's people by sensor of the site, straight from the file. */
export async function sumsOfFile(): Promise<Readonly<Record<string, number>>> {
  const sums: Record<string, number> = {};
  const rows = createReadStream(METRO_FILE)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    if (!row.start?.startsWith(DAY)) continue;
    for (const [sensor, stations] of Object.entries(STATIONS)) {
      if (!stations.includes(row.station_id ?? '')) continue;
      for (const side of ['entries', 'exits'] as const) {
        const key = `${sensor}-${side}`;
        sums[key] = (sums[key] ?? 0) + Number(row[side]);
      }
    }
  }
  return sums;
}

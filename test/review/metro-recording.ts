import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { anlan, startHub } from '../hub/hub-process.ts';
import { METRO_FILE } from '../hub/metro-day.ts';

/** Which stations of the recording each sensor of the bundled site stands for. */
const STATIONS: Readonly<Record<string, readonly string[]>> = {
  'metro-longxiangqiao': ['9'],
  'metro-fengqi-road': ['10', '51'],
  'metro-dingan-road': ['8'],
};

/** People by `sensor day`. */
export type DaySums = Readonly<Record<string, number>>;

/** People by sensor and day straight from the file, for days from `from` to before `until` (`2019-01-05`). */
export async function metroSums(from: string, until: string): Promise<DaySums> {
  const sums: Record<string, number> = {};
  const rows = createReadStream(METRO_FILE)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const day = row.start?.slice(0, 10) ?? '';
    if (day < from || day >= until) continue;
    for (const [sensor, stations] of Object.entries(STATIONS)) {
      if (!stations.includes(row.station_id ?? '')) continue;
      for (const side of ['entries', 'exits'] as const) {
        const key = `${sensor}-${side} ${day}`;
        sums[key] = (sums[key] ?? 0) + Number(row[side]);
      }
    }
  }
  return sums;
}

/** Records days of the metro through the live path, on the recording's own clock, as fast as the hub takes them. */
export async function recordMetro(file: string, from: string, until: string): Promise<void> {
  const hub = await startHub([
    'hubin',
    '--source',
    'live',
    '--clock',
    'feed',
    '--event-file',
    file,
  ]);
  try {
    const played = await anlan(
      'feed',
      METRO_FILE,
      '--to',
      hub.url,
      '--speed',
      '0',
      '--from',
      `${from}T00:00:00+08:00`,
      '--until',
      `${until}T00:00:00+08:00`,
      '--json',
    );
    if (played.code !== 0) throw new Error(played.stderr);
  } finally {
    await hub.stop();
  }
}

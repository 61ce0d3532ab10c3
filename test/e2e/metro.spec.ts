import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { anlan } from '../hub/hub-process.ts';
import { expect, test } from './watched.ts';

const data = process.env.ANLAN_DATA;
const FILE = path.join(data ?? '', 'metro/hz-metro-10min-2019-01-02_20.csv.gz');

const SENSORS: Readonly<Record<string, readonly string[]>> = {
  Longxiangqiao: ['9'],
  Fengqi: ['10', '51'],
  "Ding'an": ['8'],
};

async function sumsOfFile() {
  const sums = new Map<string, number>();
  const rows = createReadStream(FILE)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    if (!row.start?.startsWith('2019-01-05')) continue;
    for (const [station, ids] of Object.entries(SENSORS)) {
      if (!ids.includes(row.station_id ?? '')) continue;
      for (const side of ['entries', 'exits']) {
        const key = `${station} ${side}`;
        sums.set(key, (sums.get(key) ?? 0) + Number(row[side]));
      }
    }
  }
  return sums;
}

test('a real day of the metro is on the screen to the person', async ({ hubOn, seat, page }) => {
  test.skip(!data, 'set ANLAN_DATA to the folder of recordings');
  const hub = await hubOn(['hubin', '--source', 'live', '--clock', 'feed']);
  await page.goto(`${hub.url}/?lang=en`);
  const played = await anlan(
    'feed',
    FILE,
    '--to',
    hub.url,
    '--speed',
    '6000',
    '--from',
    '2019-01-05T00:00:00+08:00',
    '--until',
    '2019-01-06T00:00:00+08:00',
    '--json',
  );
  expect(played.code, played.stderr).toBe(0);
  await expect(seat.clock).toContainText('00:00:00');
  await expect(seat.modeBanner).toContainText(/recording played in/i);
  await seat.tab('Sources').click();
  for (const [key, sum] of await sumsOfFile()) {
    const [station = '', side = ''] = key.split(' ');
    // An exit from the station is an entry into the area.
    const way = side === 'exits' ? 'into the area' : 'out of the area';
    const row = page.locator('.sensor').filter({ hasText: station }).filter({ hasText: way });
    await expect(row.locator('.sensor-sum')).toContainText(sum.toLocaleString('en'));
  }
});

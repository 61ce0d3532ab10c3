import { readFileSync } from 'node:fs';
import { siteSchema } from '../../src/domain/site/site.ts';
import { anlan } from '../hub/hub-process.ts';
import { FROM, METRO_FILE, RECORDINGS, sumsOfFile, UNTIL } from '../hub/metro-day.ts';
import { expect, test } from './watched.ts';

const site = siteSchema.parse(
  JSON.parse(readFileSync(new URL('../../resources/hubin/site.json', import.meta.url), 'utf8')),
);

test('a real day of the metro is on the screen to the person', async ({ hubOn, seat, page }) => {
  test.skip(!RECORDINGS, 'set ANLAN_DATA to the folder of recordings');
  const hub = await hubOn(['hubin', '--source', 'live', '--clock', 'feed']);
  await page.goto(`${hub.url}/?lang=en`);
  const played = await anlan(
    'feed',
    METRO_FILE,
    '--to',
    hub.url,
    '--speed',
    '6000',
    '--from',
    FROM,
    '--until',
    UNTIL,
    '--json',
  );
  expect(played.code, played.stderr).toBe(0);
  await expect(seat.clock).toContainText('00:00:00');
  await expect(seat.modeBanner).toContainText(/recorded data/i);
  await seat.tab('Sources').click();
  for (const [id, sum] of Object.entries(await sumsOfFile())) {
    const name = site.sensors.find((sensor) => sensor.id === id)?.name.en ?? id;
    const row = page.locator('.sensor').filter({ hasText: name });
    await expect(row.locator('.sensor-sum')).toContainText(sum.toLocaleString('en'));
  }
});

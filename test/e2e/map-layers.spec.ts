import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import gcoord from 'gcoord';
import { siteDocument } from './site-document.ts';
import { expect, test } from './watched.ts';

const site = siteDocument();

/** Streets of the site as a surveyor would send them: in GCJ-02. */
const gcjStreets = JSON.stringify({
  type: 'FeatureCollection',
  attribution: '© Survey Office',
  features: site.streets.map(({ name, line }) => ({
    type: 'Feature',
    properties: { 'name:zh': name.zh, 'name:en': name.en },
    geometry: {
      type: 'LineString',
      coordinates: line.map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.GCJ02)),
    },
  })),
});

for (const lang of ['zh', 'en'] as const) {
  test(`a map in GCJ-02 is looked at, named, put on the map, switched off and removed (${lang})`, async ({
    hubOn,
    seat,
    page,
    folder,
  }) => {
    // axe and software GL take their time beside each other.
    test.setTimeout(300_000);
    const file = path.join(folder, 'gcj streets.geojson');
    await writeFile(file, gcjStreets);
    const hub = await hubOn(['hubin', '--source', 'live']);
    await seat.open(hub.url, { lang });
    await seat.takeOver('Lin');
    await expect(seat.dialog).toHaveCount(0);
    await page.keyboard.press('l');
    const maps = page.locator('.imported-maps');
    await expect(maps.locator('.imported-map')).toHaveCount(0);
    await maps.getByRole('button').click();

    const { dialog } = seat;
    await dialog.locator('input[type=file]').setInputFiles(file);
    await expect(dialog.getByRole('textbox').first()).toHaveValue('gcj streets');
    await expect(dialog.getByRole('textbox').last()).toHaveValue('© Survey Office');
    // Before a datum is chosen nothing can be added, and there is no default.
    await expect(dialog.locator('button.primary')).toBeDisabled();
    await expect(dialog.locator('.warn')).toContainText('GCJ-02');
    await dialog.getByRole('combobox').selectOption('WGS84');
    await expect(dialog.locator('.warn')).toContainText('GCJ-02');
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('dialog.png') });
    await dialog.getByRole('combobox').selectOption('GCJ-02');
    await expect(dialog.locator('.warn')).toHaveCount(0);
    await dialog.locator('button.primary').click();

    await expect(dialog).toHaveCount(0);
    const layer = maps.locator('.imported-map');
    await expect(layer).toContainText('gcj streets');
    await expect(layer).toContainText('GCJ-02');
    await expect(seat.map.locator('.attribution')).toContainText('© Survey Office');
    await seat.countTo('framesDrawn', (await seat.count('framesDrawn')) + 3);
    await page.screenshot({ path: test.info().outputPath('layer.png') });

    await layer.getByRole('checkbox').uncheck();
    await expect(seat.map.locator('.attribution')).not.toContainText('© Survey Office');
    await seat.countTo('framesDrawn', (await seat.count('framesDrawn')) + 3);
    await layer.getByRole('button').click();
    await layer.getByRole('button').click();
    await expect(layer).toHaveCount(0);
  });
}

test('a file that is no map is refused in words, and orders go on', async ({
  hubOn,
  seat,
  page,
  folder,
}) => {
  const file = path.join(folder, 'letter.kml');
  await writeFile(file, '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x"><kml/>');
  const hub = await hubOn(['hubin', '--source', 'live']);
  await seat.open(hub.url);
  await seat.takeOver('Lin');
  await expect(seat.dialog).toHaveCount(0);
  await page.keyboard.press('l');
  await page.locator('.imported-maps').getByRole('button').click();
  await seat.dialog.locator('input[type=file]').setInputFiles(file);
  const failure = seat.dialog.locator('.failure').filter({ hasText: 'document type' });
  await expect(failure).toBeVisible();
  await expect(seat.dialog.locator('button.primary')).toBeDisabled();
});

test('tiles of a recording come over the link of the seat, and a missing archive is said in words', async ({
  hubOn,
  seat,
  page,
  folder,
}) => {
  const data = process.env.ANLAN_DATA;
  test.skip(!data, 'set ANLAN_DATA to the folder of recordings');
  const archive = `${data}/map/hubin.pmtiles#datum=WGS84&name=Hubin tiles&attribution=© OSM`;
  const hub = await hubOn(['hubin', '--source', 'live', '--layer', archive]);
  await seat.open(hub.url);
  await page.keyboard.press('l');
  const layer = page.locator('.imported-map');
  await expect(layer).toContainText('Hubin tiles');
  await seat.countTo('framesDrawn', (await seat.count('framesDrawn')) + 3);
  await page.screenshot({ path: test.info().outputPath('tiles.png') });
  await expect(layer).not.toContainText('missing');

  // A seat that looks at a hub that is gone complains of it, which other tests want.
  await page.goto('about:blank');
  await hub.stop();
  await rm(path.join(folder, 'night.layers'), { recursive: true });
  const again = await hubOn([]);
  await seat.open(again.url);
  await page.keyboard.press('l');
  await expect(layer).toContainText('missing');
  await expect(seat.places.first()).toBeVisible();
});

import { expect, test } from './watched.ts';

/** Of the wall's width: 26 mm on a screen two metres wide, 18 minutes of arc from five metres. */
const LEAST_SHARE = 26 / 2_000;

for (const width of [1_920, 3_840]) {
  test(`every word on a wall of ${width} pixels can be read from five metres`, async ({
    hubOn,
    seat,
    page,
  }) => {
    await page.setViewportSize({ width, height: (width * 9) / 16 });
    const hub = await hubOn(['hubin', '--source', 'rehearsal', '--speed', '60']);
    for (const lang of ['zh', 'en'] as const) {
      await page.goto(`${hub.url}/?lang=${lang}&role=wall`);
      await seat.countTo('framesDrawn', 2);
      const words = await seat.wordSizes();
      expect(words.length).toBeGreaterThan(40);
      const small = words.filter(({ px }) => px < LEAST_SHARE * width);
      // Whose work the map is stands there for who looks for it.
      expect(small.filter(({ of }) => of !== 'attribution')).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`wall-${lang}.png`) });
    }
  });
}

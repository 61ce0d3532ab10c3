import { expect, test } from './watched.ts';

/** Of the wall's width: 26 mm on a screen two metres wide, 18 minutes of arc from five metres. */
const LEAST_SHARE = 26 / 2_000;

const SIZES = [
  { width: 1_920, languages: ['zh', 'en'] },
  // Four times the pixels take a software renderer four times as long.
  { width: 3_840, languages: ['zh'] },
];

for (const { width, languages } of SIZES) {
  test(`every word on a wall of ${width} pixels can be read from five metres`, async ({
    hubOn,
    seat,
    page,
  }) => {
    await page.setViewportSize({ width, height: (width * 9) / 16 });
    const hub = await hubOn(['hubin', '--source', 'rehearsal', '--speed', '60']);
    for (const lang of languages) {
      await page.goto(`${hub.url}/?lang=${lang}&role=wall`);
      await seat.countTo('framesDrawn', 1);
      const words = await seat.wordSizes();
      expect(words.length).toBeGreaterThan(40);
      const small = words.filter(({ px }) => px < LEAST_SHARE * width);
      // Whose work the map is stands there for who looks for it.
      expect(small.filter(({ of }) => of !== 'attribution')).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`wall-${lang}.png`) });
    }
  });
}

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../watched.ts';
import { clippedWords } from './clipped.ts';
import { VIEWS } from './views.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
] as const;
const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '60'];
/** Enough of the evening for curves, flows and flights to be there. */
const FRAMES = 25;

for (const lang of ['zh', 'en'] as const) {
  test(`every view is clean to axe, cuts no word, and is pictured in both sizes (${lang})`, async ({
    hubOn,
    seat,
    page,
  }, { outputDir }) => {
    test.setTimeout(600_000);
    const hub = await hubOn(REHEARSAL);
    await seat.open(hub.url, { lang });
    await seat.countTo('framesDrawn', FRAMES);
    // Standing still, the map leaves the machine to axe and to the camera.
    await page.keyboard.press('Space');
    for (const view of VIEWS) {
      await view.open(seat);
      const { violations } = await new AxeBuilder({ page }).exclude('canvas').analyze();
      expect
        .soft(
          violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
          view.name,
        )
        .toEqual([]);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        expect.soft(await clippedWords(page), `${view.name} at ${size.width}`).toEqual([]);
        const name = `${view.name.replaceAll(' ', '-')}-${lang}-${size.width}`;
        await page.screenshot({ path: `${outputDir}/../views/${name}.png` });
      }
      await page.setViewportSize(SIZES[0]);
      await view.close(seat);
    }
  });
}

test('words a third longer than English fit everywhere', async ({ hubOn, seat, page }) => {
  test.setTimeout(300_000);
  const hub = await hubOn(REHEARSAL);
  await page.goto(`${hub.url}/?lang=en&stretch=1`);
  await seat.countTo('framesDrawn', 5);
  await page.keyboard.press('Space');
  for (const view of VIEWS) {
    await view.open(seat);
    expect.soft(await clippedWords(page), view.name).toEqual([]);
    await view.close(seat);
  }
});

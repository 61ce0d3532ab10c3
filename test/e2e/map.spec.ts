import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './watched.ts';

const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '10'];

test('layers are switched by key, an area is measured by keyboard and mouse, and both are clean to axe', async ({
  hubOn,
  seat,
  page,
}) => {
  test.setTimeout(400_000);
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);

  await page.keyboard.press('l');
  const isolines = seat.layerMenu.getByRole('checkbox', { name: 'Isolines' });
  await expect(isolines).toBeChecked();
  await expect(seat.legend).toContainText('white at 4.5');
  await page.keyboard.press('Shift+Digit2');
  await expect(isolines).not.toBeChecked();
  await expect(seat.legend).not.toContainText('white at 4.5');

  await page.keyboard.press('k');
  await expect(seat.measureCard).toContainText('Click points on the map');
  const box = await seat.map.boundingBox();
  if (!box) throw new Error('the map has no place on the page');
  const { x, y, width, height } = box;
  for (const [right, down] of [
    [0.45, 0.45],
    [0.6, 0.45],
    [0.6, 0.6],
  ] as const) {
    await page.mouse.click(x + width * right, y + height * down);
  }
  await expect(seat.measureCard).toContainText('Distance');
  await seat.measureCard.getByRole('button', { name: 'Close area' }).click();
  await expect(seat.measureCard).toContainText('usable');
  await expect(seat.measureCard).toContainText('a rough guide');

  // Standing still, the map leaves the machine to axe.
  await page.locator('.transport button').first().click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await page.keyboard.press('Escape');
  await expect(seat.measureCard).toHaveCount(0);
});

test('posts and gates are found by name, and each has a card', async ({ hubOn, seat, page }) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  for (const [words, said] of [
    ['First Park platform', 'raised platform'],
    ['Longxiangqiao Exit A', 'metro exit'],
  ] as const) {
    await page.keyboard.press('/');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    const box = await seat.map.boundingBox();
    if (!box) throw new Error('the map has no place on the page');
    const [east, south] = [box.x + box.width / 2, box.y + box.height / 2];
    // The map glides there: the pointer asks again until it has arrived.
    await expect
      .poll(
        async () => {
          await page.mouse.move(east + 3, south);
          await page.mouse.move(east, south);
          return (await seat.card.allTextContents()).join();
        },
        { timeout: 90_000 },
      )
      .toContain(said);
  }
});

test('the map is drawn at the size of its place, however often the window changes', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  const drawnBeside = () =>
    seat.map.evaluate((place) => {
      const canvas = place.querySelector('canvas');
      return [(canvas?.width ?? 0) - place.clientWidth, (canvas?.height ?? 0) - place.clientHeight];
    });
  // The legend below the map takes fewer lines on a wider window: each change is two of the map's.
  for (const width of [1920, 1440, 1920, 1440]) {
    await page.setViewportSize({ width, height: (width * 9) / 16 });
    const from = await seat.count('framesDrawn');
    // A size that was set back would show with the next picture.
    await seat.countTo('framesDrawn', from + 2);
    await expect.poll(drawnBeside).toEqual([0, 0]);
  }
});

test('the site fills its place on any window, until somebody moves the map', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  const scale = () =>
    page
      .locator('.maplibregl-ctrl-scale')
      .evaluate((bar) => `${bar.textContent}, ${bar.clientWidth} px`);
  const small = await scale();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect.poll(scale).not.toBe(small);
  await seat.countTo('framesDrawn', (await seat.count('framesDrawn')) + 2);
  const grown = await scale();
  // As large as on a seat that was opened in that window.
  await seat.open(hub.url);
  await expect.poll(scale).toBe(grown);

  await seat.map.locator('canvas').focus();
  await page.keyboard.press('+');
  await expect.poll(scale).not.toBe(grown);
  await seat.countTo('framesDrawn', (await seat.count('framesDrawn')) + 2);
  const moved = await scale();
  await page.setViewportSize({ width: 1440, height: 900 });
  await seat.countTo('framesDrawn', (await seat.count('framesDrawn')) + 2);
  expect(await scale()).toBe(moved);
});

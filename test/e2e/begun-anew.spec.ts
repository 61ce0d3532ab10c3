import path from 'node:path';
import type { Page } from '@playwright/test';
import { writeEvent } from '../fixtures/event-folder.ts';
import { lyonSquare } from '../fixtures/lyon-square.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { startHub } from '../hub/hub-process.ts';
import { FEEDS } from '../hub/recorded-evening.ts';
import { expect, test } from './watched.ts';

test('a seat whose hub comes back with another event begins anew, with that event’s names', async ({
  hubOn,
  seat,
  page,
  folder,
  complaints,
}) => {
  const hub = await hubOn([await writeEvent(folder, twoSquares(), FEEDS), '--source', 'live']);
  await seat.open(hub.url);
  await expect(seat.place('East square')).toHaveCount(1);
  await hub.stop();
  await expect(seat.linkState).toContainText('LINK LOST');

  const event = await writeEvent(folder, lyonSquare(), FEEDS);
  const file = path.join(folder, 'other.anlan');
  const other = await startHub([event, '--source', 'live', '--event-file', file], {
    port: hub.port,
  });
  try {
    await expect(seat.place('East half')).toHaveCount(1, { timeout: 60_000 });
    await expect(seat.place('East square')).toHaveCount(0);
    await expect(seat.map.locator('canvas')).toHaveCount(1);
    await seat.countTo('framesDrawn', 1);
    await expect(seat.linkState).not.toContainText('LINK LOST');
    expect(new URL(page.url()).search).toBe('?lang=en&role=commander');
  } finally {
    await other.stop();
  }
  // The browser itself reports the refused connections; that is what was tested.
  complaints.length = 0;
});

test('a map whose picture the browser loses says so, and is built anew with the density on it', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(['hubin', '--source', 'rehearsal', '--speed', '10']);
  await seat.open(hub.url);
  const words = page.locator('.map-lost');
  await expect(words).toHaveCount(0);
  // The first time the browser says that it can draw again, the second time it never does.
  for (const isRestored of [true, false]) {
    const restore = await losePicture(page);
    await expect(words).toContainText('is lost and is being rebuilt');
    await expect(seat.places.first()).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`lost-${isRestored}.png`) });
    const drawn = await seat.count('framesDrawn');
    if (isRestored) await restore();
    await expect(words).toHaveCount(0, { timeout: 90_000 });
    await seat.countTo('framesDrawn', drawn + 2);
    await expect(seat.map.locator('canvas')).toHaveCount(1);
    await page.screenshot({ path: test.info().outputPath(`again-${isRestored}.png`) });
  }
});

test('the mark of a place that turns red pulses once, wherever its row is moved', async ({
  hubOn,
  seat,
  page,
  folder,
}) => {
  await page.addInitScript(() => {
    const counts = { pulses: 0 };
    Object.assign(window, { counts });
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...how) {
      if (this.closest('.place')) counts.pulses += 1;
      return animate.apply(this, how);
    };
    document.addEventListener('animationstart', ({ target }) => {
      if (target instanceof Element && target.matches('.place .level-mark')) counts.pulses += 1;
    });
  });
  const pulses = () =>
    page.evaluate(() => (window as { counts?: { pulses: number } }).counts?.pulses);
  const hub = await hubOn([await writeEvent(folder, twoSquares(), FEEDS), '--source', 'live']);
  await seat.open(hub.url);
  const red = page.locator('.place.place-red');
  await expect(async () => {
    const reading = { device: 'cam-east', time: new Date().toISOString(), occupancy: 9_000 };
    await hub.post('counts', reading);
    await expect(red.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const before = await pulses();
  expect(before).toBe(await red.count());

  // As React moves a row: taken out and put in again before another.
  await page.locator('.place-list').evaluate(async (list) => {
    for (let swap = 0; swap < 6; swap++) {
      list.insertBefore(list.lastElementChild as Element, list.firstElementChild);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  });
  expect(await pulses()).toBe(await red.count());

  // Three times, then it stays.
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().length), { timeout: 60_000 })
    .toBe(0);
});

/** Takes the context of the map's canvas away; the result gives it back. */
async function losePicture(page: Page): Promise<() => Promise<void>> {
  const extension = await page.locator('.map-frame canvas').evaluateHandle((canvas) => {
    const context = (canvas as HTMLCanvasElement).getContext('webgl2');
    const taken = context?.getExtension('WEBGL_lose_context');
    taken?.loseContext();
    return taken;
  });
  return () => extension.evaluate((taken) => taken?.restoreContext());
}

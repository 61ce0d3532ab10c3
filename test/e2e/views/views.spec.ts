import path from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { writeShortNight } from '../../fixtures/short-night-file.ts';
import { startHub } from '../../hub/hub-process.ts';
import type { ConsolePage } from '../pages/console-page.ts';
import { expect, test } from '../watched.ts';
import { clippedWords } from './clipped.ts';
import { LIVE_VIEWS, PLANNER_VIEWS, REVIEW_VIEWS, VIEWS, type View } from './views.ts';

/** Outside the folder that Playwright empties at every start: a run of one test takes no pictures away. */
const PICTURES = fileURLToPath(new URL('../../../test-results/views/', import.meta.url));

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
] as const;
const REHEARSAL = ['hubin', '--source', 'rehearsal', '--speed', '60'];
/** Enough of the evening for curves and flows to be there. */
const FRAMES = 12;
const LIVE = ['hubin', '--source', 'live'];
const SEATS = [
  { role: 'commander', of: 'commander', session: REHEARSAL, views: VIEWS },
  { role: 'planner', of: 'planner', session: REHEARSAL, views: PLANNER_VIEWS },
  { role: 'commander', of: 'commander of a live session', session: LIVE, views: LIVE_VIEWS },
] as const;

for (const lang of ['zh', 'en'] as const) {
  for (const { role, of, session, views } of SEATS) {
    test(`every view of a ${of} is clean to axe, cuts no word and is pictured in both sizes (${lang})`, async ({
      hubOn,
      seat,
      page,
    }) => {
      test.setTimeout(900_000);
      page.setDefaultTimeout(60_000);
      const hub = await hubOn(session);
      await seat.open(hub.url, { lang, role });
      if (session === REHEARSAL) await stand(seat);
      await expectAccessible(page, 'body', 'the whole seat');
      await lookAtAll(seat, views, lang);
    });
  }

  test(`every view of a reviewer is clean to axe, cuts no word and is pictured in both sizes (${lang})`, async ({
    folder,
    seat,
    page,
  }) => {
    test.setTimeout(900_000);
    page.setDefaultTimeout(60_000);
    const file = path.join(folder, 'night.anlan');
    await writeShortNight(file);
    const hub = await startHub([file, '--replay']);
    try {
      await page.goto(`${hub.url}/?lang=${lang}&role=reviewer`);
      await seat.countTo('framesDrawn', 1);
      await lookAtAll(seat, REVIEW_VIEWS, lang);
      await page.goto('about:blank');
    } finally {
      await hub.stop();
    }
  });
}

test.afterAll(() => {
  process.stdout.write(`Pictures of the views: ${PICTURES}\n`);
});

for (const { role, of, session, views } of SEATS) {
  test(`words a third longer than English fit in every view of a ${of}`, async ({
    hubOn,
    seat,
    page,
  }) => {
    test.setTimeout(300_000);
    page.setDefaultTimeout(30_000);
    const hub = await hubOn(session);
    await page.goto(`${hub.url}/?lang=en&stretch=1&role=${role}`);
    if (session === REHEARSAL) await stand(seat);
    else await seat.places.first().waitFor();
    await fitAll(seat, views);
  });
}

test('words a third longer than English fit in every view of a reviewer', async ({
  folder,
  seat,
  page,
}) => {
  test.setTimeout(300_000);
  page.setDefaultTimeout(30_000);
  const file = path.join(folder, 'night.anlan');
  await writeShortNight(file);
  const hub = await startHub([file, '--replay']);
  try {
    await page.goto(`${hub.url}/?lang=en&stretch=1&role=reviewer`);
    await seat.countTo('framesDrawn', 1);
    await fitAll(seat, REVIEW_VIEWS);
    await page.goto('about:blank');
  } finally {
    await hub.stop();
  }
});

test('a name as long as a name may be leaves the seat as wide as its window', async ({
  hubOn,
  seat,
  page,
}) => {
  const hub = await hubOn(REHEARSAL);
  await seat.open(hub.url);
  await seat.takeOver(`Commander ${'of the night '.repeat(5)}`.slice(0, 80));
  await expect(seat.dialog).toHaveCount(0);
  await expectWhole(page, 'a long name');
  for (const said of [seat.modeBanner, seat.linkState, page.locator('.recorder')]) {
    await expect(said).toBeInViewport({ ratio: 1 });
  }
});

/** Opens each view and sees that it cuts no word. */
async function fitAll(seat: ConsolePage, views: readonly View[]): Promise<void> {
  for (const view of views) {
    await view.open(seat);
    await expectWhole(seat.page, view.name);
    await view.close(seat);
  }
}

/** Opens each view, has it looked over in both sizes, and leaves a picture of each. */
async function lookAtAll(
  seat: ConsolePage,
  views: readonly View[],
  lang: 'zh' | 'en',
): Promise<void> {
  const { page } = seat;
  for (const view of views) {
    await view.open(seat);
    // Only what is new in it, and once: the rest has been looked at, and axe takes its time.
    if (lang === 'zh') await expectAccessible(page, view.part, view.name);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await expectWhole(page, `${view.name} at ${size.width}`);
      const name = `${view.name.replaceAll(' ', '-')}-${lang}-${size.width}`;
      await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
    }
    await page.setViewportSize(SIZES[0]);
    await view.close(seat);
  }
}

/** Lets the evening fill, then stops it: standing still, the map leaves the machine to axe and to the camera. */
async function stand(seat: ConsolePage): Promise<void> {
  await seat.countTo('framesDrawn', FRAMES);
  await seat.page.keyboard.press('Space');
}

/** Panes take a moment to follow the window. */
async function expectWhole(page: Page, what: string): Promise<void> {
  let clipped: readonly string[] = [];
  for (let look = 0; look < 5; look++) {
    clipped = await clippedWords(page);
    if (clipped.length === 0) return;
    await page.waitForTimeout(200);
  }
  expect.soft(clipped, what).toEqual([]);
}

async function expectAccessible(page: Page, part: string, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).exclude('canvas').analyze();
  const found = violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
  expect.soft(found, what).toEqual([]);
}

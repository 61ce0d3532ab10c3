import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import config from '../../../config/playwright.ts';
import { writeShortNight } from '../../fixtures/short-night-file.ts';
import { startHub } from '../../hub/hub-process.ts';
import { ConsolePage } from '../pages/console-page.ts';
import { ReviewPage } from '../pages/review-page.ts';

/**
 * Makes the pictures of docs/guide from the bundled rehearsal, in both languages: `npm run guide`. They show what is
 * there, so that the guide cannot show what is not.
 */
const OUT = fileURLToPath(new URL('../../../docs/guide/pictures/', import.meta.url));
const SIZE = { width: 1440, height: 900 };
/** The evening has filled by then: rehearsed seconds before the first picture. */
const FRAMES = 30;
const LANGUAGES = ['zh', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

const folder = await mkdtemp(path.join(tmpdir(), 'anlan-guide-'));
const recording = path.join(folder, 'guide.anlan');
const shortNight = path.join(folder, 'short-night.anlan');
const browser = await chromium.launch(config.use?.launchOptions ?? {});
try {
  await mkdir(OUT, { recursive: true });
  const rehearsal = ['hubin', '--source', 'rehearsal', '--speed', '60'];
  // The planner stops the night for the camera: first everything that needs it to go on.
  await withHub([...rehearsal, '--event-file', recording], commander, planner);
  // What was rehearsed is then reviewed, and a night in which there is something to judge.
  await withHub([recording, '--replay'], reviewer);
  await writeShortNight(shortNight);
  await withHub([shortNight, '--replay'], reviewerOfAlerts);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

async function withHub(
  args: readonly string[],
  ...pictures: readonly ((url: string, language: Language) => Promise<void>)[]
): Promise<void> {
  const hub = await startHub(args);
  try {
    for (const picture of pictures) {
      for (const language of LANGUAGES) await picture(hub.url, language);
    }
  } finally {
    await hub.stop();
  }
}

async function open(url: string, role: string, lang: Language): Promise<ConsolePage> {
  const page = await browser.newPage({ viewport: SIZE });
  page.setDefaultTimeout(60_000);
  const seat = new ConsolePage(page);
  await seat.open(url, { lang, role });
  return seat;
}

async function keep(page: Page, name: string, language: Language): Promise<void> {
  await page.screenshot({
    path: `${OUT}${name}-${language}.jpg`,
    type: 'jpeg',
    quality: 72,
    timeout: 90_000,
  });
}

async function commander(url: string, language: Language): Promise<void> {
  const seat = await open(url, 'commander', language);
  await seat.countTo('framesDrawn', FRAMES);
  await keep(seat.page, 'commander', language);
  await seat.takeOver('Lin');
  await seat.chooseOrder(5, 'oneWayOut');
  await seat.sentence.waitFor();
  await keep(seat.page, 'order', language);
  await seat.page.close();
}

async function planner(url: string, language: Language): Promise<void> {
  const seat = await open(url, 'planner', language);
  const { page } = seat;
  await page.locator('.planner-form').waitFor();
  // Standing still, the map leaves the machine to the camera.
  const pause = page.locator('.transport button').first();
  if ((await pause.getAttribute('aria-pressed')) === 'false') await pause.click();
  await keep(page, 'planner-run', language);
  await page.locator('.planner-panel').getByRole('tab').nth(1).click();
  await page.locator('.headline-figures').waitFor();
  await keep(page, 'planner-results', language);
  await page.locator('.planner-panel').getByRole('tab').nth(3).click();
  await page.locator('.verdict').first().waitFor();
  await keep(page, 'planner-checks', language);
  await page.close();
}

async function reviewer(url: string, language: Language): Promise<void> {
  const { page } = await openReview(url, language);
  await page.keyboard.press('End');
  await page.locator('.review-figures').waitFor();
  await new ConsolePage(page).countTo('framesDrawn', 1);
  await keep(page, 'reviewer', language);
  await page.close();
}

/** Two alerts judged, one not yet: accuracy and lead time with their definitions. */
async function reviewerOfAlerts(url: string, language: Language): Promise<void> {
  const { page, review } = await openReview(url, language);
  await review.goTo('23:53:00');
  await review.alerts.nth(0).focus();
  await page.keyboard.press('1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('2');
  await review.alerts.nth(1).locator('[aria-pressed="true"]').waitFor();
  await keep(page, 'reviewer-alerts', language);
  await page.close();
}

async function openReview(url: string, lang: Language) {
  const page = await browser.newPage({ viewport: SIZE });
  page.setDefaultTimeout(60_000);
  const seat = new ConsolePage(page);
  await page.goto(`${url}/?lang=${lang}&role=reviewer`);
  await seat.places.first().waitFor();
  return { page, review: new ReviewPage(page) };
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import config from '../../../config/playwright.ts';
import { startHub } from '../../hub/hub-process.ts';
import { ConsolePage } from '../pages/console-page.ts';

/**
 * Makes the pictures of docs/guide from the bundled rehearsal, in both languages: `npm run guide`. They show what is
 * there, so that the guide cannot show what is not.
 */
const OUT = fileURLToPath(new URL('../../../docs/guide/pictures/', import.meta.url));
const SIZE = { width: 1440, height: 900 };
/** The evening has filled by then: rehearsed seconds before the first picture. */
const FRAMES = 60;
const LANGUAGES = ['zh', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

const folder = await mkdtemp(path.join(tmpdir(), 'anlan-guide-'));
const hub = await startHub([
  ...['hubin', '--source', 'rehearsal', '--speed', '60'],
  ...['--event-file', path.join(folder, 'guide.anlan')],
]);
const launch = config.use?.launchOptions;
const browser = await chromium.launch(launch ?? {});
try {
  await mkdir(OUT, { recursive: true });
  for (const language of LANGUAGES) {
    await commander(browser, language);
    await planner(browser, language);
    await reviewer(browser, language);
  }
} finally {
  await browser.close();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
}

async function open(from: Browser, role: string, lang: Language): Promise<ConsolePage> {
  const page = await from.newPage({ viewport: SIZE });
  const seat = new ConsolePage(page);
  await seat.open(hub.url, { lang, role });
  return seat;
}

async function keep(page: Page, name: string, language: Language): Promise<void> {
  await page.screenshot({ path: `${OUT}${name}-${language}.jpg`, type: 'jpeg', quality: 72 });
}

async function commander(from: Browser, language: Language): Promise<void> {
  const seat = await open(from, 'commander', language);
  await seat.countTo('framesDrawn', FRAMES);
  await keep(seat.page, 'commander', language);
  await seat.takeOver('Lin');
  await seat.chooseOrder(5, 'oneWayOut');
  await seat.sentence.waitFor();
  await keep(seat.page, 'order', language);
  await seat.page.close();
}

async function planner(from: Browser, language: Language): Promise<void> {
  const seat = await open(from, 'planner', language);
  const { page } = seat;
  await page.locator('.planner-form').waitFor();
  await keep(page, 'planner-run', language);
  await page.locator('.planner-panel').getByRole('tab').nth(1).click();
  await page.locator('.headline-figures').waitFor();
  await keep(page, 'planner-results', language);
  await page.locator('.planner-panel').getByRole('tab').nth(3).click();
  await page.locator('.verdict').first().waitFor();
  await keep(page, 'planner-checks', language);
  await page.close();
}

async function reviewer(from: Browser, language: Language): Promise<void> {
  const seat = await open(from, 'reviewer', language);
  const { page } = seat;
  await page.keyboard.press('w');
  await seat.dialog.getByRole('button').first().click();
  await page.locator('.mode-replay').first().waitFor();
  await keep(page, 'reviewer', language);
  await page.locator('.review-panel').getByRole('tab').first().click();
  await keep(page, 'reviewer-alerts', language);
  await page.close();
}

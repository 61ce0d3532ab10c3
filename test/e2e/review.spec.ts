import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { writeShortNight } from '../fixtures/short-night-file.ts';
import { ConsolePage } from './pages/console-page.ts';
import { ReviewPage } from './pages/review-page.ts';
import { expect, test } from './watched.ts';

const SERVER = fileURLToPath(new URL('../../src/main/server/server.ts', import.meta.url));

/** A recording of forty minutes whose late data make what was seen another thing than what was true. */
async function replayIn(folder: string) {
  const file = path.join(folder, 'night.anlan');
  await writeShortNight(file);
  const child = spawn(process.execPath, [SERVER, file, '--replay', '--port', '0', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Reports are drawn with the browser of these tests.
    env: { ...process.env, ANLAN_CHROMIUM: process.env.CHROMIUM_PATH ?? '' },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${printed}`)));
  });
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function openReview(page: Page, url: string, query = ''): Promise<ReviewPage> {
  const review = new ReviewPage(page);
  await page.goto(`${url}/?lang=en&role=reviewer${query}`);
  await expect(review.alerts.first()).toBeVisible();
  return review;
}

test('the reviewer’s walk: one clock, seen and true, alerts judged, the fountain, a story', async ({
  folder,
  page,
  complaints: _watched,
}) => {
  test.setTimeout(600_000);
  const hub = await replayIn(folder);
  // 1: the recording opens, and nothing of it can be taken for live.
  const review = await openReview(page, hub.url);
  await expect(review.banner).toContainText('REPLAY');
  await expect(review.banner).toContainText('night.anlan');
  await expect(review.frame).toBeAttached();
  await page.keyboard.press('c');
  await expect(review.dialog).toContainText('No orders in a replay');
  await page.keyboard.press('Escape');

  // 2: typed time, steps, speeds, and a loop of what the timeline shows.
  await review.goTo('23:52:00');
  await expect(review.banner).toContainText('23:52:00');
  await page.keyboard.press('ArrowRight');
  await expect(review.time).toHaveValue(/23:53:00$/);
  await page.keyboard.press('n');
  await expect(review.time).toHaveValue(/23:54:15$/);
  await page.keyboard.press('.');
  await expect(review.transport.locator('select')).toHaveValue('2');
  await review.goTo('23:53:00');

  // 3: as seen the square was green; in truth it was not.
  const square = page.locator('.place').filter({ hasText: 'East square' });
  const level = square.locator('.level-mark').first();
  await expect(level).toHaveAttribute('aria-label', /green/i);
  await page.keyboard.press('x');
  await expect(review.button('True')).toHaveAttribute('aria-pressed', 'true');
  await expect(level).toHaveAttribute('aria-label', /orange|red/i);
  await page.keyboard.press('x');
  await expect(level).toHaveAttribute('aria-label', /green/i);

  // 4: dispositions by keys; the accuracy follows, the others stay counted.
  await expect(review.figure('Not judged')).toContainText('3');
  await review.alerts.nth(0).focus();
  await page.keyboard.press('1');
  await expect(review.figure('Accuracy of alerts')).toContainText('100');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('2');
  await expect(review.figure('Accuracy of alerts')).toContainText('50');
  await expect(review.figure('Not judged').locator('strong')).toHaveText('1');
  await expect(review.panel).toContainText('Accuracy = true ÷ (true + false)');

  // 5: the order and the broadcast with what was known and what followed.
  await review.tab('Orders');
  const broadcast = review.panel.locator('.order-row').filter({ hasText: 'UAV-1' });
  await expect(broadcast).toContainText('10 min after');
  await broadcast.locator('.instant').click();
  await expect(review.time).toHaveValue(/23:53:00$/);

  // 9: bookmarks, and a story that pauses at each.
  await review.bookmark('Broadcast', 'Did it work?');
  await review.goTo('00:06:00');
  await review.bookmark('Egress', 'Which way did they go?');
  await review.tab('Marks');
  await review.button('New story').click();
  await review.dialog.locator('input').first().fill('The night');
  await review.button('Later: Broadcast').click();
  await review.dialog.locator('button.primary').click();
  await review.button('Tell').click();
  await expect(review.debriefing).toContainText('Egress');
  await review.button('Next').click();
  await expect(review.debriefing).toContainText('Did it work?');
  await expect(review.time).toHaveValue(/23:53:00$/);
  await review.button('End').click();

  // 10: the report in the language of the seat, as a file of its own, with the map as a seat draws it.
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 300_000 }),
    review.button('Report HTML').click(),
  ]);
  const html = await readFile(await download.path(), 'utf8');
  expect(html).toContain('Broadcast');
  expect(html).toContain('pictures of a seat’s own layers');
  const pictures = [...html.matchAll(/src="data:image\/jpeg;base64,([^"]+)"/g)];
  expect(pictures.length).toBeGreaterThan(1);
  // An empty map of that size is a tenth of it.
  for (const [, picture = ''] of pictures) expect(picture.length).toBeGreaterThan(20_000);
  await page.close();
  await hub.stop();
});

test('two views side by side follow each other, in every layout it is a replay, and axe finds nothing', async ({
  folder,
  page,
  complaints: _watched,
}) => {
  test.setTimeout(400_000);
  const hub = await replayIn(folder);
  const review = await openReview(page, hub.url);
  await review.goTo('23:53:00');
  for (const name of ['Alerts', 'Orders', 'Figures', 'Coverage', 'Egress', 'Marks']) {
    await review.tab(name);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [name, id, nodes[0]?.html])).toEqual([]);
  }
  await page.keyboard.press('s');
  await expect(review.captions).toHaveCount(2);
  await expect(review.captions.nth(0)).toContainText('As seen');
  await expect(review.captions.nth(1)).toContainText('True');
  await page.keyboard.press('ArrowRight');
  for (const side of [0, 1]) await expect(review.captions.nth(side)).toContainText('23:54:00');
  await page.keyboard.press('s');
  await expect(review.captions).toHaveCount(0);

  // Played fast, with its frames skipped, the page still commits at most four times a second.
  await review.transport.locator('select').selectOption('60');
  await page.locator('h1').click();
  await review.goTo('23:41:00');
  const commits = () => new ConsolePage(page).count('reactCommits');
  await page.keyboard.press('Space');
  const before = { at: Date.now(), commits: await commits() };
  await expect(review.time).toHaveValue(/23:5\d:\d\d$/);
  const seconds = (Date.now() - before.at) / 1_000;
  expect(((await commits()) - before.commits) / seconds).toBeLessThanOrEqual(4);
  await page.keyboard.press('Space');

  for (let turn = 0; turn < 4; turn++) {
    await expect(review.frame).toBeAttached();
    await expect(review.banner).toContainText('REPLAY');
    await page.keyboard.press('v');
  }
  await page.close();
  await hub.stop();
});

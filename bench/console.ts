import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { writeEvent } from '../test/fixtures/event-folder.ts';
import { type HubProcess, startHub } from '../test/hub/hub-process.ts';
import type { BenchOptions } from './benchmark.ts';
import { launchBrowser, VIEWPORT } from './browser.ts';
import { openBareMap } from './console/bare-map.ts';
import { FEEDS, fullOperation } from './console/full-operation.ts';
import { type Interaction, measureInteractions } from './console/interactions.ts';
import { OperationSender } from './console/operation-sender.ts';
import { type Figure, figure } from './figures.ts';
import { MainThread } from './seat/main-thread.ts';
import { readCounters, waitForFrames } from './seat/window-counters.ts';

const RENDERER = fileURLToPath(new URL('../.vite/renderer/', import.meta.url));
const MAPLIBRE = fileURLToPath(new URL('../node_modules/maplibre-gl/dist/', import.meta.url));
const TIMEOUT_MS = 180_000;
const PICTURES = 3;

/**
 * A seat with everything on (75,000 people as a raster, 60 zones, 47 checkpoints, 20 drones, 600 units, every layer):
 * script time of the main thread for each update beside a bare map repainted as often, React commits, from hub ready to
 * a complete first picture, from key to next paint, and the size of what a seat loads.
 */
export async function* consoleSeat(options: BenchOptions): AsyncGenerator<Figure> {
  const seconds = Math.round(options.seconds ?? 30);
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-console-'));
  const event = await writeEvent(folder, fullOperation(), FEEDS.live);
  const hub = await startHub([
    event,
    ...['--source', 'live'],
    ...['--event-file', path.join(folder, 'full.anlan')],
  ]);
  const sender = new OperationSender(hub);
  const browser = await launchBrowser();
  try {
    yield* bundle();
    const { page, firstMs } = await firstPictures(browser, hub);
    const blank = await openBlank(browser);
    yield figure(
      { name: 'console.complete first picture', values: firstMs },
      'ms',
      { name: 'blank page', values: blank },
      { spread: true },
    );
    await everythingOn(page);
    yield* await updates(browser, page, seconds);
    yield* interactions(await measureInteractions(page), await keysOnBareMap(browser));
    if (sender.refused > 0) throw new Error(`the hub refused ${sender.refused} messages`);
  } finally {
    await sender.stop();
    await browser.close();
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a seat several times; the last stays. Complete: zones listed, first density drawn, map idle. */
async function firstPictures(browser: Browser, hub: HubProcess) {
  const firstMs: number[] = [];
  for (;;) {
    const context = await browser.newContext({ viewport: VIEWPORT });
    const page = await context.newPage();
    const startedAt = performance.now();
    await page.goto(`${hub.url}/?lang=zh&role=commander`);
    await page.locator('.place').first().waitFor({ timeout: TIMEOUT_MS });
    await waitForFrames(page, 1, TIMEOUT_MS);
    firstMs.push(performance.now() - startedAt);
    if (firstMs.length === PICTURES) return { page, firstMs };
    await context.close();
  }
}

async function openBlank(browser: Browser): Promise<readonly number[]> {
  const startedAt = performance.now();
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto('about:blank');
  const tookMs = performance.now() - startedAt;
  await page.close();
  return [tookMs];
}

/** Sensors are the one layer that is off at first. */
async function everythingOn(page: Page): Promise<void> {
  await page.keyboard.press('l');
  for (const box of await page.locator('.layer-menu input[type="checkbox"]').all())
    await box.check();
  await page.keyboard.press('l');
  await waitForFrames(page, 10, TIMEOUT_MS);
}

async function updates(browser: Browser, page: Page, seconds: number): Promise<readonly Figure[]> {
  const bare = await openBareMap(browser);
  const bareThread = await MainThread.of(bare);
  const seatThread = await MainThread.of(page);
  const bareMs: number[] = [];
  const seatMs: number[] = [];
  const commits: number[] = [];
  for (let second = 0; second < seconds; second += 5) {
    await bare.bringToFront();
    await bareThread.sinceLast();
    const repaintsBefore = await bare.evaluate<number>('window.repaints');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const repaints = (await bare.evaluate<number>('window.repaints')) - repaintsBefore;
    bareMs.push(((await bareThread.sinceLast()).scriptMs * 2) / Math.max(1, repaints));

    await page.bringToFront();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await seatThread.sinceLast();
    const before = await readCounters(page);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const { counted, seconds: passed } = (await readCounters(page)).since(before);
    const { scriptMs } = await seatThread.sinceLast();
    seatMs.push((scriptMs * passed) / Math.max(1, counted.framesDrawn));
    commits.push(counted.reactCommits / passed);
  }
  await bare.close();
  const reference = { name: 'bare map', values: bareMs };
  const spread = { spread: true };
  return [
    figure({ name: 'console.script per update', values: seatMs }, 'ms', reference, spread),
    figure(
      { name: 'console.commits', values: commits },
      'commits/s',
      { name: 'most allowed', values: [4] },
      spread,
    ),
  ];
}

async function keysOnBareMap(browser: Browser): Promise<readonly number[]> {
  const page = await openBareMap(browser);
  const measured = await measureInteractions(page);
  await page.close();
  return measured.flatMap(({ paintMs }) => paintMs);
}

function* interactions(
  measured: readonly Interaction[],
  bareMs: readonly number[],
): Generator<Figure> {
  const reference = { name: 'a key on a bare map', values: bareMs };
  const spread = { spread: true };
  for (const { name, paintMs } of measured) {
    yield figure({ name: `console.key: ${name}`, values: paintMs }, 'ms', reference, spread);
  }
  const paints = measured.flatMap(({ paintMs }) => paintMs);
  yield figure({ name: 'console.key to paint, all', values: paints }, 'ms', reference, spread);
  const works = measured.flatMap(({ workMs }) => workMs);
  yield figure({ name: 'console.key to work done, all', values: works }, 'ms', reference, spread);
}

/** What a seat loads besides fonts, packed as a server would send it, beside MapLibre alone. */
async function* bundle(): AsyncGenerator<Figure> {
  const files = (await readdir(RENDERER, { recursive: true })).filter((file) =>
    /\.(js|css|html)$/.test(file),
  );
  const packed = async (file: string) => gzipSync(await readFile(file)).byteLength / 1_024;
  const sizes = await Promise.all(files.map((file) => packed(path.join(RENDERER, file))));
  const map = await Promise.all(
    ['maplibre-gl.mjs', 'maplibre-gl-shared.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'].map(
      (file) => packed(path.join(MAPLIBRE, file)),
    ),
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  yield figure({ name: 'console.bundle, gzip', values: [sum(sizes)] }, 'kB', {
    name: 'MapLibre alone',
    values: [sum(map)],
  });
}

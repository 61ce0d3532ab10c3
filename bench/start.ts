import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { startHub } from '../test/hub/hub-process.ts';
import { launchBrowser, VIEWPORT } from './browser.ts';
import { type Figure, figure } from './figures.ts';
import { waitForFrames } from './seat/window-counters.ts';

const RUNS = 5;
const TIMEOUT_MS = 120_000;

/**
 * Installed and built: from starting the server to the first density on the screen of a browser that is open already
 * and has never seen the console, against opening a blank page in it.
 */
export async function* start(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-start-'));
  const browser = await launchBrowser();
  const listeningMs: number[] = [];
  const drawnMs: number[] = [];
  const blankMs: number[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      blankMs.push(await openBlank(browser));
      const took = await openConsole(browser, path.join(folder, `start-${run}.anlan`));
      listeningMs.push(took.listeningMs);
      drawnMs.push(took.drawnMs);
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
  const blank = { name: 'blank page', values: blankMs };
  yield figure({ name: 'start.first density drawn', values: drawnMs }, 'ms', blank);
  yield figure({ name: 'start.server listens', values: listeningMs }, 'ms', blank);
}

async function openBlank(browser: Browser): Promise<number> {
  const startedAt = performance.now();
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto('about:blank');
  const tookMs = performance.now() - startedAt;
  await context.close();
  return tookMs;
}

async function openConsole(
  browser: Browser,
  eventFile: string,
): Promise<{ readonly listeningMs: number; readonly drawnMs: number }> {
  const startedAt = performance.now();
  const hub = await startHub(['--event-file', eventFile]);
  try {
    const listeningMs = performance.now() - startedAt;
    const context = await browser.newContext({ viewport: VIEWPORT });
    const page = await context.newPage();
    await page.goto(hub.url);
    await waitForFrames(page, 1, TIMEOUT_MS);
    const drawnMs = performance.now() - startedAt;
    await context.close();
    return { listeningMs, drawnMs };
  } finally {
    await hub.stop();
  }
}

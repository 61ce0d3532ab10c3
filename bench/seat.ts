import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { startHub } from '../test/hub/hub-process.ts';
import type { BenchOptions } from './benchmark.ts';
import { launchBrowser, VIEWPORT } from './browser.ts';
import { type Figure, figure, type Samples } from './figures.ts';
import { MainThread } from './seat/main-thread.ts';
import { type Counted, readCounters, waitForFrames } from './seat/window-counters.ts';

/** As `npm start` serves it. */
const SPEED = 20;
/** Frames drawn before the measurement begins: fonts, map and shaders are there by then. */
const WARM_FRAMES = 5;
const WARM_TIMEOUT_MS = 120_000;
/** The page of the reference: nothing but a callback at display rate. */
const TICKING_PAGE = '<script>const tick=()=>requestAnimationFrame(tick);tick()</script>';

/** One window of the measurement. */
interface Window {
  readonly seconds: number;
  readonly counted: Counted;
  readonly scriptMs: number;
  readonly busyMs: number;
}

/**
 * A seat on the bundled rehearsal while the crowd moves: frames drawn against frames received, React commits of the
 * whole app against entries taken in, and time of the main thread against a page that only ticks at display rate.
 */
export async function* seat(options: BenchOptions): AsyncGenerator<Figure> {
  const seconds = Math.round(options.seconds ?? 10);
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-seat-'));
  const hub = await startHub([
    ...['--speed', String(SPEED)],
    ...['--event-file', path.join(folder, 'seat.anlan')],
  ]);
  const browser = await launchBrowser();
  try {
    const windows = await measureSeat(browser, hub.url, seconds);
    await hub.stop();
    const ticking = await measureTicking(browser, seconds);
    yield* figures(windows, ticking);
  } finally {
    await browser.close();
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSeat(
  browser: Browser,
  url: string,
  seconds: number,
): Promise<readonly Window[]> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const thread = await MainThread.of(page);
  await page.goto(url);
  await waitForFrames(page, WARM_FRAMES, WARM_TIMEOUT_MS);
  const windows: Window[] = [];
  let before = await readCounters(page);
  await thread.sinceLast();
  for (let passed = 0; passed < seconds; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = await readCounters(page);
    const window = { ...(await thread.sinceLast()), ...after.since(before) };
    windows.push(window);
    passed += window.seconds;
    before = after;
  }
  await page.close();
  return windows;
}

async function measureTicking(
  browser: Browser,
  seconds: number,
): Promise<readonly Pick<Window, 'scriptMs' | 'busyMs'>[]> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const thread = await MainThread.of(page);
  await page.setContent(TICKING_PAGE);
  await thread.sinceLast();
  const windows: Pick<Window, 'scriptMs' | 'busyMs'>[] = [];
  for (let second = 0; second < seconds; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    windows.push(await thread.sinceLast());
  }
  await page.close();
  return windows;
}

function* figures(
  windows: readonly Window[],
  ticking: readonly Pick<Window, 'scriptMs' | 'busyMs'>[],
): Generator<Figure> {
  const total = (name: string, key: keyof Counted): Samples => ({
    name,
    values: [windows.reduce((sum, { counted }) => sum + counted[key], 0)],
  });
  const rate = (name: string, key: keyof Counted): Samples => ({
    name,
    values: windows.map((window) => window.counted[key] / window.seconds),
  });
  const spread = { spread: true };
  const span = windows.reduce((sum, window) => sum + window.seconds, 0).toFixed(1);
  yield figure(
    total(`seat.frames drawn in ${span} s`, 'framesDrawn'),
    'frames',
    total('frames received', 'framesReceived'),
  );
  yield figure(
    rate('seat.commits', 'reactCommits'),
    'commits/s',
    rate('entries taken in', 'entries'),
    spread,
  );
  yield figure(
    { name: 'seat.script', values: windows.map(({ scriptMs }) => scriptMs) },
    'ms/s',
    { name: 'ticking page', values: ticking.map(({ scriptMs }) => scriptMs) },
    spread,
  );
  yield figure(
    { name: 'seat.main thread', values: windows.map(({ busyMs }) => busyMs) },
    'ms/s',
    { name: 'ticking page', values: ticking.map(({ busyMs }) => busyMs) },
    spread,
  );
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { writeEvent } from '../test/fixtures/event-folder.ts';
import { startHub } from '../test/hub/hub-process.ts';
import type { BenchOptions } from './benchmark.ts';
import { launchBrowser, VIEWPORT } from './browser.ts';
import { FEEDS, fullOperation } from './console/full-operation.ts';
import { OperationSender } from './console/operation-sender.ts';
import { type Figure, figure } from './figures.ts';
import { heapKinds } from './seat/heap-kinds.ts';
import { waitForFrames } from './seat/window-counters.ts';

const SAMPLE_EVERY_MS = 20_000;
/** Every so many samples it is also seen what the heap is made of, which stops the page for a second. */
const KINDS_EVERY = 9;
/** Fonts, tiles and caches of the first minutes are not growth. */
const WARM_MS = 120_000;
const TIMEOUT_MS = 180_000;

/**
 * Memory of a seat on a full operation: the heap after a collection, every 20 s for half an hour (--seconds N), and
 * the slope of a line through it, beside the scatter of one sample. The same apart for what the console itself holds
 * and for what V8 compiles of its code, which goes on growing for as long as functions become hot.
 */
export async function* memory(options: BenchOptions): AsyncGenerator<Figure> {
  const forMs = 1_000 * (options.seconds ?? 1_800);
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-memory-'));
  const event = await writeEvent(folder, fullOperation(), FEEDS.live);
  const hub = await startHub([
    event,
    ...['--source', 'live'],
    ...['--event-file', path.join(folder, 'memory.anlan')],
  ]);
  const sender = new OperationSender(hub);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(`${hub.url}/?lang=zh&role=commander`);
    await waitForFrames(page, 10, TIMEOUT_MS);
    await new Promise((resolve) => setTimeout(resolve, Math.min(WARM_MS, forMs / 4)));
    const samples = await sampleHeap(page, forMs);
    yield* figures(samples);
  } finally {
    await sender.stop();
    await browser.close();
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Sample {
  readonly min: number;
  readonly mb: number;
}

/** The heap as a whole, and now and then by who made what is in it. */
interface Samples {
  readonly heap: Sample[];
  readonly app: Sample[];
  readonly native: Sample[];
  readonly engine: Sample[];
}

async function sampleHeap(page: Page, forMs: number): Promise<Samples> {
  const session = await page.context().newCDPSession(page);
  const startedAt = performance.now();
  const min = () => (performance.now() - startedAt) / 60_000;
  const samples: Samples = { heap: [], app: [], native: [], engine: [] };
  while (performance.now() - startedAt < forMs) {
    if (samples.heap.length % KINDS_EVERY === 0) {
      const { appMb, nativeMb, engineMb } = await heapKinds(session);
      samples.app.push({ min: min(), mb: appMb });
      samples.native.push({ min: min(), mb: nativeMb });
      samples.engine.push({ min: min(), mb: engineMb });
    }
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    samples.heap.push({ min: min(), mb: usedSize / 1_048_576 });
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
  }
  return samples;
}

function* figures({ heap, app, native, engine }: Samples): Generator<Figure> {
  yield* levelAndSlope('heap after collection', heap);
  yield* levelAndSlope("console's own objects", app);
  yield* levelAndSlope('bytes and elements behind them', native);
  yield* levelAndSlope("V8's code and shapes", engine);
}

function* levelAndSlope(name: string, samples: readonly Sample[]): Generator<Figure> {
  const { slope, scatter } = lineThrough(samples);
  yield figure(
    { name: `memory.${name}`, values: samples.map(({ mb }) => mb) },
    'MB',
    { name: 'first sample', values: [samples[0]?.mb ?? Number.NaN] },
    { spread: true },
  );
  yield figure({ name: `memory.slope of ${name}`, values: [slope * 1_024] }, 'kB/min', {
    name: 'scatter of a sample, kB',
    values: [scatter * 1_024],
  });
}

/** Least squares: MB a minute, and the root mean square of what the line leaves. */
function lineThrough(samples: readonly Sample[]): { slope: number; scatter: number } {
  const n = samples.length;
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, s) => sum + of(s), 0) / n;
  const middle = mean(({ min }) => min);
  const level = mean(({ mb }) => mb);
  const spread = mean(({ min }) => (min - middle) ** 2);
  const slope = mean(({ min, mb }) => (min - middle) * (mb - level)) / spread;
  const scatter = Math.sqrt(mean(({ min, mb }) => (mb - level - slope * (min - middle)) ** 2));
  return { slope, scatter };
}

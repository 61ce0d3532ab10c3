import type { Page } from '@playwright/test';

const NAMES = ['framesDrawn', 'framesReceived', 'reactCommits', 'entries'] as const;

/** How far the counters of the console moved. */
export type Counted = Readonly<Record<(typeof NAMES)[number], number>>;

/** The counters at one instant. */
export class CounterReading {
  readonly #at: number;
  readonly #values: Counted;

  constructor(at: number, values: Counted) {
    this.#at = at;
    this.#values = values;
  }

  /** What was counted since an earlier reading, and in how many seconds of the page's clock. */
  since(before: CounterReading): { readonly counted: Counted; readonly seconds: number } {
    const counted = (name: keyof Counted) => this.#values[name] - before.#values[name];
    return {
      seconds: (this.#at - before.#at) / 1_000,
      counted: {
        framesDrawn: counted('framesDrawn'),
        framesReceived: counted('framesReceived'),
        reactCommits: counted('reactCommits'),
        entries: counted('entries'),
      },
    };
  }
}

/** Reads the counters that the console shows on its window (`src/renderer/counters.ts`). */
export async function readCounters(page: Page): Promise<CounterReading> {
  const { at, ...values } = await page.evaluate<Counted & { at: number }>(
    '(({ framesDrawn, framesReceived, reactCommits, entries }) => ({ at: performance.now(), framesDrawn, framesReceived, reactCommits, entries }))(window.anlanCounters)',
  );
  return new CounterReading(at, values);
}

/** The console is asked this often; its policy forbids Playwright's own waiting, which evaluates text in the page. */
const ASK_EVERY_MS = 20;

/** Waits until that many density frames have been drawn. */
export async function waitForFrames(page: Page, count: number, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const drawn = await page.evaluate<number>('window.anlanCounters?.framesDrawn ?? 0');
    if (drawn >= count) return;
    if (performance.now() > deadline) {
      throw new Error(`${drawn} of ${count} density frames were drawn in ${timeoutMs / 1_000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

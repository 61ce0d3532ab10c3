import type { Page } from '@playwright/test';

/** The ten commonest commands of a command seat, by the keys that give them. */
const COMMANDS: readonly { readonly name: string; readonly keys: readonly string[] }[] = [
  { name: 'go to the worst place', keys: ['1'] },
  { name: 'go to the second place', keys: ['2'] },
  { name: 'whole site', keys: ['f'] },
  { name: 'search', keys: ['/', 'Escape'] },
  { name: 'palette', keys: ['Control+k', 'Escape'] },
  { name: 'layers', keys: ['l', 'l'] },
  { name: 'timeline', keys: ['y', 'y'] },
  { name: 'measure', keys: ['k', 'k'] },
  { name: 'language', keys: ['g', 'g'] },
  { name: 'clear', keys: ['Escape'] },
];
const ROUNDS = 3;
/** After each key, so that its paint is over and reported. */
const SETTLE_MS = 2_000;
/** Events under this are not reported by the browser; they count as this. */
const LEAST_MS = 16;

const OBSERVE = `(() => {
  window.interactionMs = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'keydown')
        window.interactionMs.push([entry.duration, entry.processingEnd - entry.startTime]);
  }).observe({ type: 'event', durationThreshold: ${LEAST_MS} });
})()`;

/** What one command took, milliseconds, a sample a round; the slowest of its keys counts. */
export interface Interaction {
  readonly name: string;
  /** From the key to the next paint (Event Timing). */
  readonly paintMs: readonly number[];
  /** Of it, until the console's own work for the key was done. */
  readonly workMs: readonly number[];
}

/** Gives the commands by their keys and takes from the browser what each took. */
export async function measureInteractions(page: Page): Promise<readonly Interaction[]> {
  await page.evaluate(OBSERVE);
  const measured = COMMANDS.map(({ name, keys }) => ({
    name,
    keys,
    paintMs: [] as number[],
    workMs: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const command of measured) {
      await page.evaluate('window.interactionMs.length = 0');
      for (const key of command.keys) {
        await page.keyboard.press(key);
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      }
      const taken = await page.evaluate<[number, number][]>('window.interactionMs');
      command.paintMs.push(Math.max(LEAST_MS, ...taken.map(([paint]) => paint)));
      command.workMs.push(Math.max(0, ...taken.map(([, work]) => work)));
    }
  }
  return measured;
}

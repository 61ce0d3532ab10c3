import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { twoSquaresNight } from '../../../workers/kernels/zone-graph/two-squares-night.ts';
import type { RehearseThread } from '../../../workers/rehearse-port.ts';
import { startThread, threadFile } from '../../../workers/remote.ts';
import { rehearsalSource } from './rehearsal.ts';

test("a night at its own speed goes on, a second after a second's time", async () => {
  const thread = startThread<RehearseThread>(threadFile('rehearse.thread.ts'));
  try {
    const times: number[] = [];
    const { source, startsAt } = await rehearsalSource({
      thread: thread.api,
      site: twoSquares(),
      script: twoSquaresNight(),
      seed: 7,
      transport: { playing: true, speed: 1 },
      feeds: {
        settings: [],
        sensorAt: () => undefined,
        suggestDatum: () => undefined,
        broker: { subscribe: () => undefined, publish: async () => undefined },
        before: {},
        edited: {},
      },
      onError: (error) => {
        throw error;
      },
    });
    await source.start({
      now: () => times.at(-1) ?? startsAt,
      deliver: async () => ({ accepted: 0, duplicate: 0, late: 0, refused: [], committed: true }),
      advanceTo: async (time) => {
        times.push(time);
      },
      feedsChanged: () => undefined,
      note: () => undefined,
    });
    await expect.poll(() => times.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    expect(times.slice(0, 3)).toEqual([1, 2, 3].map((second) => startsAt + second * 1_000));
    await source.stop();
  } finally {
    await thread.terminate();
  }
});

import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { CheckpointId, OrderId } from '../../../domain/base/ids.ts';
import type { SourceSink } from '../../../domain/session/source.ts';
import { twoSquaresNight } from '../../../workers/kernels/zone-graph/two-squares-night.ts';
import type { RehearseThread } from '../../../workers/rehearse-port.ts';
import { startThread, threadFile } from '../../../workers/remote.ts';
import { SavedStates } from '../rehearsal/saved-states.ts';
import { type RehearsalOptions, rehearsalSource } from './rehearsal.ts';

/** The night of the two squares at a speed, as far as `thread` plays it. */
function night(thread: RehearseThread, speed: number): RehearsalOptions {
  return {
    thread,
    site: twoSquares(),
    script: twoSquaresNight(),
    seed: 7,
    transport: { playing: true, speed },
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
  };
}

/** A session that only writes down the seconds that it works. */
function sinkOf(times: number[], startsAt: number): SourceSink {
  return {
    now: () => times.at(-1) ?? startsAt,
    deliver: async () => ({ accepted: 0, duplicate: 0, late: 0, refused: [], committed: true }),
    advanceTo: async (time) => {
      times.push(time);
    },
    feedsChanged: () => undefined,
    note: () => undefined,
  };
}

test("a night at its own speed goes on, a second after a second's time", async () => {
  const thread = startThread<RehearseThread>(threadFile('rehearse.thread.ts'));
  try {
    const times: number[] = [];
    const { source, startsAt } = await rehearsalSource(night(thread.api, 1));
    await source.start(sinkOf(times, startsAt));
    await expect.poll(() => times.length).toBeGreaterThanOrEqual(3);
    expect(times.slice(0, 3)).toEqual([1, 2, 3].map((second) => startsAt + second * 1_000));
    await source.stop();
  } finally {
    await thread.terminate();
  }
});

test('an order of the plan that cannot be recorded is late, and not lost', async () => {
  const thread = startThread<RehearseThread>(threadFile('rehearse.thread.ts'));
  try {
    const times: number[] = [];
    const tried: { readonly order: string; readonly second: number }[] = [];
    const startsAt = Date.parse('2026-12-31T17:00:00+08:00');
    const planned = (order: string, second: number) => ({
      at: startsAt + second * 1_000,
      order: order as OrderId,
      checkpoint: 'cp-1' as CheckpointId,
      mode: 'closed' as const,
    });
    const { source } = await rehearsalSource({
      ...night(thread.api, 10),
      planned: [planned('first', 1), planned('second', 2)],
      session: {
        states: new SavedStates(path.join(tmpdir(), 'nothing-is-saved.anlan')),
        // The disk is full for two seconds.
        order: async ({ order }) => {
          const second = times.length;
          tried.push({ order, second });
          return second >= 3;
        },
        picture: () => Promise.reject(new Error('nothing is saved in a few seconds')),
        rewind: async () => false,
        carryOutUnconfirmed: async () => undefined,
        agentsWanted: () => false,
        showAgents: () => undefined,
      },
    });
    await source.start(sinkOf(times, startsAt));
    await expect.poll(() => times.length).toBeGreaterThanOrEqual(5);
    await source.stop();
    expect(tried).toEqual([
      { order: 'first', second: 1 },
      { order: 'first', second: 2 },
      { order: 'first', second: 3 },
      { order: 'second', second: 3 },
    ]);
  } finally {
    await thread.terminate();
  }
});

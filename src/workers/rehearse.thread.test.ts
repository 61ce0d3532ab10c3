import { expect, test } from 'vitest';
import { twoSquares } from '../../test/fixtures/two-squares.ts';
import { twoSquaresNight } from './kernels/zone-graph/two-squares-night.ts';
import type { RehearseThread } from './rehearse-port.ts';
import { startThread, threadFile } from './remote.ts';

test('the thread opens a night, moves it and takes commands', async () => {
  const thread = startThread<RehearseThread>(threadFile('rehearse.thread.ts'));
  try {
    const site = twoSquares();
    const { startsAt, endsAt } = await thread.api.open({
      site,
      script: twoSquaresNight(),
      seed: 7,
    });
    expect(endsAt - startsAt).toBe(2 * 3_600_000);
    const first = await thread.api.advance(startsAt + 10_000);
    expect(first.time).toBe(startsAt + 10_000);
    expect(first.phase?.phase).toBe('arrival');
    expect(first.messages.length).toBeGreaterThan(10);
    expect(first.messages[0]?.body).toBeInstanceOf(Uint8Array);
    await expect(
      thread.api.open({ site, script: { ...twoSquaresNight(), zones: [] }, seed: 7 }),
    ).rejects.toThrow('zones:');
  } finally {
    await thread.terminate();
  }
});

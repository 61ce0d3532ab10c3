import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { CheckpointId } from '../../../domain/base/ids.ts';
import type { LineCounter } from '../../../domain/site/site.ts';
import type { Rehearsed } from '../../rehearse-port.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { RehearsedNight } from './rehearsed-night.ts';

const MINUTE = 60_000;

function openNight(seed = 7, saved?: Uint8Array): Promise<RehearsedNight> {
  const run = { id: 'test', label: '', changes: [] };
  const script = twoSquaresNight();
  return RehearsedNight.open({ site: twoSquares(), script, seed, model: 'agents', run, saved });
}

function digest({ messages, truth }: Rehearsed): string {
  const hash = createHash('sha256');
  for (const { feed, sentAt, body } of messages) hash.update(`${feed} ${sentAt} `).update(body);
  return hash.update(JSON.stringify(truth)).digest('hex');
}

interface Sent {
  readonly device: string;
  readonly count?: number;
  readonly occupancy?: number;
}

function readings({ messages }: Rehearsed): Sent[] {
  const decoder = new TextDecoder();
  return messages
    .filter(({ feed }) => feed === 'rehearsal-counts')
    .flatMap(({ body }): Sent[] => JSON.parse(decoder.decode(body)));
}

test('sensors count bodies: lines those who cross, gates those who come, cameras those in sight', async () => {
  const night = await openNight();
  try {
    const played = await night.advance(night.startsAt + 12 * MINUTE);
    const sent = readings(played);
    const counted = (device: string) =>
      sent.reduce(
        (sum, reading) => sum + (reading.device === device ? (reading.count ?? 0) : 0),
        0,
      );
    // 100 were there at the beginning; each counter sees 95 % of the people, give or take its error.
    const entered = (counted('cp-2-in') + counted('gate-metro-in')) / 0.95;
    expect(Math.abs(entered / (played.truth.visits - 100) - 1)).toBeLessThan(0.15);
    expect(counted('cp-1-in')).toBeGreaterThan(50);
    const camera = sent.findLast(({ device }) => device === 'cam-east')?.occupancy ?? 0;
    const east = played.truth.zones.find(({ zone }) => zone === 'east-square')?.people ?? 1;
    expect(Math.abs(camera / 0.95 / east - 1)).toBeLessThan(0.35);
    const { count, x } = night.people.bodies?.() ?? { count: 0, x: [] };
    // Who is due at a gate that has no room yet is outside, and no body yet.
    expect(count).toBeGreaterThanOrEqual(played.truth.areaPeople);
    expect(count).toBeLessThanOrEqual(played.truth.areaPeople + played.truth.outsidePeople);
    expect([...x.slice(0, count)].every((east_) => east_ > -25 && east_ < 125)).toBe(true);
  } finally {
    await night.close();
  }
});

test('every visit is a body that crosses the line of one entry counter', async () => {
  const night = await openNight();
  try {
    const { people, ground } = night;
    const entries = ground.site.sensors.filter(
      (sensor) => sensor.kind === 'lineCounter' && sensor.cordon === 'entry',
    );
    const lines = entries.map((sensor) => people.addLine(sensor as LineCounter));
    let crossed = 0;
    for (let second = 0; second < 300; second++) {
      await night.advance(night.time + 1_000);
      for (const line of lines) crossed += people.crossed(line);
    }
    expect(crossed).toBeGreaterThan(150);
    // Who goes out and comes back crosses again, and is no visitor again.
    expect(crossed - (night.truth().visits - 100)).toBeGreaterThanOrEqual(0);
    expect(crossed - (night.truth().visits - 100)).toBeLessThan(6);
  } finally {
    await night.close();
  }
});

test('a saved night of bodies goes on to the same bytes, and an order changes it', async () => {
  const whole = await openNight();
  await whole.advance(whole.startsAt + 5 * MINUTE);
  const saved = whole.save();
  const until = whole.startsAt + 8 * MINUTE;
  const golden = await whole.advance(until);
  const figures = whole.figures();
  await whole.close();

  const forked = await openNight(7, saved);
  expect(forked.time).toBe(forked.startsAt + 5 * MINUTE);
  expect(digest(await forked.advance(until))).toBe(digest(golden));
  expect(forked.figures()?.area).toEqual(figures?.area);
  await forked.close();

  const changed = await openNight(7, saved);
  changed.command({ at: changed.time, checkpoint: 'cp-2' as CheckpointId, mode: 'closed' });
  const { truth } = await changed.advance(until);
  expect(truth.visits).toBeLessThan(golden.truth.visits);
  await changed.close();
});

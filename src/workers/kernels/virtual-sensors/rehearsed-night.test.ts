import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { CheckpointId } from '../../../domain/base/ids.ts';
import type { CheckpointCommand, Rehearsed } from '../../rehearse-port.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { RehearsedNight } from './rehearsed-night.ts';

const MINUTE = 60_000;
const closeLinkStreet = (at: number): CheckpointCommand => ({
  at,
  checkpoint: 'cp-1' as CheckpointId,
  mode: 'closed',
});

function openNight(seed = 7, saved?: Uint8Array): Promise<RehearsedNight> {
  return RehearsedNight.open({ site: twoSquares(), script: twoSquaresNight(), seed, saved });
}

function digest(parts: readonly Rehearsed[]): string {
  const hash = createHash('sha256');
  for (const { messages, truth } of parts) {
    for (const { feed, sentAt, body } of messages) hash.update(`${feed} ${sentAt} `).update(body);
    hash.update(JSON.stringify(truth));
  }
  return hash.digest('hex');
}

/** The night minute by minute, from where it stands to `until` minutes. */
async function play(night: RehearsedNight, until: number): Promise<Rehearsed[]> {
  const parts: Rehearsed[] = [];
  while (night.time < night.startsAt + until * MINUTE) {
    parts.push(await night.advance(night.time + MINUTE));
  }
  return parts;
}

interface Sent {
  readonly device: string;
  readonly time: string;
  readonly count?: number;
  readonly interval_s?: number;
  readonly occupancy?: number;
  readonly density?: number;
}

function readings(parts: readonly Rehearsed[]): Sent[] {
  const decoder = new TextDecoder();
  return parts.flatMap(({ messages }) =>
    messages
      .filter(({ feed }) => feed === 'rehearsal-counts')
      .flatMap(({ body }): Sent[] => JSON.parse(decoder.decode(body))),
  );
}

test('the same seed and commands give the same bytes; another seed does not', async () => {
  const once = async (seed: number, closes: boolean) => {
    const night = await openNight(seed);
    if (closes) night.command(closeLinkStreet(night.startsAt + 30 * MINUTE));
    return digest(await play(night, 45));
  };
  const golden = await once(7, true);
  expect(await once(7, true)).toBe(golden);
  expect(await once(8, true)).not.toBe(golden);
  expect(await once(7, false)).not.toBe(golden);
});

test('how far it moves at a time does not matter', async () => {
  const byMinutes = await openNight();
  const byHours = await openNight();
  await play(byMinutes, 60);
  await byHours.advance(byHours.startsAt + 60 * MINUTE);
  expect(digest(await play(byMinutes, 65))).toBe(digest(await play(byHours, 65)));
});

test('a night taken up again goes on as if it had never stopped', async () => {
  const whole = await openNight();
  await play(whole, 20);
  whole.command(closeLinkStreet(whole.time));
  await play(whole, 40);
  const resumed = await openNight();
  resumed.command(closeLinkStreet(resumed.startsAt + 20 * MINUTE));
  await resumed.skipTo(resumed.startsAt + 40 * MINUTE);
  expect(digest(await play(resumed, 60))).toBe(digest(await play(whole, 60)));
});

test('a saved night goes on to the same bytes, orders given and not yet in effect included', async () => {
  const whole = await openNight();
  await play(whole, 33);
  whole.command(closeLinkStreet(whole.time + 2 * MINUTE));
  const saved = whole.save();
  const forked = await openNight(7, saved);
  expect(forked.time).toBe(whole.time);
  const golden = digest(await play(whole, 70));
  expect(digest(await play(forked, 70))).toBe(golden);
  const changed = await openNight(7, saved);
  changed.command({ ...closeLinkStreet(changed.time), checkpoint: 'cp-2' as CheckpointId });
  expect(digest(await play(changed, 70))).not.toBe(golden);
  await expect(openNight(8, saved)).rejects.toThrow('another site, script, seed or model');
  await expect(openNight(7, saved.subarray(0, 40))).rejects.toThrow('not a saved night');
});

test('phases are told once, at their time', async () => {
  const night = await openNight();
  const phases = (await play(night, 120)).flatMap(({ time, phase }) =>
    phase ? [[(time - night.startsAt) / MINUTE, phase.phase]] : [],
  );
  expect(phases).toEqual([
    [1, 'arrival'],
    [90, 'egress'],
  ]);
  const resumed = await openNight();
  await resumed.skipTo(resumed.startsAt + 10 * MINUTE);
  expect((await resumed.advance(resumed.time + MINUTE)).phase).toBeUndefined();
});

test('it ends at its end and refuses what it does not know', async () => {
  const night = await openNight();
  expect((await night.advance(night.endsAt + MINUTE)).time).toBe(night.endsAt);
  expect((await night.advance(night.endsAt + MINUTE)).messages).toEqual([]);
  await expect(night.advance(night.endsAt + 1)).rejects.toThrow('whole seconds');
  expect(() =>
    night.command({ at: 0, checkpoint: 'cp-99' as CheckpointId, mode: 'closed' }),
  ).toThrow('no checkpoint "cp-99"');
  const script = { format: 'anlan-night' };
  await expect(RehearsedNight.open({ site: twoSquares(), script, seed: 1 })).rejects.toThrow(
    'people:',
  );
});

test('sensors send what real ones would: whole counts every 10 s, cameras and densities every 5 s', async () => {
  const night = await openNight();
  const sent = readings(await play(night, 20)).filter(
    ({ time }) => time > '2026-12-31T17:10:00+08:00',
  );
  const of = (device: string) => sent.filter((reading) => reading.device === device);
  expect(of('cp-2-in').length).toBe(60);
  expect(of('cam-east').length).toBe(120);
  expect(of('den-east-1').length).toBe(120);
  for (const { count, interval_s } of of('cp-2-in')) {
    expect(Number.isInteger(count)).toBe(true);
    expect(interval_s).toBe(10);
  }
  expect(sent.every(({ time }) => /^2026-12-31T17:\d\d:\d\d\+08:00$/.test(time))).toBe(true);
});

test('counters and cameras are near the truth, by no more than their errors', async () => {
  const night = await openNight();
  const parts = await play(night, 85);
  const sent = readings(parts);
  const site = twoSquares();
  const counted = sent
    .filter(({ device }) => device === 'cp-2-in' || device === 'gate-metro-in')
    .reduce((sum, { count }) => sum + (count ?? 0) / 0.95, 100);
  const { truth } = await night.advance(night.time);
  expect(Math.abs(counted / truth.visits - 1)).toBeLessThan(0.12);
  const camera = sent.findLast(({ device }) => device === 'cam-west');
  const west = truth.zones.find(({ zone }) => zone === 'west-square');
  expect(Math.abs((camera?.occupancy ?? 0) / 0.95 / (west?.people ?? 1) - 1)).toBeLessThan(0.35);
  expect(site.sensors.length).toBe(10);
});

test('a camera falls silent for its ten minutes', async () => {
  const sent = readings(await play(await openNight(), 60));
  const during = (device: string) =>
    sent.filter((reading) => reading.device === device && /T17:3\d/.test(reading.time)).length;
  expect([during('cam-west'), during('cam-east')].sort((a, b) => a - b)).toEqual([0, 120]);
});

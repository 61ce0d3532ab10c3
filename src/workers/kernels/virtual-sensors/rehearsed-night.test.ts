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

function openNight(seed = 7): RehearsedNight {
  return new RehearsedNight(twoSquares(), twoSquaresNight(), seed);
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
function play(night: RehearsedNight, until: number): Rehearsed[] {
  const parts: Rehearsed[] = [];
  while (night.time < night.startsAt + until * MINUTE)
    parts.push(night.advance(night.time + MINUTE));
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

test('the same seed and commands give the same bytes; another seed does not', () => {
  const once = (seed: number, closes: boolean) => {
    const night = openNight(seed);
    if (closes) night.command(closeLinkStreet(night.startsAt + 30 * MINUTE));
    return digest(play(night, 45));
  };
  const golden = once(7, true);
  expect(once(7, true)).toBe(golden);
  expect(once(8, true)).not.toBe(golden);
  expect(once(7, false)).not.toBe(golden);
});

test('how far it moves at a time does not matter', () => {
  const byMinutes = openNight();
  const byHours = openNight();
  play(byMinutes, 60);
  byHours.advance(byHours.startsAt + 60 * MINUTE);
  expect(digest(play(byMinutes, 65))).toBe(digest(play(byHours, 65)));
});

test('a night taken up again goes on as if it had never stopped', () => {
  const whole = openNight();
  play(whole, 20);
  whole.command(closeLinkStreet(whole.time));
  play(whole, 40);
  const resumed = openNight();
  resumed.command(closeLinkStreet(resumed.startsAt + 20 * MINUTE));
  resumed.skipTo(resumed.startsAt + 40 * MINUTE);
  expect(digest(play(resumed, 60))).toBe(digest(play(whole, 60)));
});

test('phases are told once, at their time', () => {
  const night = openNight();
  const phases = play(night, 120).flatMap(({ time, phase }) =>
    phase ? [[(time - night.startsAt) / MINUTE, phase.phase]] : [],
  );
  expect(phases).toEqual([
    [1, 'arrival'],
    [90, 'egress'],
  ]);
  const resumed = openNight();
  resumed.skipTo(resumed.startsAt + 10 * MINUTE);
  expect(resumed.advance(resumed.time + MINUTE).phase).toBeUndefined();
});

test('it ends at its end and refuses what it does not know', () => {
  const night = openNight();
  expect(night.advance(night.endsAt + MINUTE).time).toBe(night.endsAt);
  expect(night.advance(night.endsAt + MINUTE).messages).toEqual([]);
  expect(() => night.advance(night.endsAt + 1)).toThrow('whole seconds');
  expect(() =>
    night.command({ at: 0, checkpoint: 'cp-99' as CheckpointId, mode: 'closed' }),
  ).toThrow('no checkpoint "cp-99"');
  expect(() => new RehearsedNight(twoSquares(), { format: 'anlan-night' }, 1)).toThrow('people:');
});

test('sensors send what real ones would: whole counts every 10 s, cameras and densities every 5 s', () => {
  const night = openNight();
  const sent = readings(play(night, 20)).filter(({ time }) => time > '2026-12-31T17:10:00+08:00');
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

test('counters and cameras are near the truth, by no more than their errors', () => {
  const night = openNight();
  const parts = play(night, 85);
  const sent = readings(parts);
  const site = twoSquares();
  const counted = sent
    .filter(({ device }) => device === 'cp-2-in' || device === 'gate-metro-in')
    .reduce((sum, { count }) => sum + (count ?? 0) / 0.95, 100);
  const truth = night.advance(night.time).truth;
  expect(Math.abs(counted / truth.visits - 1)).toBeLessThan(0.12);
  const camera = sent.findLast(({ device }) => device === 'cam-west');
  const west = truth.zones.find(({ zone }) => zone === 'west-square');
  expect(Math.abs((camera?.occupancy ?? 0) / 0.95 / (west?.people ?? 1) - 1)).toBeLessThan(0.35);
  expect(site.sensors.length).toBe(10);
});

test('a camera falls silent for its ten minutes', () => {
  const sent = readings(play(openNight(), 60));
  const during = (device: string) =>
    sent.filter((reading) => reading.device === device && /T17:3\d/.test(reading.time)).length;
  expect([during('cam-west'), during('cam-east')].sort((a, b) => a - b)).toEqual([0, 120]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { HOUR } from '../base/quantity.ts';
import { LATE, type Reading } from '../crowd/observation.ts';
import { Intake } from './intake.ts';

const site = twoSquares();
const NOW = Date.parse('2026-12-31T22:00:00+08:00');
const counter = site.sensors.find((sensor) => sensor.kind === 'lineCounter')?.id ?? '';
const camera = site.sensors.find((sensor) => sensor.kind === 'zoneCount')?.id ?? '';
const point = site.sensors.find((sensor) => sensor.kind === 'pointDensity')?.id ?? '';

function crossing(value: number, secondsAgo: number, more: Partial<Reading> = {}): Reading {
  return {
    sensor: counter,
    measure: 'intervalCount',
    value,
    intervalS: 10,
    observedAt: NOW - secondsAgo * 1_000,
    ...more,
  };
}

function accept(intake: Intake, ...readings: Reading[]) {
  return intake.accept(readings, NOW, NOW);
}

describe('Intake', () => {
  it('takes a reading once, however often it is sent', () => {
    const intake = new Intake(site, 'wall');
    expect(accept(intake, crossing(7, 10)).columns.count).toBe(1);
    const repeat = accept(intake, crossing(7, 10), crossing(3, 0), crossing(3, 0));
    expect(repeat.columns.count).toBe(1);
    expect(repeat.duplicate).toBe(2);
  });

  it('tells two senders that share a sensor apart by their key', () => {
    const intake = new Intake(site, 'wall');
    const both = accept(
      intake,
      crossing(7, 10, { dedupeKey: '10' }),
      crossing(7, 10, { dedupeKey: '51' }),
    );
    expect(both.columns.count).toBe(2);
  });

  it('never calls readings without time and key repeats of each other', () => {
    const intake = new Intake(site, 'wall');
    const { observedAt: _at, ...timeless } = crossing(1, 0);
    expect(accept(intake, timeless, timeless, timeless).columns.count).toBe(3);
  });

  it('counts a late reading and keeps its people', () => {
    const intake = new Intake(site, 'wall');
    accept(intake, crossing(5, 0));
    const late = accept(intake, crossing(4, 30));
    expect(late.late).toBe(1);
    expect([...late.columns.flags]).toEqual([LATE]);
    expect([...late.columns.amount]).toEqual([4]);
  });

  it('undoes running counts and their resets', () => {
    const intake = new Intake(site, 'wall');
    const running = (value: number, secondsAgo: number) =>
      crossing(value, secondsAgo, { measure: 'cumulative' });
    const { columns } = accept(
      intake,
      running(1_000, 40),
      running(1_012, 30),
      running(1_012, 20),
      running(3, 10),
    );
    expect([...columns.amount]).toEqual([0, 12, 0, 3]);
    expect([...columns.intervalS]).toEqual([0, 10, 10, 10]);
  });

  it('takes the running count of years, and refuses one that leaps', () => {
    const intake = new Intake(site, 'wall');
    const running = (value: number, secondsAgo: number) =>
      crossing(value, secondsAgo, { measure: 'cumulative' });
    const counted = accept(intake, running(7_412_308, 40), running(7_412_320, 30));
    expect([...counted.columns.amount]).toEqual([0, 12]);
    // A broken register for one reading: the people of the next are counted from the last good one.
    const leap = accept(intake, running(4_294_967_295, 20), running(7_412_325, 10));
    expect(leap.refusals[0]?.reason).toContain('beyond anything possible');
    expect([...leap.columns.amount]).toEqual([5]);
  });

  it.each([
    ['a negative count', crossing(-1, 0), 'negative'],
    ['an absurd count', crossing(9e9, 0), 'beyond anything possible'],
    ['not a number', crossing(Number.NaN, 0), 'not a number'],
    ['a wrong unit', { ...crossing(3, 0), measure: 'density' as const }, 'does not fit'],
    ['an absurd density', { sensor: point, measure: 'density' as const, value: 80 }, 'beyond'],
    ['an unknown sensor', crossing(3, 0, { sensor: 'nobody' }), 'no sensor "nobody"'],
    ['a time of last week', crossing(3, 7 * 24 * 3_600), '7 days behind'],
    ['a time of next week', crossing(3, -7 * 24 * 3_600), '7 days ahead'],
  ])('refuses %s in words, and takes the rest of the message', (_what, bad, words) => {
    const intake = new Intake(site, 'wall');
    const outcome = accept(intake, bad, crossing(2, 0));
    expect(outcome.columns.count).toBe(1);
    expect(outcome.refusals).toHaveLength(1);
    expect(outcome.refusals[0]?.reason).toContain(words);
  });

  it('takes a clock that runs ahead at the receipt time, so that it cannot look fresher than it is', () => {
    const intake = new Intake(site, 'wall');
    const ahead = accept(intake, {
      sensor: camera,
      measure: 'occupancy',
      value: 12,
      observedAt: NOW + HOUR,
    });
    expect([...ahead.columns.observedAt]).toEqual([NOW]);
  });

  it('with a feed clock takes old recordings and their gaps, but no leap of more than a month', () => {
    const intake = new Intake(site, 'feed');
    const old = crossing(3, 0, { observedAt: Date.parse('2019-01-05T08:00:00+08:00') });
    expect(intake.accept([old], NOW, undefined).columns.count).toBe(1);
    const day = Date.parse('2019-01-07T09:00:00+08:00');
    const gap = crossing(4, 0, { observedAt: day });
    expect(intake.accept([gap], NOW, old.observedAt).columns.count).toBe(1);
    const leap = intake.accept([crossing(3, 0)], NOW, old.observedAt);
    expect(leap.refusals[0]?.reason).toContain('ahead of');
  });

  it('knows the repeats of an earlier run', () => {
    const before = new Intake(site, 'wall');
    const { columns } = accept(before, crossing(5, 20), crossing(6, 10));
    const after = new Intake(site, 'wall');
    after.restore([], [columns]);
    expect(accept(after, crossing(5, 20), crossing(6, 10), crossing(7, 0)).columns.count).toBe(1);
  });

  it('gives the same people whatever the split into messages and repeats', () => {
    const readings = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(readings, fc.array(fc.nat(39), { maxLength: 40 }), (counts, repeats) => {
        const all = counts.map((count, index) => crossing(count, 1_000 - index));
        const extra = repeats.flatMap((index) => all[index] ?? []);
        const intake = new Intake(site, 'wall');
        let people = 0;
        for (const reading of [...all, ...extra]) {
          people += accept(intake, reading).columns.amount.reduce((a, b) => a + b, 0);
        }
        expect(people).toBe(counts.reduce((a, b) => a + b, 0));
      }),
    );
  });
});

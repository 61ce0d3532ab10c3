import { expect, test } from 'vitest';
import { must } from '../../../domain/base/assert.ts';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { nightClock } from '../../../domain/plan/night-script.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { UnitWalk } from './unit-walk.ts';

const METRES = localMetres([120.1588, 30.256]);
const at = (east: number, north: number): LonLat => METRES.toLonLat([east, north]);
const CLOCK = nightClock(twoSquaresNight());

function open(): UnitWalk {
  const plan = {
    unit: 'unit-1',
    callsign: '巡逻 "1"',
    agency: 'Police & guides',
    route: [at(0, 0), at(60, 0), at(60, 30)],
    speedMps: 1.5,
    startsAt: '17:01',
  };
  return new UnitWalk(plan, METRES, CLOCK, 7);
}

/** Where it says to be, metres east and north. */
function placeOf(report: string): readonly [number, number] {
  const [, lat, lon] = must(/lat="([\d.]+)" lon="([\d.]+)"/.exec(report) ?? undefined, 'point');
  return METRES.toLocal([Number(lon), Number(lat)]);
}

test('a unit walks its beat to the end and back at its speed, and says so in Cursor on Target', () => {
  const unit = open();
  const places = Array.from({ length: 600 }, (_, second) => {
    unit.step(second + 1);
    return placeOf(unit.report(CLOCK.startsAt + (second + 1) * 1_000));
  });
  const near = ([east, north]: readonly [number, number], to: readonly [number, number]) =>
    Math.hypot(east - to[0], north - to[1]) < 15;
  expect(near(must(places[50], 'place'), [0, 0])).toBe(true);
  expect(near(must(places[59 + 40], 'place'), [60, 0])).toBe(true);
  // At the end of its beat it stands for two minutes, then it goes back.
  expect(near(must(places[59 + 100], 'place'), [60, 30])).toBe(true);
  expect(near(must(places[59 + 60 + 120 + 62], 'place'), [0, 0])).toBe(true);
  const report = unit.report(CLOCK.startsAt);
  expect(report).toContain('callsign="巡逻 &quot;1&quot;"');
  expect(report).toContain('name="Police &amp; guides"');
  expect(report).toContain('time="2026-12-31T17:00:00+08:00"');
});

test('a saved walk goes on alike', () => {
  const unit = open();
  for (let second = 1; second <= 90; second++) unit.step(second);
  const other = open();
  other.restore(unit.save());
  for (let second = 91; second <= 400; second++) {
    unit.step(second);
    other.step(second);
  }
  expect(other.report(CLOCK.startsAt)).toBe(unit.report(CLOCK.startsAt));
});

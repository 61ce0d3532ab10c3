import { expect, test } from 'vitest';
import { must } from '../../../domain/base/assert.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { nightClock } from '../../../domain/plan/night-script.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { DroneFlight, type SentPosition } from './drone-flight.ts';

function fly(minutes: number): SentPosition[] {
  const script = twoSquaresNight();
  const clock = nightClock(script);
  const metres = localMetres([120.1588, 30.256]);
  const drone = new DroneFlight(must(script.drones[0], 'drone'), metres, clock, 3);
  return Array.from({ length: minutes * 60 }, (_, index) => {
    drone.step(index + 1);
    return drone.report(index + 1, clock.startsAt + (index + 1) * 1_000);
  });
}

test('a drone takes off, patrols, returns low on battery, recharges and flies again', () => {
  const tasks = fly(70)
    .map(({ task }) => task)
    .filter((task, index, all) => task !== all[index - 1]);
  expect(tasks.slice(0, 7)).toEqual([
    'standby',
    'takeOff',
    'patrol',
    'return',
    'landing',
    'charging',
    'takeOff',
  ]);
});

test('positions are MAVLink integers of a flight at real speed', () => {
  const patrol = fly(20).filter(({ task }) => task === 'patrol');
  expect(patrol.length).toBeGreaterThan(600);
  for (const position of patrol) {
    expect(
      Object.values(position).every(
        (value) => typeof value !== 'number' || Number.isInteger(value),
      ),
    ).toBe(true);
    expect(Math.hypot(position.vx, position.vy)).toBeLessThanOrEqual(701);
    expect(Math.abs(position.relative_alt - 60_000)).toBeLessThan(2_000);
    expect(position.hdg).toBeLessThan(36_000);
    expect(position.lat / 1e7).toBeCloseTo(30.2563, 2);
  }
  expect(patrol[0]?.time).toMatch(/^2026-12-31T17:02:\d\d\+08:00$/);
});

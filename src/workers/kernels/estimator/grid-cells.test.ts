import { describe, expect, test } from 'vitest';
import { chainSite } from './chain-site.ts';
import { openEstimator } from './estimator.ts';
import { columnsOf, type TwinReading } from './twin-experiment.ts';

const START = Date.UTC(2026, 11, 31, 12);
const DELAY_S = 180;

/** Two zones without a camera; one telecom cell over the first and half of the second. */
const site = chainSite({ zones: 2, cells: [{ from: 0, to: 1.5 }], countInside: false });
const index = (id: string) => site.sensors.findIndex((sensor) => sensor.id === id);

/** People come in from the west at one a second for an hour; the gate counts a fifth too few. */
function night(cellSays: (second: number) => TwinReading | undefined) {
  const estimator = openEstimator(site);
  for (let second = 0; second < 3600; second++) {
    const readings: TwinReading[] = [];
    if (second % 10 === 0) {
      const observedAt = START + second * 1000;
      const count = { measure: 'intervalCount' as const, observedAt, intervalS: 10 };
      readings.push({ ...count, sensor: index('count-0-east'), value: 8 });
    }
    const cell = cellSays(second);
    if (cell) readings.push(cell);
    estimator.step(START + second * 1000, [columnsOf(readings)]);
  }
  return estimator.step(START + 3600_000, []);
}

/** What the cell saw three minutes ago: three quarters of those who had come, for they spread over both zones. */
const late = (second: number, sd?: number): TwinReading | undefined => {
  if (second % 60 !== 0 || second < DELAY_S) return undefined;
  const then = second - DELAY_S;
  return {
    sensor: index('cell-0'),
    measure: 'occupancy',
    observedAt: START + then * 1000,
    value: 0.75 * then,
    ...(sd === undefined ? {} : { sd }),
  };
};

describe('a telecom cell over zones without cameras', () => {
  test('counts that are minutes late are held against the people of that time', () => {
    const without = night(() => undefined);
    const withCell = night((second) => late(second));
    expect(Math.abs(without.area.people - 3600)).toBeGreaterThan(500);
    expect(Math.abs(withCell.area.people - 3600)).toBeLessThan(
      0.6 * Math.abs(without.area.people - 3600),
    );
    expect(withCell.area.sd).toBeLessThan(without.area.sd);
  });

  test("a sender's own width is believed: the wider, the less it moves", () => {
    const narrow = night((second) => late(second, 30));
    const wide = night((second) => late(second, 3000));
    const without = night(() => undefined);
    const moved = (people: number) => Math.abs(people - without.area.people);
    expect(moved(wide.area.people)).toBeLessThan(0.5 * moved(narrow.area.people));
  });

  test('a state that was saved goes on bit for bit, the past included', () => {
    const whole = openEstimator(site);
    const step = (estimator: typeof whole, second: number) => {
      const cell = late(second);
      return estimator.step(START + second * 1000, cell ? [columnsOf([cell])] : []);
    };
    for (let second = 0; second < 900; second++) step(whole, second);
    const restored = openEstimator(site, whole.save());
    for (let second = 900; second < 1200; second++) {
      expect(step(restored, second)).toEqual(step(whole, second));
    }
  });
});

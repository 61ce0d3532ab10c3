import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { Site } from '../../../domain/site/site.ts';
import { chainSite } from './chain-site.ts';
import { openEstimator } from './estimator.ts';
import { columnsOf, type TwinReading } from './twin-experiment.ts';

const START = Date.UTC(2026, 11, 31, 12);

function sensorIndex(site: Site, id: string): number {
  return site.sensors.findIndex((sensor) => sensor.id === id);
}

/** Chance readings, late, wild and contradictory ones among them. */
const wildReadings = (sensors: number) =>
  fc.array(
    fc.array(
      fc.record({
        sensor: fc.integer({ min: 0, max: sensors - 1 }),
        ageS: fc.integer({ min: 0, max: 200 }),
        value: fc.oneof(
          fc.integer({ min: 0, max: 20 }),
          fc.integer({ min: 0, max: 5000 }),
          fc.constant(Number.NaN),
        ),
      }),
      { maxLength: 12 },
    ),
    { minLength: 1, maxLength: 40 },
  );

function feed(
  site: Site,
  step: readonly { sensor: number; ageS: number; value: number }[],
  time: number,
) {
  return columnsOf(
    step.map(({ sensor, ageS, value }): TwinReading => {
      const kind = site.sensors[sensor]?.kind;
      const observedAt = time - ageS * 1000;
      if (kind === 'lineCounter') {
        return { sensor, measure: 'intervalCount', observedAt, value: value % 300, intervalS: 10 };
      }
      return {
        sensor,
        observedAt,
        measure: kind === 'zoneCount' ? 'occupancy' : 'density',
        value: kind === 'zoneCount' ? value : value % 9,
      };
    }),
  );
}

describe('the books', () => {
  const closedOutside = chainSite({ zones: 4, cameras: [1], countInside: true });

  test.each([
    ['two squares', twoSquares()],
    ['a chain', closedOutside],
  ])('balance whatever comes in: %s', (_, site) => {
    fc.assert(
      fc.property(
        wildReadings(site.sensors.length),
        fc.integer({ min: 1, max: 90 }),
        (steps, dtS) => {
          const estimator = openEstimator(site);
          let counted = 0;
          steps.forEach((step, index) => {
            const time = START + index * dtS * 1000;
            const columns = feed(site, step, time);
            const estimate = estimator.step(time, [columns]);
            for (let row = 0; row < columns.count; row++) {
              const sensor = site.sensors[columns.sensor[row] ?? 0];
              if (sensor?.kind !== 'lineCounter' || Number.isNaN(columns.amount[row])) continue;
              const people = (columns.amount[row] ?? 0) / sensor.detectionShare;
              // The two squares' approach is open to the world, so it counts as world.
              const isWorld = (place: string) =>
                place === 'world' || (place === 'outside' && site.id === 'two-squares');
              if (isWorld(sensor.from)) counted += people;
              if (isWorld(sensor.to)) counted -= people;
            }
            const zones = estimate.zones.reduce((sum, zone) => sum + zone.people, 0);
            expect(Math.abs(zones + estimate.outside.people - estimate.total)).toBeLessThan(1e-6);
            expect(Math.abs(zones - estimate.area.people)).toBeLessThan(1e-6);
            const { unobservedFromWorld } = estimator.filter;
            const booked = counted + unobservedFromWorld + estimate.biasAbsorbed;
            expect(Math.abs(booked - estimate.total)).toBeLessThan(1e-6);
            for (const zone of estimate.zones) {
              expect(zone.people).toBeGreaterThanOrEqual(0);
              expect(Number.isFinite(zone.sd)).toBe(true);
            }
          });
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  test('a counter that drifts is learnt as biased, and an empty zone stays empty', () => {
    // Everybody walks through zone 1, nobody stays; the way out counts 8 % too many.
    const site = chainSite({ zones: 3 });
    const estimator = openEstimator(site);
    let estimate = estimator.step(START, []);
    for (let second = 10; second <= 7200; second += 10) {
      const time = START + second * 1000;
      const count = (id: string, value: number): TwinReading => ({
        sensor: sensorIndex(site, id),
        measure: 'intervalCount',
        observedAt: time,
        value,
        intervalS: 10,
      });
      estimate = estimator.step(time, [
        columnsOf([
          count('count-0-east', 20),
          count('count-1-east', 20),
          count('count-2-east', 20),
          count('count-3-east', 21.6),
        ]),
      ]);
    }
    for (const zone of estimate.zones) expect(zone.people).toBeGreaterThanOrEqual(0);
    expect(estimate.biasAbsorbed).toBeGreaterThan(0.5 * 1.6 * 720);
    expect(estimate.area.people).toBeLessThan(0.05 * 20 * 720);
  });
});

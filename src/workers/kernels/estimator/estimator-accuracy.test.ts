import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { Estimate } from '../../../domain/crowd/estimate.ts';
import type { Site } from '../../../domain/site/site.ts';
import { chainSite } from './chain-site.ts';
import { openEstimator } from './estimator.ts';
import { columnsOf, openTwin, scoreOf, type TwinReading } from './twin-experiment.ts';

const START = Date.UTC(2026, 11, 31, 12);
const ERRORS = { counterBias: 0.06, counterNoise: 0.05, cameraSystematic: 0.05, cameraNoise: 0.1 };

/** A night in small: people come for most of the time, then leave. */
function arrivals(counter: string, seconds: number, here: number): number {
  const coming = seconds < 5400 ? 1 : 0.2;
  if (counter === 'gate-metro-in') return 0.8 * coming;
  if (counter === 'cp-2-in') return here > 200 ? 1.2 * coming : 0;
  if (counter.endsWith('-out')) return here / 1800;
  return here / 900;
}

function chainFlow(counter: string, seconds: number, here: number): number {
  const end = counter.startsWith('count-0-') || counter.startsWith('count-12-');
  if (end && here === Number.POSITIVE_INFINITY) return 2.5 * (seconds < 6000 ? 1 : 0.3);
  return counter.endsWith('east') ? here / 700 : here / 900;
}

function run(site: Site, seconds: number, flow: typeof chainFlow, seed = 1) {
  const twin = openTwin(site, seed, flow, ERRORS);
  const estimator = openEstimator(site);
  const pairs: { estimate: Estimate; people: number[] }[] = [];
  for (let second = 1; second <= seconds; second++) {
    const time = START + second * 1000;
    const estimate = estimator.step(time, [twin.second(time)]);
    if (second % 300 === 0) pairs.push({ estimate, people: [...twin.people] });
  }
  return { twin, estimator, pairs, ...scoreOf(pairs) };
}

function last(pairs: readonly { estimate: Estimate }[]): Estimate {
  const estimate = pairs[pairs.length - 1]?.estimate;
  if (!estimate) throw new Error('no estimate');
  return estimate;
}

function sensorIndex(site: Site, id: string): number {
  return site.sensors.findIndex((sensor) => sensor.id === id);
}

describe('twin experiments over two hours', () => {
  const chain = chainSite({ zones: 12, cameras: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] });

  test.each([
    ['two squares', twoSquares(), arrivals],
    ['a chain of twelve', chain, chainFlow],
  ])('%s: area within 5 %%, visits within their sd, sd honest', (_, site, flow) => {
    const runs = [1, 2, 3].map((seed) => run(site, 7200, flow, seed));
    for (const { areaError, pairs, twin } of runs) {
      expect(areaError).toBeLessThan(0.05);
      const { visits } = last(pairs);
      expect(Math.abs(visits.people - twin.visits())).toBeLessThan(3 * visits.sd);
    }
    const { ratioRms } = scoreOf(runs.flatMap(({ pairs }) => pairs));
    expect(ratioRms).toBeGreaterThan(0.3);
    expect(ratioRms).toBeLessThan(2);
  });

  test('a chain with cameras in every third zone knows what it does not know', () => {
    const site = chainSite({ zones: 12, cameras: [1, 4, 7, 10] });
    const { ratioRms, pairs } = run(site, 7200, chainFlow);
    const estimate = last(pairs);
    const truth = pairs[pairs.length - 1]?.people.reduce((sum, zone) => sum + zone, 0) ?? 0;
    expect(Math.abs(estimate.area.people - truth)).toBeLessThan(2 * estimate.area.sd);
    expect(ratioRms).toBeLessThan(2);
  });

  test('gates alone: the area is right within its sd, the split is even and says how uncertain it is', () => {
    const site = chainSite({ zones: 12, countInside: false });
    const inside = chainSite({ zones: 12 });
    // The truth walks past all borders, the estimator hears the ends only.
    const twin = openTwin(inside, 1, chainFlow, { ...ERRORS, counterBias: 0.01 });
    const estimator = openEstimator(site);
    const heard = site.sensors.map((sensor) => sensorIndex(inside, sensor.id));
    let estimate = estimator.step(START, []);
    for (let second = 1; second <= 5400; second++) {
      const time = START + second * 1000;
      const columns = twin.second(time);
      const readings = Array.from({ length: columns.count }, (_, row): TwinReading[] => {
        const sensor = heard.indexOf(columns.sensor[row] ?? -1);
        if (sensor < 0) return [];
        const value = columns.value[row] ?? 0;
        return [{ sensor, measure: 'intervalCount', observedAt: time, value, intervalS: 10 }];
      }).flat();
      estimate = estimator.step(time, [columnsOf(readings)]);
    }
    const truth = twin.people.reduce((sum, zone) => sum + zone, 0);
    expect(Math.abs(estimate.area.people - truth)).toBeLessThan(0.06 * truth);
    estimate.zones.forEach((zone, leaf) => {
      expect(zone.sd).toBeGreaterThan(0.3 * zone.people);
      expect(Math.abs(zone.people - (twin.people[leaf] ?? 0))).toBeLessThan(3 * zone.sd);
    });
  });
});

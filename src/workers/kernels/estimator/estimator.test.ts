import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { Estimate } from '../../../domain/crowd/estimate.ts';
import type { ObservationColumns } from '../../../domain/crowd/observation.ts';
import type { Site } from '../../../domain/site/site.ts';
import { chainSite } from './chain-site.ts';
import { type Estimator, openEstimator } from './estimator.ts';
import { columnsOf, openTwin } from './twin-experiment.ts';

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

function sensorIndex(site: Site, id: string): number {
  return site.sensors.findIndex((sensor) => sensor.id === id);
}

describe('sensors that err', () => {
  const site = chainSite({ zones: 2, cameras: [0, 1] });
  const camera = sensorIndex(site, 'camera-0');
  const reading = (value: number, time: number): ObservationColumns =>
    columnsOf([{ sensor: camera, measure: 'occupancy', observedAt: time, value }]);
  const settled = (): Estimator => {
    const estimator = openEstimator(site);
    for (let second = 0; second < 600; second++) {
      const time = START + second * 1000;
      estimator.step(time, [reading(2000, time)]);
    }
    return estimator;
  };

  test('one mad camera moves a zone by a few people and is reported', () => {
    const estimator = settled();
    let time = START + 600_000;
    const before = estimator.step(time, [reading(2000, time)]).zones[0]?.people ?? 0;
    time += 1000;
    const once = estimator.step(time, [reading(18_000, time)]);
    expect(Math.abs((once.zones[0]?.people ?? 0) - before)).toBeLessThan(150);
    expect(once.notices).toBeUndefined();
    time += 1000;
    const twice = estimator.step(time, [reading(18_000, time)]);
    expect(twice.notices?.[0]).toMatchObject({ kind: 'sensorDeviates', sensor: 'camera-0' });
    time += 1000;
    const impossible = estimator.step(time, [reading(90_000, time)]);
    expect(impossible.notices?.some(({ kind }) => kind === 'impossibleReading')).toBe(true);
    expect(Math.abs((impossible.zones[0]?.people ?? 0) - before)).toBeLessThan(400);
  });

  test('a session that begins in a full zone believes its camera at once', () => {
    const estimator = openEstimator(site);
    const first = estimator.step(START, [reading(9000, START)]);
    expect(first.zones[0]?.people).toBeGreaterThan(8000);
    const second = estimator.step(START + 1000, [reading(9300, START + 1000)]);
    expect(second.notices).toBeUndefined();
  });

  test('six hundred readings of one camera do not outdo its systematic error', () => {
    const estimate = settled().step(START + 600_000, []);
    const zone = estimate.zones[0];
    expect(zone?.sd).toBeGreaterThan(0.04 * 2000);
    expect(zone?.sd).toBeLessThan(0.1 * 2000);
  });

  test('an occupancy older than the newest one used is ignored, a late count still moves people', () => {
    const time = START + 600_000;
    const late = settled().step(time, [reading(9000, START + 590_000)]);
    expect(late).toEqual(settled().step(time, []));
    const counter = sensorIndex(site, 'count-0-east');
    const moved = settled().step(time, [
      columnsOf([
        {
          sensor: counter,
          measure: 'intervalCount',
          observedAt: START + 500_000,
          value: 50,
          intervalS: 10,
        },
      ]),
    ]);
    expect((moved.zones[0]?.people ?? 0) - (late.zones[0]?.people ?? 0)).toBeCloseTo(50, 0);
  });

  test('a partial camera is scaled by the share of the ground it sees', () => {
    const half = chainSite({ zones: 1, parts: [{ zone: 0, from: 0, to: 0.5 }] });
    const estimator = openEstimator(half);
    let estimate = estimator.step(START, []);
    for (let second = 1; second <= 300; second++) {
      const time = START + second * 1000;
      const sensor = sensorIndex(half, 'part-0');
      estimate = estimator.step(time, [
        columnsOf([{ sensor, measure: 'occupancy', observedAt: time, value: 1000 }]),
      ]);
    }
    expect(estimate.zones[0]?.people).toBeGreaterThan(1600);
    expect(estimate.zones[0]?.people).toBeLessThan(2100);
    expect(estimate.zones[0]?.sd).toBeGreaterThan(0.15 * 2000);
  });
});

test('cameras that see a whole zone together add up, however unevenly people stand', () => {
  const site = chainSite({
    zones: 1,
    parts: [
      { zone: 0, from: 0, to: 0.6 },
      { zone: 0, from: 0.6, to: 1 },
    ],
  });
  const estimator = openEstimator(site);
  let estimate = estimator.step(START, []);
  for (let second = 1; second <= 300; second++) {
    const time = START + second * 1000;
    const one = { measure: 'occupancy' as const, observedAt: time };
    const crowded = { ...one, sensor: sensorIndex(site, 'part-0'), value: 2400 };
    const sparse = { ...one, sensor: sensorIndex(site, 'part-1'), value: 600 };
    estimate = estimator.step(time, [columnsOf([crowded, sparse])]);
  }
  expect(estimate.zones[0]?.people).toBeGreaterThan(2850);
  expect(estimate.zones[0]?.people).toBeLessThan(3150);
  expect(estimate.zones[0]?.sd).toBeLessThan(0.1 * 3000);
});

describe('determinism', () => {
  const site = twoSquares();
  const night = (
    estimator: Estimator,
    from: number,
    to: number,
    cut: (all: ObservationColumns) => ObservationColumns[],
  ) => {
    const twin = openTwin(site, 5, arrivals, ERRORS);
    const estimates: Estimate[] = [];
    for (let second = 1; second <= to; second++) {
      const time = START + second * 1000;
      const columns = twin.second(time);
      if (second > from) estimates.push(estimator.step(time, cut(columns)));
    }
    return estimates;
  };
  const whole = (all: ObservationColumns) => [all];
  const single = (all: ObservationColumns): ObservationColumns[] =>
    Array.from({ length: all.count }, (_, row) => {
      const at = all.count - 1 - row;
      return columnsOf([
        {
          sensor: all.sensor[at] ?? 0,
          measure:
            site.sensors[all.sensor[at] ?? 0]?.kind === 'lineCounter'
              ? 'intervalCount'
              : 'occupancy',
          observedAt: all.observedAt[at] ?? 0,
          value: all.value[at] ?? 0,
          intervalS: all.intervalS[at] ?? 0,
        },
      ]);
    });

  test('the same steps give the same bytes, however the columns are cut', () => {
    const one = openEstimator(site);
    const two = openEstimator(site);
    const first = night(one, 0, 900, whole);
    const second = night(two, 0, 900, single);
    expect(second).toEqual(first);
    expect(two.save()).toEqual(one.save());
    expect(two.frame()).toEqual(one.frame());
  });

  test('a restored estimator goes on bit for bit', () => {
    const uninterrupted = openEstimator(site);
    const all = night(uninterrupted, 0, 1200, whole);
    const before = openEstimator(site);
    night(before, 0, 700, whole);
    const after = openEstimator(site, before.save());
    expect(after.frame()).toEqual(before.frame());
    expect(night(after, 700, 1200, whole)).toEqual(all.slice(700));
    expect(after.save()).toEqual(uninterrupted.save());
    expect(after.frame()).toEqual(uninterrupted.frame());
  });

  test('bytes of another version, another site or half of them mean a fresh start', () => {
    const estimator = openEstimator(site);
    night(estimator, 0, 60, whole);
    const saved = estimator.save();
    const fresh = openEstimator(site).save();
    const otherVersion = saved.slice();
    new DataView(otherVersion.buffer).setFloat64(8, 99, true);
    expect(openEstimator(site, otherVersion).save()).toEqual(fresh);
    expect(openEstimator(site, saved.slice(0, 400)).save()).toEqual(fresh);
    expect(openEstimator(site, new Uint8Array()).save()).toEqual(fresh);
    const other = chainSite({ zones: 2 });
    expect(openEstimator(other, saved).save()).toEqual(openEstimator(other).save());
  });
});

describe('rates, trend and support', () => {
  const site = twoSquares();

  test('checkpoint and zone flows are over the last two minutes and lapse with their data', () => {
    const estimator = openEstimator(site);
    const sensor = sensorIndex(site, 'cp-1-in');
    let estimate = estimator.step(START, []);
    expect(estimate.zones[1]).not.toHaveProperty('inPerMin');
    for (let second = 10; second <= 300; second += 10) {
      const time = START + second * 1000;
      estimate = estimator.step(time, [
        columnsOf([
          { sensor, measure: 'intervalCount', observedAt: time, value: 9.5, intervalS: 10 },
        ]),
      ]);
    }
    expect(estimate.checkpoints[0]?.inPerMin).toBeCloseTo(60, 6);
    expect(estimate.checkpoints[0]).not.toHaveProperty('outPerMin');
    expect(estimate.zones[1]?.inPerMin).toBeCloseTo(60, 6);
    expect(estimate.zones[0]?.outPerMin).toBeCloseTo(60, 6);
    expect(estimate.zones[0]?.supportAt).toBe(START + 300_000);
    estimate = estimator.step(START + 600_000, []);
    expect(estimate.checkpoints[0]).not.toHaveProperty('inPerMin');
    expect(estimate.zones[1]?.supportAt).toBe(START + 300_000);
  });

  test('what was assumed before the first reading is neither a peak nor a trend nor a visit', () => {
    const began = START + 600_000;
    const reading = (time: number) => [
      columnsOf(
        site.sensors.flatMap(({ kind }, sensor) =>
          kind === 'zoneCount'
            ? [{ sensor, measure: 'occupancy' as const, observedAt: time, value: 3 }]
            : [],
        ),
      ),
    ];
    const waited = openEstimator(site);
    for (let time = START; time < began; time += 10_000) {
      const estimate = waited.step(time, []);
      expect(estimate.zones.every(({ supportAt }) => supportAt === undefined)).toBe(true);
      expect(estimate).not.toHaveProperty('trendPerMin');
    }
    const first = waited.step(began, reading(began));
    expect(first.zones.some(({ supportAt }) => supportAt !== undefined)).toBe(true);
    expect(first.peak).toEqual({ people: first.area.people, at: began });
    let last = first;
    for (let time = began + 10_000; time <= began + 60_000; time += 10_000) {
      last = waited.step(time, reading(time));
    }
    expect(last).not.toHaveProperty('trendPerMin');
    expect(last.visits.people).toBeCloseTo(last.area.people, 6);
  });

  test('counters of no checkpoint have their own flow, those of one do not', () => {
    const estimator = openEstimator(site);
    expect(estimator.step(START, [])).not.toHaveProperty('counters');
    const time = START + 10_000;
    const estimate = estimator.step(time, [
      columnsOf(
        ['cp-1-in', 'gate-metro-in'].map((id) => ({
          sensor: sensorIndex(site, id),
          measure: 'intervalCount' as const,
          observedAt: time,
          value: 9.5,
          intervalS: 10,
        })),
      ),
    ]);
    expect(estimate.counters).toEqual([
      { sensor: 'gate-metro-in', perMin: expect.closeTo(60, 6), supportAt: time },
    ]);
    expect(estimator.step(START + 400_000, [])).not.toHaveProperty('counters');
  });

  test('a counter with long intervals keeps the rate of its last one', () => {
    const estimator = openEstimator(site);
    const sensor = sensorIndex(site, 'cp-1-in');
    estimator.step(START, [
      columnsOf([
        { sensor, measure: 'intervalCount', observedAt: START, value: 285, intervalS: 300 },
      ]),
    ]);
    expect(estimator.step(START + 200_000, []).checkpoints[0]?.inPerMin).toBeCloseTo(60, 6);
    expect(estimator.step(START + 400_000, []).checkpoints[0]).not.toHaveProperty('inPerMin');
  });

  test('trend appears after five minutes, the peak keeps its minute', () => {
    const estimator = openEstimator(site);
    const sensor = sensorIndex(site, 'gate-metro-in');
    const trends: (number | undefined)[] = [];
    let estimate = estimator.step(START, []);
    for (let second = 10; second <= 400; second += 10) {
      const time = START + second * 1000;
      estimate = estimator.step(time, [
        columnsOf([
          { sensor, measure: 'intervalCount', observedAt: time, value: 9.5, intervalS: 10 },
        ]),
      ]);
      trends.push(estimate.trendPerMin);
    }
    expect(trends[10]).toBeUndefined();
    expect(estimate.trendPerMin).toBeCloseTo(60, 0);
    expect(estimate.peak.at).toBe(START + 400_000);
    expect(estimate.peak.people).toBeCloseTo(400, 0);
    expect(estimate.visits.people).toBeCloseTo(400, 0);
  });
});

import { expect, test } from 'vitest';
import { hubinPlan } from '../../../../test/fixtures/hubin-plan.ts';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { RunIdentity } from '../../../domain/rehearsal/run-figures.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import type { Site } from '../../../domain/site/site.ts';
import { Crowd } from '../zone-graph/crowd.ts';
import { compileNight } from '../zone-graph/night-plan.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { RunCollector } from './run-collector.ts';
import { ZoneGraphSampler } from './zone-graph-sampler.ts';

const IDENTITY: RunIdentity = {
  id: 'test',
  label: 'test',
  plan: { site: 'two-squares', name: { zh: '双广场', en: 'Two squares' } },
  script: { zh: '双广场之夜', en: 'Night of two squares' },
  model: 'zoneGraph',
  seed: 7,
  changes: [],
  orders: [],
  planHash: '0',
  parametersHash: '0',
  dtS: 1,
};

function openRun(site: Site, script: NightScript, seed = 7) {
  const ground = buildGround(site);
  const night = compileNight(script, ground);
  const crowd = new Crowd(ground, night, seed);
  const options = { ground, script, identity: IDENTITY };
  return {
    crowd,
    options,
    collector: new RunCollector(options),
    sampler: () => new ZoneGraphSampler(ground, crowd, night.pulls),
  };
}

test('two squares: people, flows, queues and egress by the model’s own books', () => {
  const { crowd, collector, sampler } = openRun(twoSquares(), twoSquaresNight());
  const eye = sampler();
  collector.add(eye.sample());
  while (crowd.second < 7_200) {
    crowd.step();
    collector.add(eye.sample());
  }
  const figures = collector.figures(true);
  expect(figures.span.until - figures.span.from).toBe(7_200_000);
  expect(figures.area.people).toHaveLength(120);
  expect(Math.abs(figures.account.error)).toBeLessThan(1e-6 * figures.account.arrived);
  expect(figures.account.arrived).toBeCloseTo(2_900, 3);
  // Σ zones = area, minute by minute.
  figures.area.people.forEach((people, minute) => {
    const zones = figures.zones.reduce((sum, zone) => sum + (zone.people[minute] ?? 0), 0);
    expect(zones).toBeCloseTo(people, 2);
  });
  expect(figures.area.peak.people).toBeGreaterThan(1_900);
  // Who came into the area came over the outer checkpoint or by the metro.
  const over = (line: string, way: 'in' | 'out') =>
    figures.lines.find((each) => each.line === line)?.[way].reduce((a, b) => a + b, 0) ?? 0;
  const cameIn = over('cp-2', 'in') + over('gate-metro', 'in');
  expect(cameIn).toBeCloseTo((figures.area.visits.at(-1) ?? 0) - 100, 1);
  const left = over('gate-west', 'out') + over('gate-metro', 'out');
  expect(left).toBeCloseTo(figures.account.left, 1);
  // The models' zones have no density within them: that is absent, not 0.
  expect(figures.zones[0]).not.toHaveProperty('worstPerM2');
  expect(figures).not.toHaveProperty('maps');
  expect(figures).not.toHaveProperty('service');
  expect(figures).not.toHaveProperty('travel');
  const { egress } = figures;
  expect(egress?.startsAt).toBe(Date.parse('2026-12-31T18:30:00+08:00'));
  expect(egress?.out).toHaveLength(30);
  expect(egress?.out.at(-1)).toBeGreaterThan(0.95 * (egress?.atStart ?? Number.POSITIVE_INFINITY));
  const half = egress?.milestones.find(({ people }) => people > 0.4 * egress.atStart);
  expect(half?.outOfRingS).toBeGreaterThan(60);
});

test('a run that was saved in the middle of a minute goes on to the same figures', () => {
  const whole = openRun(twoSquares(), twoSquaresNight());
  const eye = whole.sampler();
  whole.collector.add(eye.sample());
  const until = (end: number, run: typeof whole, add: () => void) => {
    while (run.crowd.second < end) {
      run.crowd.step();
      add();
    }
  };
  until(3_630, whole, () => whole.collector.add(eye.sample()));
  const saved = whole.collector.save();
  const savedCrowd = whole.crowd.save();
  until(5_000, whole, () => whole.collector.add(eye.sample()));

  const again = openRun(twoSquares(), twoSquaresNight());
  again.crowd.restore(savedCrowd);
  const collector = RunCollector.restore(again.options, saved);
  const other = again.sampler();
  collector.add(other.sample());
  until(5_000, again, () => collector.add(other.sample()));
  expect(collector.figures(false)).toEqual(whole.collector.figures(false));
});

test('a second that was left out is refused', () => {
  const { crowd, collector, sampler } = openRun(twoSquares(), twoSquaresNight());
  const eye = sampler();
  expect(() => collector.figures(false)).toThrow('before the first second');
  collector.add(eye.sample());
  crowd.step();
  crowd.step();
  expect(() => collector.add(eye.sample())).toThrow('cannot take second 2');
});

test('a span of the bundled night has the figures that the zone graph knows', () => {
  const { site, script } = hubinPlan();
  const { crowd, collector, sampler } = openRun(site, script, 1);
  while (crowd.second < 600) crowd.step();
  const eye = sampler();
  collector.add(eye.sample());
  while (crowd.second < 900) {
    crowd.step();
    collector.add(eye.sample());
  }
  const figures = collector.figures(true);
  expect(figures.span.from).toBe(Date.parse('2026-12-31T17:10:00+08:00'));
  expect(figures.area.people).toHaveLength(5);
  expect(figures.lines.filter(({ kind }) => kind === 'checkpoint')).toHaveLength(47);
  expect(figures.lines.filter(({ kind }) => kind === 'gate')).toHaveLength(23);
  expect(figures.queues).toHaveLength(47);
  expect(figures).not.toHaveProperty('egress');
  expect(figures.hotSpots[0]?.people.at(-1)).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
});

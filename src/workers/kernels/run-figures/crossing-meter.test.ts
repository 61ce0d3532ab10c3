import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { flowLines } from '../../../domain/rehearsal/flow-lines.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { bodiesOf } from './bodies-for-tests.ts';
import { CrossingMeter } from './crossing-meter.ts';

/** The two squares with their checkpoints' counters as counters of their own: two lines, each counted both ways. */
function siteWithCounters() {
  const site = twoSquares();
  const sensors = site.sensors.map((sensor) => {
    if (sensor.kind !== 'lineCounter') return sensor;
    const { checkpoint: _, ...own } = sensor;
    return own;
  });
  return { ...site, sensors };
}

test('pairs of counters are one line; those of checkpoints and of gates belong to them', () => {
  const lines = flowLines(siteWithCounters());
  expect(lines.map(({ line, kind }) => `${kind} ${line}`)).toEqual([
    'checkpoint cp-1',
    'checkpoint cp-2',
    'gate gate-west',
    'gate gate-metro',
    'counter cp-1-in',
    'counter cp-2-in',
  ]);
  expect(flowLines(twoSquares()).some(({ kind }) => kind === 'counter')).toBe(false);
});

test('who walks over a line is counted once, in his direction; who passes beside it or turns back is not', () => {
  const site = siteWithCounters();
  const ground = buildGround(site);
  const lines = flowLines(site).filter(({ kind }) => kind === 'counter');
  const meter = new CrossingMeter(ground, lines);
  // The line of cp-1 stands at 60 m east, 26.1 … 33.9 m north; inwards is to the east.
  const ways: readonly (readonly (readonly [number, number])[])[] = [
    [57, 58.2, 59.4, 60.6, 61.8].map((x) => [x, 30] as const),
    [61.5, 60.3, 59.1, 57.9, 56.7].map((x) => [x, 28] as const),
    [59, 59.8, 59.9, 59.5, 58].map((x) => [x, 31] as const),
    [57, 58.2, 59.4, 60.6, 61.8].map((x) => [x, 25] as const),
  ];
  for (let second = 1; second < 5; second++) {
    meter.add(
      bodiesOf(
        ways.map((way) => ({
          at: way[second] ?? [0, 0],
          before: way[second - 1] ?? [0, 0],
        })),
      ),
    );
  }
  expect(meter.state).toEqual({ in: [1, 0], out: [1, 0] });
  // Who appears within the second has not crossed.
  meter.add(bodiesOf([{ at: [60.5, 30], before: [Number.NaN, Number.NaN] }]));
  expect(meter.in[0]).toBe(1);
});

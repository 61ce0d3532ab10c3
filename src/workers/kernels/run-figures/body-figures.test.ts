import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { namedRng } from '../../../domain/base/rng.ts';
import type { RunIdentity } from '../../../domain/rehearsal/run-figures.ts';
import { buildGround } from '../../../domain/site/ground.ts';
import { twoSquaresNight } from '../zone-graph/two-squares-night.ts';
import { bodiesOf, type TestBody } from './bodies-for-tests.ts';
import { RunCollector } from './run-collector.ts';
import type { RunSample } from './run-sample.ts';

const ground = buildGround(twoSquares());
const WEST = ground.leaves.findIndex(({ id }) => id === 'west-square');
const EAST = ground.leaves.findIndex(({ id }) => id === 'east-square');
const IDENTITY: RunIdentity = {
  id: 'test',
  label: 'test',
  plan: { site: 'two-squares', name: { zh: '双广场', en: 'Two squares' } },
  script: { zh: '夜', en: 'Night' },
  model: 'agents',
  seed: 1,
  changes: [],
  orders: [],
  planHash: '0',
  parametersHash: '0',
  dtS: 0.05,
};

/** Figures of bodies that a function places second by second. */
function figuresOf(seconds: number, place: (second: number) => readonly TestBody[], extra = {}) {
  const script = twoSquaresNight();
  const collector = new RunCollector({ ground, script, identity: IDENTITY });
  for (let second = 0; second <= seconds; second++) {
    const bodies = bodiesOf(place(second));
    const inZone = (zone: number) => bodies.zone.filter((each) => each === zone).length;
    const area = inZone(WEST) + inZone(EAST);
    const none = { in: [0, 0], out: [0, 0] };
    const sample: RunSample = {
      second,
      totals: { area, outside: 0, left: 0, arrived: area, visits: area },
      waitingOutside: 0,
      zonePeople: ground.leaves.map((_, zone) => inZone(zone)),
      checkpointsPassed: none,
      gatesPassed: none,
      queues: none,
      bodies,
      ...extra,
    };
    collector.add(sample);
  }
  return collector.figures(true);
}

/** People on a square lattice of `perM2`, from a south-west corner. */
function lattice(west: number, south: number, wideM: number, highM: number, perM2: number) {
  const step = 1 / Math.sqrt(perM2);
  const places: (readonly [number, number])[] = [];
  for (let x = west + step / 2; x < west + wideM; x += step) {
    for (let y = south + step / 2; y < south + highM; y += step) places.push([x, y]);
  }
  return places;
}

test('a crowd of 4 ped/m² on 400 m² is measured as such by kernels, by Voronoi cells and by blocks', () => {
  const crowd = lattice(84, 20, 20, 20, 4).map(
    (at): TestBody => ({ at, state: 'dwelling', zone: EAST }),
  );
  const { zones, service, maps, hotSpots } = figuresOf(60, () => crowd);
  const east = zones[EAST];
  expect(east?.people).toEqual([1_600]);
  expect(east?.maxGaussianPerM2?.[0]).toBeGreaterThan(3.9);
  expect(east?.maxGaussianPerM2?.[0]).toBeLessThan(4.3);
  expect(east?.maxVoronoiPerM2?.[0]).toBeCloseTo(4, 1);
  expect(east?.worstPerM2?.[0]).toBeGreaterThan(3.8);
  expect(east?.minutesAboveWorst).toEqual({ yellow: 1, orange: 1, red: 0 });
  // The mean of the whole square is far below: 1,600 on 2,700 m².
  expect(east?.minutesAboveMean).toEqual({ yellow: 0, orange: 0, red: 0 });
  // 12 looks of 5 s: a person-minute each. Standing people at 4 ped/m² are at level E of the queue's table.
  const { green, yellow, orange, red } = east?.personMinutes ?? {
    green: 0,
    yellow: 0,
    orange: 0,
    red: 0,
  };
  expect(green + yellow + orange + red).toBeCloseTo(1_600, 6);
  expect(orange).toBe(1_600);
  expect(service?.queue.E).toBeCloseTo(1_600, 6);
  expect(service?.walkway).toEqual({ A: 0, B: 0, C: 0, D: 0, E: 0, F: 0 });
  const codes = Buffer.from(maps?.maxDensity.codes ?? '', 'base64');
  expect(Math.max(...codes) * (maps?.maxDensity.step ?? 0)).toBeCloseTo(4, 1);
  expect(hotSpots[0]?.people[0]).toBe(
    crowd.filter(({ at: [x, y] }) => x >= 98 && x < 118 && y >= 20 && y < 40).length,
  );
});

test('a person alone walks at level A, on stairs by the stairs’ table', () => {
  const { service, zones } = figuresOf(60, () => [
    { at: [100, 30], zone: EAST },
    { at: [60, 50], zone: EAST },
  ]);
  expect(service?.walkway.A).toBeCloseTo(1, 6);
  expect(service?.stairs.A).toBeCloseTo(1, 6);
  expect(zones[EAST]?.worstPerM2).toEqual([0]);
});

test('pressure: none in a calm dense crowd or in a loose one that jostles, some where a dense one is pushed', () => {
  const sway = (perM2: number, byM: number) => {
    const places = lattice(98, 20, 12, 12, perM2);
    const at = (second: number, [x, y]: readonly [number, number]) =>
      [x + (second % 2 === 0 ? byM : 0), y] as const;
    return figuresOf(60, (second) =>
      places.map((place) => ({
        at: at(second, place),
        before: at(second - 1, place),
        zone: EAST,
        state: 'dwelling',
      })),
    ).hotSpots[0]?.pressure;
  };
  const calm = sway(6, 0);
  expect(calm?.gatedS).toBeGreaterThan(50);
  expect(calm?.maxPerS2).toBeCloseTo(0, 6);
  const pushed = sway(6, 0.2);
  // V goes to and fro by 0.2 m/s each second: its variance beside a straight line is 0.2² × (1.2 … 1.67).
  expect(pushed?.maxPerS2).toBeGreaterThan(6 * 0.04);
  expect(pushed?.maxPerS2).toBeLessThan(6.5 * 0.04 * 2);
  const loose = sway(2, 0.2);
  expect(loose).toEqual({ gatePerM2: 4, gatedS: 0 });
});

test('times from the gate to the goal and home', () => {
  const chance = namedRng(1, 'times');
  const people = Array.from({ length: 200 }, (_, id) => ({
    id,
    since: 1 + Math.floor(chance.next() * 20),
    walkS: 20 + Math.floor(chance.next() * 60),
  }));
  const leavers = [
    { id: 500, gate: 0, second: 90, cameAt: 5, setOutAt: 40 },
    // Set out before the span: how long he took is not known.
    { id: 501, gate: 0, second: 91, cameAt: 0, setOutAt: 0 },
  ];
  let told = false;
  const script = twoSquaresNight();
  const collector = new RunCollector({ ground, script, identity: IDENTITY });
  for (let second = 0; second <= 120; second++) {
    const there = people.filter(({ since }) => since <= second);
    const bodies = bodiesOf(
      there.map(({ id, since, walkS }) => ({
        id,
        since,
        at: [100, 30] as const,
        zone: EAST,
        state: second >= since + walkS ? 'dwelling' : 'walking',
      })),
    );
    const none = { in: [0, 0], out: [0, 0] };
    collector.add({
      second,
      totals: { area: there.length, outside: 0, left: 0, arrived: there.length, visits: 0 },
      waitingOutside: 0,
      zonePeople: [0, there.length],
      checkpointsPassed: none,
      gatesPassed: none,
      bodies,
      ...(second >= 100 && !told ? { leavers } : {}),
    });
    if (second >= 100) told = true;
  }
  const { travel } = collector.figures(true);
  const walks = people.map(({ walkS }) => walkS).sort((a, b) => a - b);
  expect(travel?.entryToGoal?.people).toBe(200);
  // Goals are looked at every five seconds, so that one time is off by up to two: the mean of 200 hardly is.
  const mean = walks.reduce((a, b) => a + b) / 200;
  expect(Math.abs((travel?.entryToGoal?.meanS ?? 0) - mean)).toBeLessThan(0.5);
  expect(Math.abs((travel?.entryToGoal?.p50S ?? 0) - (walks[100] ?? 0))).toBeLessThan(5);
  expect(Math.abs((travel?.entryToGoal?.p90S ?? 0) - (walks[180] ?? 0))).toBeLessThan(5);
  expect(travel?.goalToGate?.people).toBe(1);
  expect(travel?.goalToGate?.meanS).toBe(50);
});

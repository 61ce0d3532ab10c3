import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { AgentCore } from './agent-core.ts';
import { counterUniform } from './counter-random.ts';
import { openSimulation } from './open-simulation.ts';
import { crowd, hall, rect, scene } from './scenes-for-tests.ts';

/** Rooms with random blocks, thin and thick, surfaces, a door that closes, and people in a corner of it all. */
const randomScene: fc.Arbitrary<Scenario> = fc
  .record({
    blocks: fc.array(
      fc.record({
        x: fc.integer({ min: 2, max: 16 }),
        y: fc.integer({ min: 0, max: 10 }),
        width: fc.constantFrom(0.05, 0.3, 1, 2.35),
        height: fc.constantFrom(0.07, 0.5, 1.5, 3),
      }),
      { maxLength: 6 },
    ),
    people: fc.integer({ min: 1, max: 90 }),
    cellM: fc.constantFrom(0.1, 0.25, 0.5),
    stairs: fc.boolean(),
    radius: fc.constantFrom(0.1, 0.15, 0.22),
    shiftM: fc.integer({ min: -3000, max: 3000 }),
  })
  .map(({ blocks, people, cellM, stairs, radius, shiftM }) => {
    const at = (x0: number, y0: number, x1: number, y1: number) =>
      rect(x0 + shiftM, y0 - shiftM, x1 + shiftM, y1 - shiftM);
    return scene({
      cellM,
      walkable: [[at(0, 0, 20, 12)]],
      obstacles: blocks.map(({ x, y, width, height }) => [at(x, y, x + width, y + height)]),
      surfaces: stairs
        ? [
            {
              kind: 'ramp',
              polygon: [at(8, 0, 12, 12)],
              up: [1, 1],
              upFactor: 0.6,
              downFactor: 0.8,
            },
          ]
        : [],
      doors: [{ id: 'door', polygon: [at(9, 4, 9.5, 12)], closed: [{ fromS: 0.5, untilS: 1.5 }] }],
      destinations: [
        { id: 'east', kind: 'exit', polygon: [at(19, 0, 20, 12)], capacityPerS: 3 },
        { id: 'west', kind: 'waypoint', polygon: [at(0, 0, 1, 1)] },
      ],
      groups: [
        {
          id: 'all',
          area: [at(0, 0, 8, 12)],
          people: { kind: 'count', count: people },
          radiusM: { kind: 'uniform', min: 0.1, max: radius },
          route: {
            kind: 'nearest',
            destinations: ['east'],
            congestionAware: 0.5,
          },
        },
        {
          id: 'against',
          area: [at(12, 0, 18, 12)],
          people: {
            kind: 'arrivals',
            curve: [
              { atS: 0, perS: 20 },
              { atS: 3, perS: 0 },
            ],
          },
          route: { kind: 'sequence', destinations: ['west', 'east'] },
        },
      ],
    });
  });

test('the kernel does what its specification says, bit for bit, after every step', async () => {
  await fc.assert(
    fc.asyncProperty(randomScene, fc.integer({ min: 1, max: 1e6 }), async (scenario, seed) => {
      const twin = await openSimulation(scenario, { seed, kernel: 'twin' });
      const wasm = await openSimulation(scenario, { seed, kernel: 'wasm' });
      for (let step = 0; step < 40; step++) {
        await twin.advance(1);
        await wasm.advance(1);
        expect(wasm.hash()).toBe(twin.hash());
      }
    }),
    { numRuns: 12 },
  );
});

test('people who press against walls, no whole number of lanes, move as the specification says', async () => {
  const freeSpeedMps = { kind: 'normal', mean: 1.34, sd: 0.26, min: 0.6, max: 2 } as const;
  const groups = [
    crowd('eastward', rect(0.6, 0.2, 6, 9.8), 100, 'east'),
    crowd('westward', rect(24, 0.2, 29.4, 9.8), 50, 'west'),
  ].map((group) => ({ ...group, freeSpeedMps }));
  const scenario = hall(30, 10, 0.5, groups, {
    cellM: 0.1,
    obstacles: [[rect(10, 0, 20, 4)], [rect(10, 6, 20, 10)]],
  });
  const twin = await openSimulation(scenario, { seed: 3, kernel: 'twin' });
  const wasm = await openSimulation(scenario, { seed: 3, kernel: 'wasm' });
  for (let second = 1; second <= 20; second++) {
    await twin.advance(20);
    await wasm.advance(20);
    expect([second, wasm.hash()]).toEqual([second, twin.hash()]);
  }
});

test('one, two and three threads give the same bytes', async () => {
  const all = crowd('all', rect(3, 0, 97, 60), 9_500, { east: 1, west: 1 });
  const scenario = hall(100, 60, 2, [all], { cellM: 0.5, obstacles: [[rect(40, 20, 60, 40)]] });
  const hashes = [];
  for (const threads of [1, 2, 3]) {
    const run = await openSimulation(scenario, { seed: 5, threads });
    await run.advance(20);
    // Else one thread does it all.
    expect(run.account.onGround).toBeGreaterThan(8_000);
    hashes.push(run.hash());
    await run.close();
  }
  expect(new Set(hashes).size).toBe(1);
});

/** People who walk to and fro for ever round a block, and some who come and leave. */
const endless = scene({
  walkable: [[rect(0, 0, 24, 9)]],
  obstacles: [[rect(10, 3, 13, 6)], [rect(5, 0, 5.05, 4)]],
  surfaces: [
    { kind: 'ramp', polygon: [rect(14, 0, 18, 9)], up: [1, 0.2], upFactor: 0.7, downFactor: 0.9 },
  ],
  doors: [{ id: 'gate', polygon: [rect(19, 4, 19.3, 9)], closed: [{ fromS: 10, untilS: 60 }] }],
  destinations: [
    { id: 'west', kind: 'waypoint', polygon: [rect(0, 0, 1, 9)] },
    { id: 'east', kind: 'waypoint', polygon: [rect(23, 0, 24, 9)] },
    { id: 'out', kind: 'exit', polygon: [rect(20, 0, 21, 1)], capacityPerS: 1 },
  ],
  groups: [
    {
      id: 'endless',
      area: [rect(1, 0, 23, 9)],
      people: { kind: 'count', count: 90 },
      preMovementS: { kind: 'lognormal', mu: 1, sigma: 0.5, max: 20 },
      route: { kind: 'sequence', destinations: ['west', 'east'], repeat: true },
    },
    {
      id: 'leaving',
      area: [rect(0, 0, 4, 9)],
      people: {
        kind: 'arrivals',
        curve: [
          { atS: 0, perS: 1 },
          { atS: 200, perS: 1 },
        ],
      },
      freeSpeedMps: { kind: 'normal', mean: 1.34, sd: 0.26, min: 0.5, max: 2 },
      route: { kind: 'nearest', destinations: ['out'], congestionAware: 0.5 },
    },
  ],
});

test('golden hashes after 60, 600 and 3,600 steps', async () => {
  const run = await openSimulation(endless, { seed: 20261231 });
  const hashes: string[] = [];
  for (const steps of [60, 540, 3_000]) {
    await run.advance(steps);
    hashes.push(run.hash());
  }
  expect(run.account.onGround).toBeGreaterThan(90);
  expect(run.account.left).toBeGreaterThan(50);
  // Whoever changes the law, a parameter or the order of sums changes these on purpose.
  expect(hashes).toEqual(['a4e1a037e46ba1ba', 'c0703ac6d2d0b62a', '3c429d54d2660b54']);
});

test('so many within reach that the lists of who is near are full, whatever their headings', async () => {
  const cores = (['twin', 'wasm'] as const).map(
    (kernel) =>
      new AgentCore(
        {
          walkable: [[rect(0, 0, 30, 20)]],
          obstacles: [[rect(9.2, 5, 9.5, 8)]],
          cellM: 0.5,
          fields: 1,
        },
        { largestRadiusM: 0.2, kernel },
      ),
  );
  for (const core of cores) {
    core.directions(0).fill(127);
    for (let k = 0; k < 1_500; k++) {
      const uniform = (draw: number) => counterUniform(7, k, draw);
      core.bodies.place({
        x: 8.6 + 3 * uniform(0),
        y: 6 + 3 * uniform(1),
        radiusM: 0.05 + 0.1 * uniform(2),
        desiredMps: k % 4 === 0 ? 0 : 2 * uniform(3),
        field: 0,
        heading: [2 * uniform(4) - 1, 2 * uniform(5) - 1],
      });
    }
  }
  const [twin, wasm] = cores as [AgentCore, AgentCore];
  for (let step = 0; step < 3; step++) {
    twin.advance();
    wasm.advance();
    expect([step, wasm.hash()]).toEqual([step, twin.hash()]);
  }
  await Promise.all(cores.map((core) => core.close()));
});

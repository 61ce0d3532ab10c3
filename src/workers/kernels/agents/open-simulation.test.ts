import { expect, test } from 'vitest';
import { contains } from '../../../domain/geo/polygon.ts';
import type { Scenario, ScenarioInput } from '../../../domain/scenario/scenario.ts';
import { openSimulation } from './open-simulation.ts';
import { corridor, crowd, hall, rect, scene, twoRooms } from './scenes-for-tests.ts';
import type { AgentEvent, Simulation } from './simulation.ts';

/** Everybody whose centre is not on the scenario's ground, doors closed as given. */
function offGround(run: Simulation, scenario: Scenario, closed: readonly string[] = []): string[] {
  const { agents } = run;
  const blocked = [
    ...scenario.obstacles,
    ...scenario.doors.filter(({ id }) => closed.includes(id)).map(({ polygon }) => polygon),
  ];
  const wrong: string[] = [];
  for (let i = 0; i < agents.count; i++) {
    const place = [agents.x[i] ?? Number.NaN, agents.y[i] ?? Number.NaN] as const;
    const onGround =
      scenario.walkable.some((polygon) => contains(polygon, place)) &&
      !blocked.some((polygon) => contains(polygon, place));
    if (!onGround) wrong.push(`agent ${agents.id[i]} at ${place}`);
  }
  return wrong;
}

async function untilEmpty(run: Simulation, atMostS: number): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [...run.takeEvents()];
  while (run.account.onGround + run.account.waitingOutside > 0 && run.timeS < atMostS) {
    await run.advance(1);
    const { entered, onGround, left } = run.account;
    expect(entered).toBe(onGround + left);
    expect(run.agents.count).toBe(onGround);
    events.push(...run.takeEvents());
  }
  expect(run.account.onGround).toBe(0);
  return events;
}

test('one person walks a corridor at their free speed and is counted once', async () => {
  const run = await openSimulation(corridor(40, 2, {}), { seed: 1 });
  const events = await untilEmpty(run, 60);
  expect(events.map(({ kind }) => kind)).toEqual(['entered', 'started', 'left']);
  // 38.5 m to the exit.
  expect((events.at(-1)?.step ?? 0) * 0.05).toBeCloseTo(38.5 / 1.2, 0);
  expect(run.account).toEqual({ entered: 1, onGround: 0, left: 1, waitingOutside: 0 });
});

test('nobody is lost, in a wall or off the ground in rooms with people in both directions', async () => {
  const scenario = twoRooms(50);
  const run = await openSimulation(scenario, { seed: 2 });
  for (let k = 0; k < 120; k++) {
    await run.advance(10);
    const { entered, onGround, left } = run.account;
    expect(entered).toBe(onGround + left);
    expect(offGround(run, scenario)).toEqual([]);
  }
  expect(run.account.left).toBeGreaterThan(20);
});

test('a crowd pressed into corners, spikes and gaps narrower than a body stays on the ground', async () => {
  const scenario = scene({
    walkable: [
      [rect(0, 0, 10, 10)],
      // A spike, a slit of 0.2 m and a passage at an angle.
      [
        [
          [10, 4],
          [14, 5],
          [10, 6],
        ],
      ],
      [rect(9.9, 8, 12, 8.2)],
      [
        [
          [9.8, 0.2],
          [15, 2],
          [15, 3],
          [9.8, 1.2],
        ],
      ],
    ],
    obstacles: [
      [
        [
          [4, 4],
          [6, 5],
          [4, 6],
          [5, 5],
        ],
      ],
      [rect(2, 0, 2.06, 6)],
    ],
    destinations: [
      {
        id: 'spike',
        kind: 'waypoint',
        polygon: [
          [
            [12.5, 4.7],
            [13.5, 5],
            [12.5, 5.3],
          ],
        ],
      },
      { id: 'slit', kind: 'waypoint', polygon: [rect(11, 8, 12, 8.2)] },
      { id: 'way', kind: 'exit', polygon: [rect(14, 1.5, 15, 3)] },
    ],
    groups: ['spike', 'slit', 'way'].map((destination) => ({
      id: destination,
      area: [rect(0, 0, 9, 10)],
      people: { kind: 'count' as const, count: 70 },
      route: { kind: 'sequence' as const, destinations: [destination] },
    })),
  });
  const run = await openSimulation(scenario, { seed: 4 });
  for (let k = 0; k < 60; k++) {
    await run.advance(20);
    expect(offGround(run, scenario)).toEqual([]);
  }
  expect(run.account.left).toBeGreaterThan(30);
});

test('who stands where a door closes is set beside it, on the ground', async () => {
  const scenario = corridor(
    20,
    4,
    { area: [rect(6, 0, 14, 4)], people: { kind: 'count', count: 80 } },
    { doors: [{ id: 'gate', polygon: [rect(9, 0, 11, 4)], closed: [] }] },
  );
  const run = await openSimulation(scenario, { seed: 1 });
  await run.advance(10);
  run.setDoor('gate', false);
  for (let k = 0; k < 100; k++) {
    await run.advance(1);
    expect(offGround(run, scenario, ['gate'])).toEqual([]);
  }
  const behind = run.agents.x.filter((x) => x < 9).length;
  expect(behind).toBeGreaterThan(5);
  expect(run.account.onGround).toBeGreaterThanOrEqual(behind);
  run.setDoor('gate', true);
  await untilEmpty(run, 120);
});

test('a thin wall hides: people beyond it change nothing', async () => {
  const places = (north: number): [number, number][] =>
    Array.from({ length: 12 }, (_, k) => [0.6 + 0.4 * k, north]);
  const half = (people: readonly number[]) =>
    scene({
      walkable: [[rect(0, 0, 30, 4)]],
      obstacles: [[rect(-1, 1.98, 31, 2.02)]],
      destinations: [{ id: 'end', kind: 'exit', polygon: [rect(29, 0, 30, 4)] }],
      groups: people.map((north) => ({
        id: `at-${north}`,
        area: [rect(0, 0, 30, 4)],
        people: { kind: 'places' as const, places: places(north) },
        freeSpeedMps: { kind: 'constant' as const, value: 1.3 },
        route: { kind: 'sequence' as const, destinations: ['end'] },
      })),
    });
  const alone = await openSimulation(half([1.7]), { seed: 1 });
  const beside = await openSimulation(half([1.7, 2.3]), { seed: 1 });
  await alone.advance(200);
  await beside.advance(200);
  const of = (run: Simulation) => {
    const { agents } = run;
    return Array.from(agents.id, (id, i) => [id, agents.x[i], agents.y[i]] as const)
      .filter(([id]) => id < 12)
      .sort(([left], [right]) => left - right);
  };
  expect(of(beside)).toEqual(of(alone));
});

test('pre-movement: everybody starts with the step of their time', async () => {
  const run = await openSimulation(
    corridor(10, 4, {
      area: [rect(0, 0, 4, 4)],
      people: { kind: 'count', count: 20 },
      preMovementS: { kind: 'uniform', min: 1, max: 5 },
    }),
    { seed: 3 },
  );
  const first = run.agents;
  await run.advance(19);
  expect(Array.from(run.agents.x).sort()).toEqual(Array.from(first.x).sort());
  const events = await untilEmpty(run, 60);
  const starts = events.filter(({ kind }) => kind === 'started').map(({ step }) => step * 0.05);
  expect(starts).toHaveLength(20);
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...starts)).toBeLessThanOrEqual(5.05);
});

test('an exit takes no more people a second than its capacity', async () => {
  const run = await openSimulation(
    corridor(
      12,
      4,
      { area: [rect(0, 0, 10, 4)], people: { kind: 'count', count: 60 } },
      {
        destinations: [{ id: 'end', kind: 'exit', polygon: [rect(11, 0, 12, 4)], capacityPerS: 2 }],
      },
    ),
    { seed: 1 },
  );
  const events = await untilEmpty(run, 120);
  const steps = events.filter(({ kind }) => kind === 'left').map(({ step }) => step);
  steps.forEach((step, k) => {
    // At most one saved up, then one in ten steps.
    const later = steps[k + 10];
    if (later !== undefined) expect(later - step).toBeGreaterThanOrEqual(90);
  });
  expect((steps.at(-1) ?? 0) - (steps[0] ?? 0)).toBeLessThan(59 * 10 + 60);
});

test('shares: people divide as asked, and choose again when theirs closes', async () => {
  const all = crowd('all', rect(10, 2, 20, 28), 400, { west: 3, east: 1 });
  const scenario = hall(30, 30, 1, [all]);
  const run = await openSimulation(scenario, { seed: 8 });
  const toWest = run.agents.destination.filter((destination) => destination === 0).length;
  expect(toWest / 400).toBeGreaterThan(0.69);
  expect(toWest / 400).toBeLessThan(0.81);
  run.setDestination('west', false);
  const events = await untilEmpty(run, 120);
  expect(events.filter(({ kind }) => kind === 'rerouted')).toHaveLength(toWest);
  expect(events.filter((event) => event.kind === 'left' && event.destination === 1)).toHaveLength(
    400,
  );
});

test('a door that closes on the nearest way sends people by the other', async () => {
  const all: ScenarioInput['groups'][number] = {
    ...crowd('all', rect(11, 1, 13, 9), 20, 'east'),
    route: { kind: 'nearest', destinations: ['west', 'east'] },
  };
  const scenario = hall(20, 10, 1, [all], {
    doors: [{ id: 'gate', polygon: [rect(14, 0, 14.3, 10)], closed: [{ fromS: 0.5 }] }],
  });
  const run = await openSimulation(scenario, { seed: 1 });
  expect(run.agents.destination.every((destination) => destination === 1)).toBe(true);
  const events = await untilEmpty(run, 60);
  expect(events.filter((event) => event.kind === 'left' && event.destination === 0)).toHaveLength(
    20,
  );
});

test('stairs slow by the direction walked', async () => {
  const stairs = (up: [number, number]) =>
    corridor(
      21.5,
      2,
      {},
      {
        surfaces: [
          {
            kind: 'stairs',
            polygon: [rect(0, 0, 21.5, 2)],
            up,
            upFactor: 0.5,
            downFactor: 0.75,
            factor: 0.9,
          },
        ],
      },
    );
  const timeS = async (up: [number, number]) => {
    const events = await untilEmpty(await openSimulation(stairs(up), { seed: 1 }), 120);
    return (events.at(-1)?.step ?? 0) * 0.05;
  };
  expect(await timeS([1, 0])).toBeCloseTo(20 / (1.2 * 0.5), 0);
  expect(await timeS([-1, 0])).toBeCloseTo(20 / (1.2 * 0.75), 0);
  expect(await timeS([0, 1])).toBeCloseTo(20 / (1.2 * 0.9), 0);
});

test('who has no room waits outside and comes in later', async () => {
  const run = await openSimulation(
    corridor(20, 2, {
      people: {
        kind: 'arrivals',
        curve: [
          { atS: 0, perS: 30 },
          { atS: 4, perS: 0 },
        ],
      },
    }),
    { seed: 1 },
  );
  await run.advance(40);
  expect(run.account.waitingOutside).toBeGreaterThan(10);
  const events = await untilEmpty(run, 200);
  expect(events.filter(({ kind }) => kind === 'left').length).toBe(60 - 0);
  const ids = events.filter(({ kind }) => kind === 'entered').map(({ agent }) => agent);
  expect(new Set(ids).size).toBe(ids.length);
});

test('bodies that may be very large freeze nobody', async () => {
  const scenario = corridor(20, 3, {
    area: [rect(1, 0, 9, 3)],
    people: { kind: 'count', count: 12 },
    radiusM: { kind: 'normal', mean: 0.2, sd: 0.05, min: 0.1, max: 1 },
  });
  const run = await openSimulation(scenario, { seed: 2 });
  await run.advance(600);
  expect(run.account).toMatchObject({ onGround: 0, left: 12 });
});

test('a saved run goes on as if never saved, and forks go their own ways', async () => {
  const scenario = twoRooms(40);
  const whole = await openSimulation(scenario, { seed: 6 });
  await whole.advance(250);
  const saved = whole.save();
  await whole.advance(150);

  const resumed = await openSimulation(scenario, { seed: 6, kernel: 'twin' }, saved);
  expect(resumed.step).toBe(250);
  await resumed.advance(150);
  expect(resumed.hash()).toBe(whole.hash());

  const forked = await openSimulation(scenario, { seed: 6 }, saved);
  forked.setDestination('east', false);
  await forked.advance(150);
  expect(forked.hash()).not.toBe(whole.hash());
});

test('a saved run of another scenario, seed or step is refused in words', async () => {
  const run = await openSimulation(twoRooms(4), { seed: 1 });
  const saved = run.save();
  await expect(openSimulation(twoRooms(5), { seed: 1 }, saved)).rejects.toThrow(/another scenario/);
  await expect(openSimulation(twoRooms(4), { seed: 2 }, saved)).rejects.toThrow(/another scenario/);
  await expect(openSimulation(twoRooms(4), { seed: 1, dtS: 0.1 }, saved)).rejects.toThrow(/step/);
  const cut = saved.slice(0, saved.length - 8);
  await expect(openSimulation(twoRooms(4), { seed: 1 }, cut)).rejects.toThrow(/cut off/);
  await expect(openSimulation(twoRooms(4), { seed: 1 }, new Uint8Array(64))).rejects.toThrow(
    /not a saved run/,
  );
});

test('a wrong scenario is refused with what and where', async () => {
  const unknown = corridor(10, 2, { route: { kind: 'sequence', destinations: ['nowhere'] } });
  await expect(openSimulation(unknown, { seed: 1 })).rejects.toThrow(/walkers.*"nowhere"/);
  const off = corridor(10, 2, { people: { kind: 'places', places: [[5, 7]] } });
  await expect(openSimulation(off, { seed: 1 })).rejects.toThrow(
    /place 1 \(5, 7\) is not on the ground/,
  );
});

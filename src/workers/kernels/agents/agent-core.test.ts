import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AgentCore, type CoreGround, type CoreOptions } from './agent-core.ts';
import { rect } from './scenes-for-tests.ts';

const ground: CoreGround = {
  walkable: [[rect(0, 0, 30, 20)]],
  obstacles: [[rect(12, 6, 14, 9)]],
  cellM: 0.5,
  fields: 2,
};

/** Field 0 leads east, field 1 west, everywhere; both end in the last metre before the wall. */
function openCore(options: Partial<CoreOptions> = {}): AgentCore {
  const core = new AgentCore(ground, { largestRadiusM: 0.2, ...options });
  const { cols } = core.grid;
  core.passable.forEach((passable, cell) => {
    const x = ((cell % cols) + 0.5) * 0.5 + core.grid.westM;
    core.directions(0)[cell] = passable === 1 && x < 29 ? 127 : 0;
    core.directions(1)[cell] = passable === 1 && x > 1 ? 129 : 0;
  });
  return core;
}

/** A crowd of which every third stands. */
function fill(core: AgentCore, people: number): number[] {
  const slots: number[] = [];
  for (let k = 0; slots.length < people; k++) {
    const x = 2.5 + ((k * 0.61) % 24);
    const y = 2.5 + Math.floor((k * 0.61) / 24) * 0.63;
    if (!core.hasRoom(x, y, 0.15)) continue;
    const desiredMps = k % 3 === 0 ? 0 : 1 + (k % 5) / 10;
    slots.push(core.bodies.place({ x, y, radiusM: 0.15, desiredMps, field: k % 2 }));
  }
  return slots;
}

test('who stands keeps place and heading while others walk round them, and walks on when told', async () => {
  const core = openCore();
  const { bodies, memory } = core;
  const standing = bodies.place({ x: 11, y: 11.5, radiusM: 0.15, desiredMps: 0, field: 0 });
  const walking = bodies.place({ x: 6, y: 11.5, radiusM: 0.15, desiredMps: 1.3, field: 0 });
  for (let step = 0; step < 200; step++) core.advance();
  expect(memory.floats('x')[bodies.indexOf(standing)]).toBe(11);
  expect(memory.floats('headingX')[bodies.indexOf(standing)]).toBe(1);
  expect(memory.floats('x')[bodies.indexOf(walking)]).toBeGreaterThan(15);
  bodies.want(standing, 1.3);
  for (let step = 0; step < 40; step++) core.advance();
  expect(memory.floats('x')[bodies.indexOf(standing)]).toBeGreaterThan(13);
  await core.close();
});

test('slots stay with their people while some leave and others come', async () => {
  const core = openCore();
  const { bodies, memory } = core;
  const [first, second, third] = fill(core, 3) as [number, number, number];
  const placeOf = (slot: number) => memory.floats('y')[bodies.indexOf(slot)] as number;
  const before = [placeOf(first), placeOf(third)];
  bodies.remove(second);
  expect(bodies.count).toBe(2);
  core.advance();
  expect(memory.count).toBe(2);
  expect([placeOf(first), placeOf(third)].map(Math.round)).toEqual(before.map(Math.round));
  const again = bodies.place({ x: 20, y: 15, radiusM: 0.15, desiredMps: 0, field: 0 });
  expect(again).toBe(second);
  core.advance();
  expect(placeOf(again)).toBe(15);
  await core.close();
});

test('two who change places each go on their own way from where the other stood', async () => {
  const core = openCore({ lookAgainS: 0.25 });
  const { bodies, memory } = core;
  const xOf = (slot: number) => memory.floats('x')[bodies.indexOf(slot)] as number;
  const people = { y: 11.5, radiusM: 0.15 };
  const eastward = bodies.place({ ...people, x: 10, desiredMps: 1.3, field: 0 });
  const westward = bodies.place({ ...people, x: 10.4, desiredMps: 1.1, field: 1 });
  const standing = bodies.place({ ...people, x: 20, desiredMps: 0, field: 0 });
  core.advance();
  const before = [xOf(eastward), xOf(westward)];
  bodies.changePlaces(eastward, westward);
  expect([xOf(westward), xOf(eastward)]).toEqual(before);
  const desired = memory.floats('desired');
  expect(desired[bodies.indexOf(eastward)]).toBeCloseTo(1.3);
  expect(desired[bodies.indexOf(westward)]).toBeCloseTo(1.1);
  for (let step = 0; step < 60; step++) core.advance();
  expect(xOf(eastward)).toBeGreaterThan(12);
  expect(xOf(westward)).toBeLessThan(8.5);
  // Who rests is gathered anew: somebody else stands there now.
  bodies.changePlaces(westward, standing);
  for (let step = 0; step < 60; step++) core.advance();
  expect(xOf(standing)).toBeLessThan(8.5);
  expect(xOf(westward)).toBeLessThan(18.5);
  await core.close();
});

test('people at the end of their field are told, until somebody does something about it', async () => {
  const core = openCore();
  const slot = core.bodies.place({ x: 29.5, y: 11.5, radiusM: 0.15, desiredMps: 1.3, field: 0 });
  let steps = 0;
  while (core.bodies.atEnd().length === 0 && steps < 100) {
    core.advance();
    steps += 1;
  }
  expect(core.bodies.atEnd()).toEqual([slot]);
  core.bodies.send(slot, 1);
  for (let step = 0; step < 60; step++) core.advance();
  expect(core.bodies.atEnd()).toEqual([]);
  expect(core.memory.floats('x')[core.bodies.indexOf(slot)]).toBeLessThan(29);
  await core.close();
});

test('a barrier that closes sets aside who stands there, lets nobody through, and opens again', async () => {
  const core = openCore();
  const words = core.memory.groundWords().slice();
  const inDoor = core.bodies.place({ x: 21.4, y: 5, radiusM: 0.15, desiredMps: 0, field: 0 });
  const before = core.bodies.place({ x: 17, y: 8, radiusM: 0.15, desiredMps: 1.3, field: 0 });
  core.block([[rect(19.7, 0, 20, 20)]]);
  const xOf = (slot: number) => core.memory.floats('x')[core.bodies.indexOf(slot)] as number;
  for (let step = 0; step < 200; step++) core.advance();
  expect(xOf(before)).toBeLessThan(21.25);
  expect(core.clearanceM(xOf(inDoor), 5)).toBeGreaterThan(0.1);
  core.block([]);
  expect(core.memory.groundWords()).toEqual(words);
  for (let step = 0; step < 60; step++) core.advance();
  expect(xOf(before)).toBeGreaterThan(22);
  await core.close();
});

test('a core restored goes on to the same bytes', async () => {
  const core = openCore({ lookAgainS: 0.25 });
  const slots = fill(core, 150);
  core.block([[rect(19.7, 3, 20, 20)]]);
  for (let step = 0; step < 50; step++) core.advance();
  core.bodies.remove(slots[7] as number);
  const saved = core.save();
  const other = openCore({ lookAgainS: 0.25 });
  other.restore(saved);
  for (const run of [core, other]) {
    run.bodies.place({ x: 8.2, y: 18, radiusM: 0.15, desiredMps: 1, field: 0 });
    for (let step = 0; step < 50; step++) run.advance();
  }
  expect(other.hash()).toBe(core.hash());
  await core.close();
  await other.close();
});

test('kernel and twin do the same with people who stand, wait, come, go and are woken', async () => {
  const command = fc.record({
    who: fc.nat(259),
    what: fc.constantFrom('stand', 'walk', 'send', 'replace', 'widen'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 260 }),
      fc.constantFrom(0, 0.25, 0.4),
      fc.array(command, { maxLength: 70 }),
      async (people, lookAgainS, commands) => {
        const cores = (['twin', 'wasm'] as const).map((kernel) => openCore({ kernel, lookAgainS }));
        const slots = cores.map((core) => fill(core, people));
        for (let step = 0; step < 90; step++) {
          const hashes = cores.map((core, index) => {
            const { who, what } = commands[step] ?? { who: 259 };
            const slot = slots[index]?.[who % people] as number;
            if (what === 'stand') core.bodies.want(slot, 0);
            if (what === 'walk') core.bodies.want(slot, 1.2);
            if (what === 'send') core.bodies.send(slot, step % 2);
            if (what === 'widen') core.bodies.setRadius(slot, 0.19);
            if (what === 'replace' && core.hasRoom(8.2, 18, 0.15)) {
              core.bodies.remove(slot);
              const body = { x: 8.2, y: 18, radiusM: 0.15, desiredMps: step % 3, field: 0 };
              (slots[index] as number[])[who % people] = core.bodies.place(body);
            }
            core.advance();
            return core.hash();
          });
          expect(hashes[1]).toBe(hashes[0]);
        }
        await Promise.all(cores.map((core) => core.close()));
      },
    ),
    { numRuns: 15 },
  );
});

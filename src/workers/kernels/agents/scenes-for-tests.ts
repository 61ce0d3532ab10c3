import {
  type Scenario,
  type ScenarioInput,
  scenarioSchema,
} from '../../../domain/scenario/scenario.ts';

type Ring = [number, number][];

/** A rectangle by two corners. */
export function rect(x0: number, y0: number, x1: number, y1: number): Ring {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** A scenario with what the test does not care about filled in. */
export function scene(
  parts: Omit<ScenarioInput, 'format' | 'version' | 'name' | 'durationS'>,
): Scenario {
  return scenarioSchema.parse({
    format: 'anlan-scenario',
    version: 1,
    name: 'test',
    durationS: 600,
    ...parts,
  });
}

type Group = ScenarioInput['groups'][number];

/** So many people all over an area, on the way to one destination or divided among several by shares. */
export function crowd(
  id: string,
  area: Ring,
  count: number,
  to: string | Readonly<Record<string, number>>,
): Group {
  return {
    id,
    area: [area],
    people: { kind: 'count', count },
    route:
      typeof to === 'string'
        ? { kind: 'sequence', destinations: [to] }
        : {
            kind: 'shares',
            shares: Object.entries(to).map(([destination, share]) => ({ destination, share })),
          },
  };
}

/** A hall whose ends are exits so many metres deep, `west` and `east`. */
export function hall(
  lengthM: number,
  widthM: number,
  exitM: number,
  groups: readonly Group[],
  parts: Partial<ScenarioInput> = {},
): Scenario {
  return scene({
    walkable: [[rect(0, 0, lengthM, widthM)]],
    destinations: [
      { id: 'west', kind: 'exit', polygon: [rect(0, 0, exitM, widthM)] },
      { id: 'east', kind: 'exit', polygon: [rect(lengthM - exitM, 0, lengthM, widthM)] },
    ],
    groups: [...groups],
    ...parts,
  });
}

/** Two rooms joined by a corridor, people in both who go to the other, a stair, a thin wall, delays. */
export function twoRooms(people: number): Scenario {
  return scene({
    walkable: [[rect(0, 0, 10, 10)], [rect(9.99, 4, 20.01, 6)], [rect(20, 0, 30, 10)]],
    obstacles: [[rect(4, 3, 4.1, 7)]],
    surfaces: [
      { kind: 'stairs', polygon: [rect(12, 4, 16, 6)], up: [1, 0], upFactor: 0.5, downFactor: 0.7 },
    ],
    destinations: [
      { id: 'east', kind: 'exit', polygon: [rect(29, 0, 30, 10)] },
      { id: 'west', kind: 'exit', polygon: [rect(0, 0, 1, 10)] },
    ],
    groups: [
      crowd('eastward', rect(0.2, 0.2, 7, 9.8), people, 'east'),
      {
        ...crowd('westward', rect(23, 0.2, 29.8, 9.8), people, 'west'),
        preMovementS: { kind: 'uniform', min: 0, max: 20 },
      },
    ],
  });
}

/** One corridor from west to east with an exit at its end. */
export function corridor(
  lengthM: number,
  widthM: number,
  group: Partial<ScenarioInput['groups'][number]>,
  parts: Partial<ScenarioInput> = {},
): Scenario {
  return scene({
    walkable: [[rect(0, 0, lengthM, widthM)]],
    destinations: [{ id: 'end', kind: 'exit', polygon: [rect(lengthM - 1, 0, lengthM, widthM)] }],
    groups: [
      {
        id: 'walkers',
        area: [rect(0, 0, 1, widthM)],
        people: { kind: 'places', places: [[0.5, widthM / 2]] },
        freeSpeedMps: { kind: 'constant', value: 1.2 },
        route: { kind: 'sequence', destinations: ['end'] },
        ...group,
      },
    ],
    ...parts,
  });
}

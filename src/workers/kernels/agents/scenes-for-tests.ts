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
      {
        id: 'eastward',
        area: [rect(0.2, 0.2, 7, 9.8)],
        people: { kind: 'count', count: people },
        route: { kind: 'sequence', destinations: ['east'] },
      },
      {
        id: 'westward',
        area: [rect(23, 0.2, 29.8, 9.8)],
        people: { kind: 'count', count: people },
        preMovementS: { kind: 'uniform', min: 0, max: 20 },
        route: { kind: 'sequence', destinations: ['west'] },
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

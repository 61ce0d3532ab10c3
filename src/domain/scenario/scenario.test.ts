import { expect, test } from 'vitest';
import { scenarioSchema } from './scenario.ts';

const square = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];

/** A scenario with everything that has keys, one piece of it replaced. */
function written(change: (document: ReturnType<typeof whole>) => void): unknown {
  const document = whole();
  change(document);
  return document;
}

function whole() {
  return {
    format: 'anlan-scenario',
    version: 1,
    name: 'square',
    durationS: 60,
    walkable: [[square]],
    surfaces: [{ kind: 'ramp', polygon: [square], up: [1, 0], upFactor: 0.5 }],
    doors: [{ id: 'door', polygon: [square], closed: [{ fromS: 1, untilS: 2 }] }],
    destinations: [{ id: 'out', kind: 'exit', polygon: [square], capacityPerS: 2 }],
    groups: [
      {
        id: 'all',
        area: [square],
        people: { kind: 'count', count: 3 },
        radiusM: { kind: 'uniform', min: 0.1, max: 0.2 },
        route: { kind: 'nearest', destinations: ['out'] },
      },
    ],
  };
}

test('a scenario is read and its defaults filled in', () => {
  expect(scenarioSchema.parse(whole())).toMatchObject({ cellM: 0.25, obstacles: [] });
});

test.each([
  ['at the top', written((s) => Object.assign(s, { cellsM: 1 })), 'cellsM', []],
  [
    'of a door’s interval',
    written((s) => Object.assign(s.doors[0]?.closed[0] ?? {}, { untillS: 3 })),
    'untillS',
    ['doors', 0, 'closed', 0],
  ],
  [
    'of a destination',
    written((s) => Object.assign(s.destinations[0] ?? {}, { capacityPerMin: 100 })),
    'capacityPerMin',
    ['destinations', 0],
  ],
  [
    'of a route',
    written((s) => Object.assign(s.groups[0]?.route ?? {}, { congestionaware: 1 })),
    'congestionaware',
    ['groups', 0, 'route'],
  ],
  [
    'of a distribution',
    written((s) => Object.assign(s.groups[0]?.radiusM ?? {}, { mean: 0.2 })),
    'mean',
    ['groups', 0, 'radiusM'],
  ],
])('a key that nothing reads %s is refused by its name and place', (_, document, key, path) => {
  const { error } = scenarioSchema.safeParse(document);
  expect(error?.issues).toEqual([expect.objectContaining({ keys: [key], path })]);
});

import { expect, test } from 'vitest';
import { areaM2 } from '../../../domain/geo/polygon.ts';
import { changedDocument, type Steps } from './changed-document.ts';
import { vadereExample } from './example-documents.ts';
import { readVadereScenario } from './vadere-scenario.ts';

type Example = ReturnType<typeof vadereExample>;

function read(change: (topography: Example['scenario']['topography']) => void = () => undefined) {
  const document = vadereExample();
  change(document.scenario.topography);
  return readVadereScenario(document);
}

test('topography, people and targets are taken over', () => {
  const { scenario, seed, notes } = read();
  expect(seed).toBe(7);
  expect(scenario.origin).toBeUndefined();
  expect(scenario.durationS).toBe(120);
  // 20 m × 8 m less a wall of 0.5 m all round.
  expect(scenario.walkable.map(areaM2)).toEqual([19 * 7]);
  expect(scenario.obstacles.map(areaM2)[0]).toBeCloseTo(Math.PI / 4, 2);
  expect(scenario.destinations.map(({ id, kind }) => [id, kind])).toEqual([
    ['target-1', 'exit'],
    ['target-2', 'waypoint'],
  ]);
  expect(scenario.surfaces[0]).toMatchObject({ kind: 'stairs', up: [1, 0] });
  expect(scenario.surfaces[0]?.upFactor).toBeCloseTo(0.455, 3);
  expect(scenario.groups.map(({ id, people }) => [id, people])).toEqual([
    ['source-3', { kind: 'count', count: 5 }],
    // One each 2 s from 0 to 10 s: six.
    [
      'source-4',
      {
        kind: 'arrivals',
        curve: [
          { atS: 0, perS: 0.5 },
          { atS: 12, perS: 0.5 },
        ],
      },
    ],
    ['person-5-0', { kind: 'places', places: [[6, 6]] }],
  ]);
  expect(scenario.groups[0]).toMatchObject({
    route: { kind: 'sequence', destinations: ['target-2', 'target-1'] },
    radiusM: { kind: 'constant', value: 0.2 },
    freeSpeedMps: { kind: 'normal', mean: 1.34, sd: 0.26, min: 0.5, max: 2.2 },
  });
  expect(notes.join('\n')).toContain('not by OptimalStepsModel');
});

test('a reference system puts the ground on the earth, true to scale and north', () => {
  const { scenario } = read((topography) => {
    topography.attributes.referenceCoordinateSystem = {
      epsgCode: 'EPSG:32632',
      description: '',
      translation: { x: 692_000, y: 5_337_000 },
    };
  });
  const [lon = 0, lat = 0] = scenario.origin ?? [];
  expect(lon).toBeCloseTo(11.5818, 3);
  expect(lat).toBeCloseTo(48.1573, 3);
  const [ground] = scenario.walkable;
  // Grid metres are longer than metres near the central meridian: 1 / (0.9996 × 1.00045) here.
  expect(ground && areaM2(ground)).toBeCloseTo(19 * 7, 1);
  const [a, b] = ground?.[0] ?? [];
  // East of the central meridian grid north points east of north, 1.92° here: an east-going side sinks.
  const angle = Math.atan2((b?.[1] ?? 0) - (a?.[1] ?? 0), (b?.[0] ?? 0) - (a?.[0] ?? 0));
  expect((angle * 180) / Math.PI).toBeCloseTo(-1.92, 1);
  expect(scenario.surfaces[0]?.up?.[0]).toBeCloseTo(1, 2);
});

test('the most elements of a source end its stream, and a late single event comes within a second', () => {
  const { scenario } = read(({ sources }) => {
    const [first, second] = sources.map(({ spawner }) => spawner);
    if (!first || !second) return;
    Object.assign(second, { constraintsElementsMax: 3 });
    Object.assign(first, { constraintsTimeStart: 30, constraintsTimeEnd: 30 });
  });
  expect(scenario.groups.map(({ people }) => people).slice(0, 2)).toEqual([
    {
      kind: 'arrivals',
      curve: [
        { atS: 30, perS: 5 },
        { atS: 31, perS: 5 },
      ],
    },
    {
      kind: 'arrivals',
      curve: [
        { atS: 0, perS: 0.5 },
        { atS: 6, perS: 0.5 },
      ],
    },
  ]);
});

test('a time series is a rate in each interval, a Poisson source its mean', () => {
  const distributions = 'org.vadere.state.attributes.distributions';
  const { scenario } = read(({ sources }) => {
    const [first, second] = sources.map(({ spawner }) => spawner);
    if (!first || !second) return;
    first.type = 'org.vadere.state.attributes.spawner.AttributesTimeSeriesSpawner';
    first.eventElementCount = 1;
    Object.assign(first.distribution, {
      type: `${distributions}.AttributesTimeSeriesDistribution`,
      intervalLength: 10,
      spawnsPerInterval: [5, 20],
    });
    second.distribution = {
      type: `${distributions}.AttributesPoissonDistribution`,
      numberPedsPerSecond: 1.5,
    } as never;
  });
  expect(scenario.groups.map(({ people }) => people).slice(0, 2)).toEqual([
    {
      kind: 'arrivals',
      curve: [
        { atS: 0, perS: 0.5 },
        { atS: 10, perS: 0.5 },
        { atS: 10, perS: 2 },
        { atS: 20, perS: 2 },
      ],
    },
    {
      kind: 'arrivals',
      curve: [
        { atS: 0, perS: 1.5 },
        { atS: 10, perS: 1.5 },
      ],
    },
  ]);
});

test('who has no target is left out, and it is said', () => {
  const { scenario, notes } = read(({ dynamicElements }) => {
    dynamicElements[0]?.targetIds.splice(0);
  });
  expect(scenario.groups).toHaveLength(2);
  expect(notes.join('\n')).toContain('dynamicElements 5 are left out');
});

test.each<[string, Steps, unknown, string]>([
  [
    'target changers',
    ['targetChangers'],
    [{}],
    'scenario.topography.targetChangers: changing targets',
  ],
  [
    'absorbing areas',
    ['absorbingAreas'],
    [{}],
    'scenario.topography.absorbingAreas: areas that absorb',
  ],
  ['a teleporter', ['teleporter'], {}, 'scenario.topography.teleporter'],
  ['a waiter', ['targets', 1, 'waiter', 'enabled'], true, 'targets[1].waiter: waiting at a target'],
  ['a target that changes the speed', ['targets', 0, 'leavingSpeed'], 1, 'targets[0].leavingSpeed'],
  ['no target at all', ['targets'], [], 'scenario.topography.targets: there is none'],
  [
    'a target that is not there',
    ['sources', 0, 'targetIds'],
    [9],
    'sources[0].targetIds: there is no target 9',
  ],
  ['nothing that absorbs', ['sources', 0, 'targetIds'], [2], 'no target of it absorbs'],
  [
    'company',
    ['sources', 0, 'groupSizeDistribution'],
    [0.5, 0.5],
    'sources[0].groupSizeDistribution',
  ],
  ['an old source', ['sources', 0, 'spawner'], undefined, 'older than release 2.3'],
  [
    'another spawner',
    ['sources', 0, 'spawner', 'type'],
    'a.b.AttributesMixedSpawner',
    'sources[0].spawner.type: AttributesMixedSpawner is not read',
  ],
  [
    'another distribution',
    ['sources', 1, 'spawner', 'distribution', 'type'],
    'x.AttributesNormalDistribution',
    'sources[1].spawner.distribution.type: AttributesNormalDistribution is not read',
  ],
  ['walls without a room', ['attributes', 'boundingBoxWidth'], 4, 'leave no ground'],
  [
    'another projection',
    ['attributes', 'referenceCoordinateSystem'],
    { epsgCode: 'EPSG:31468', translation: { x: 1, y: 2 } },
    'epsgCode: "EPSG:31468" is not read, only UTM',
  ],
  ['a car', ['dynamicElements', 0, 'type'], 'CAR', 'dynamicElements[0].type: CAR is not read'],
])('%s is refused by name', (_what, steps, value, words) => {
  const document = changedDocument(vadereExample(), ['scenario', 'topography', ...steps], value);
  expect(() => readVadereScenario(document)).toThrow(words);
});

test('the psychology layer is refused by name', () => {
  const steps = ['scenario', 'attributesPsychology', 'usePsychologyLayer'];
  const document = changedDocument(vadereExample(), steps, true);
  expect(() => readVadereScenario(document)).toThrow(
    'scenario.attributesPsychology: the psychology',
  );
});

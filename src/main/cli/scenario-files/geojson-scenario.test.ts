import { expect, test } from 'vitest';
import { areaM2 } from '../../../domain/geo/polygon.ts';
import { changedDocument, type Steps } from './changed-document.ts';
import { geojsonExample } from './example-documents.ts';
import { readGeojsonScenario } from './geojson-scenario.ts';

type Example = ReturnType<typeof geojsonExample>;

function read(change: (document: Example) => void = () => undefined) {
  const document = geojsonExample();
  change(document);
  return readGeojsonScenario(document, 'file');
}

test('features become ground, surfaces, doors, destinations and groups in metres', () => {
  const { scenario } = read();
  expect(scenario).toMatchObject({ name: 'square', durationS: 90, cellM: 0.25 });
  expect(scenario.origin?.[0]).toBeCloseTo(120.16015, 7);
  expect(scenario.origin?.[1]).toBeCloseTo(30.2501, 7);
  // 30 × 20 units of 1e-5 degrees: 0.9632 m and 1.1086 m at this latitude.
  expect(areaM2(scenario.walkable[0] ?? [])).toBeCloseTo(30 * 0.9632 * 20 * 1.1086, -1);
  expect(scenario.surfaces).toMatchObject([{ kind: 'stairs', up: [1, 0], downFactor: 0.6 }]);
  expect(scenario.doors).toMatchObject([{ id: 'gate', closed: [] }]);
  expect(scenario.destinations.map(({ id, capacityPerS }) => [id, capacityPerS])).toEqual([
    ['kiosk', undefined],
    ['east', 2],
  ]);
  expect(scenario.groups).toMatchObject([
    { id: 'visitors', people: { count: 12 }, route: { kind: 'nearest', destinations: ['east'] } },
    { id: 'guided', route: { kind: 'sequence', destinations: ['kiosk', 'east'] } },
    { id: 'posted', people: { kind: 'places' } },
  ]);
  const posted = scenario.groups[2]?.people;
  expect(posted?.kind === 'places' && posted.places).toHaveLength(2);
});

test('metres stay as they are and lie nowhere on the earth', () => {
  const { scenario } = read((document) => {
    Object.assign(document.anlan, { coordinates: 'metres' });
    for (const { geometry } of document.features) {
      const scale = (value: unknown): unknown =>
        Array.isArray(value) && typeof value[0] === 'number'
          ? [(value[0] - 120.16) * 1e5, (Number(value[1]) - 30.25) * 1e5]
          : (value as unknown[]).map(scale);
      geometry.coordinates = scale(geometry.coordinates) as never;
    }
  });
  expect(scenario.origin).toBeUndefined();
  expect(areaM2(scenario.walkable[0] ?? [])).toBeCloseTo(600, 3);
});

test.each<[string, Steps, unknown, string]>([
  [
    'a feature of another kind',
    [0, 'properties', 'kind'],
    'lake',
    'features[0].properties.kind: cannot be read',
  ],
  [
    'metres given as degrees',
    [0, 'geometry', 'coordinates', 0, 1],
    [2000, 3000],
    'features[0].geometry: (2000, 3000) is no longitude and latitude',
  ],
  [
    'an exit without a name',
    [5, 'properties', 'id'],
    undefined,
    'features[5].properties.id: cannot be read',
  ],
  [
    'a capacity below 0',
    [5, 'properties', 'capacityPerS'],
    -1,
    'features[5].properties.capacityPerS: cannot be read',
  ],
  [
    'a route that leads nowhere',
    [7, 'properties', 'route'],
    ['moon'],
    'features[7] (guided).route: "moon" is no destination',
  ],
  [
    'a group without people',
    [6, 'properties', 'people'],
    undefined,
    'features[6].properties.people: is missing',
  ],
  [
    'an exit that is a point',
    [5, 'geometry'],
    { type: 'Point', coordinates: [120.16, 30.25] },
    'features[5].geometry: what is "exit" is a Polygon',
  ],
  ['no ground', [0, 'properties', 'kind'], 'obstacle', 'features: there is no walkable ground'],
  ['a line', [0, 'geometry', 'type'], 'LineString', 'features[0].geometry.type: cannot be read'],
])('%s is refused with its feature', (_what, steps, value, words) => {
  const document = changedDocument(geojsonExample(), ['features', ...steps], value);
  expect(() => readGeojsonScenario(document, 'file')).toThrow(words);
});

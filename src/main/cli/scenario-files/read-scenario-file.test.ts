import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { scenarioSchema } from '../../../domain/scenario/scenario.ts';
import { changedDocument, placesIn, type Steps } from './changed-document.ts';
import {
  anlanExample,
  geojsonExample,
  JUPEDSIM_GEOMETRY,
  jupedsimConfigExample,
  jupedsimZipExample,
  vadereExample,
  zipOf,
} from './example-documents.ts';
import { FormatProblem } from './format-problem.ts';
import { readScenarioBytes, readScenarioFile } from './read-scenario-file.ts';

const people = {
  spawns: [
    {
      area: [
        [
          [0.5, 0.5],
          [3, 0.5],
          [3, 3],
        ],
      ] as const,
      people: 4,
    },
  ],
  exits: [
    [
      [
        [19, 0],
        [20, 0],
        [20, 4],
        [19, 4],
      ],
    ] as const,
  ],
  durationS: 100,
};

function inFile(content: string | Uint8Array, name = 'file'): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-scenario-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

// The names lie on purpose: the content says which format it is.
test.each<[string, string | Uint8Array, typeof people | undefined]>([
  ['Anlan scenario', JSON.stringify(anlanExample()), undefined],
  ['GeoJSON scenario', JSON.stringify(geojsonExample()), undefined],
  ['Vadere scenario', JSON.stringify(vadereExample()), undefined],
  ['JuPedSim scenario', jupedsimZipExample(), undefined],
  ['JuPedSim geometry (WKT)', JUPEDSIM_GEOMETRY, people],
])('%s is known by its content', async (format, content, ground) => {
  const read = await readScenarioFile(inFile(content, 'room.txt'), ground);
  expect(read).toMatchObject({ ok: true, value: { format } });
  if (read.ok) expect(scenarioSchema.parse(read.value.scenario)).toEqual(read.value.scenario);
});

test.each<[string, string | Uint8Array, string]>([
  ['nothing', '', ': is none of what is read'],
  ['a letter', 'Dear commander', ': is none of what is read'],
  ['bytes', Uint8Array.of(0xff, 0xfe, 0, 1), ': is no text in UTF-8'],
  ['a broken document', '{\n "format": \n}', ', line 3, column 1: is no JSON'],
  ['a cut document', '{"format":', ', at its end: is no JSON'],
  ['a list', '[1, 2]', ': is JSON, but none of what is read'],
  ['a trajectory', 'SQLite format 3\u0000', 'trajectories go to `anlan analyse`'],
  ['bare ground', JUPEDSIM_GEOMETRY, ': is only ground: say who walks with --spawn'],
  ['half a JuPedSim scenario', JSON.stringify(jupedsimConfigExample()), ': is the config.json of'],
  ['another zip', zipOf({ 'readme.txt': 'x' }), ': the archive has no geometry.wkt'],
  ['a cut zip', jupedsimZipExample().subarray(0, 300), ': the archive cannot be read'],
  ['a zip that leads away', zipOf({ '../config.json': '{}' }), ': the archive cannot be read'],
  [
    'two geometries',
    zipOf({ 'a/geometry.wkt': JUPEDSIM_GEOMETRY, 'b/geometry.wkt': JUPEDSIM_GEOMETRY }),
    ', b/geometry.wkt: there is a second geometry.wkt',
  ],
  [
    'a zip bomb',
    zipOf({ 'config.json': Buffer.alloc(40 * 1024 * 1024) }),
    ', config.json: inflates to more than 32 MB',
  ],
  [
    'a zip with broken ground',
    zipOf({ 'geometry.wkt': 'POLYGON ((0 0, 1 0', 'config.json': '{}' }),
    ', geometry.wkt, line 1, column 19: expected',
  ],
  [
    'a zip with broken settings',
    zipOf({ 'geometry.wkt': JUPEDSIM_GEOMETRY, 'config.json': '{"exits": 3}' }),
    ', config.json, exits: cannot be read',
  ],
])('%s is refused with file and place', async (_what, content, words) => {
  const file = inFile(content);
  const read = await readScenarioFile(file, undefined);
  expect(read.ok).toBe(false);
  if (!read.ok) {
    expect(read.error.startsWith(file)).toBe(true);
    expect(read.error.slice(file.length)).toContain(words);
  }
});

test('a damaged byte in an archive is found', async () => {
  const zip = zipOf({ 'geometry.wkt': JUPEDSIM_GEOMETRY, 'config.json': '{}' });
  const text = 'geometry.wkt';
  const at = zip.indexOf(text) + text.length + 12;
  zip[at] = (zip[at] ?? 0) ^ 0x10;
  const read = await readScenarioFile(inFile(zip), undefined);
  expect(read.ok).toBe(false);
});

test('a file that is not there, a folder, and people for a scenario that has some', async () => {
  const missing = await readScenarioFile('/nowhere/room.json', undefined);
  expect(missing).toEqual({ ok: false, error: '/nowhere/room.json: there is no such file' });
  expect(await readScenarioFile(tmpdir(), undefined)).toMatchObject({ ok: false });
  const twice = await readScenarioFile(inFile(JSON.stringify(anlanExample())), people);
  expect(twice).toMatchObject({ ok: false, error: expect.stringContaining('people of its own') });
});

test.each<[string, Steps, unknown, string]>([
  ['an id with a space', ['groups', 0, 'id'], 'a b', 'groups[0].id: cannot be read'],
  [
    'a route that leads nowhere',
    ['groups', 0, 'route', 'destinations', 0],
    'moon',
    'groups[0] (west).route: "moon" is no destination; there are: east',
  ],
  [
    'an exit in a wall',
    ['destinations', 0, 'polygon'],
    [
      [
        [50, 50],
        [51, 50],
        [51, 51],
      ],
    ],
    'destinations[0] (east): does not lie on walkable ground',
  ],
  [
    'two destinations of one name',
    ['destinations', 1],
    anlanExample().destinations[0],
    'destinations[1].id: "east" is used twice',
  ],
  [
    'a door that closes before it opens',
    ['doors', 0, 'closed', 0],
    { fromS: 5, untilS: 5 },
    'doors[0].closed[0]: ends at 5 s',
  ],
  [
    'ground as wide as a province',
    ['walkable', 0, 0],
    [
      [0, 0],
      [9_000, 0],
      [9_000, 9_000],
    ],
    'walkable: spans 9000 m × 9000 m',
  ],
  [
    'ground far away',
    ['walkable', 0, 0, 0],
    [5e5, 0],
    'walkable[0]: the point (500000, 0) is more than 20 km',
  ],
  [
    'arrivals that go back in time',
    ['groups', 0, 'people'],
    {
      kind: 'arrivals',
      curve: [
        { atS: 9, perS: 1 },
        { atS: 3, perS: 1 },
      ],
    },
    'groups[0] (west).people.curve[1].atS: lies before',
  ],
])('%s is refused', async (_what, steps, value, words) => {
  const text = JSON.stringify(changedDocument(anlanExample(), steps, value));
  await expect(readScenarioBytes(Buffer.from(text), 'x', undefined)).rejects.toThrow(words);
});

const anything = fc.oneof(
  fc.constantFrom(null, undefined, true, '', 'exit', [], {}, 0, -1, 1e-9, 1e9, 1e300, 0.5, 3),
  fc.constantFrom([[]], [[0, 0]], [[[0, 0]]], { kind: 'count', count: 3 }, 'gaussian', -0),
  fc.double({ noNaN: true }),
  fc.string({ maxLength: 5 }),
);

async function readOrRefused(bytes: Uint8Array, ground?: typeof people): Promise<void> {
  try {
    const { scenario } = await readScenarioBytes(bytes, 'x', ground);
    expect(scenarioSchema.safeParse(scenario).success).toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatProblem);
    expect((error as FormatProblem).message).toMatch(/\S.{8}/);
  }
}

test.each<[string, unknown]>([
  ['Anlan', anlanExample()],
  ['GeoJSON', geojsonExample()],
  ['Vadere', vadereExample()],
  ['JuPedSim', jupedsimConfigExample()],
])('%s with anything in any place is read or refused', async (format, document) => {
  const places = placesIn(document);
  const spoiling = fc.array(fc.tuple(fc.constantFrom(...places), anything), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(spoiling, async (changes) => {
      const spoiled = changes.reduce(
        (each, [steps, value]) => changedDocument(each, steps, value),
        document,
      );
      const text = JSON.stringify(spoiled) ?? '';
      const bytes =
        format === 'JuPedSim'
          ? zipOf({ 'config.json': text, 'geometry.wkt': JUPEDSIM_GEOMETRY })
          : Buffer.from(text);
      await readOrRefused(bytes);
    }),
    { numRuns: 300 },
  );
});

test('an archive or a geometry with any bytes changed is read or refused', async () => {
  for (const [bytes, ground] of [
    [jupedsimZipExample(), undefined],
    [Buffer.from(JUPEDSIM_GEOMETRY), people],
  ] as const) {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const copy = Uint8Array.from(bytes);
        for (const [at, value] of list) copy[at] = value;
        await readOrRefused(copy, ground);
      }),
      { numRuns: 300 },
    );
  }
});

test('any bytes at all are read or refused', async () => {
  const heads = fc.constantFrom('', 'PK\u0003\u0004', '{', '[', 'POLYGON ((', 'SQLite format 3');
  await fc.assert(
    fc.asyncProperty(heads, fc.uint8Array({ maxLength: 200 }), async (head, tail) => {
      await readOrRefused(Buffer.concat([Buffer.from(head, 'latin1'), tail]));
    }),
    { numRuns: 300 },
  );
});

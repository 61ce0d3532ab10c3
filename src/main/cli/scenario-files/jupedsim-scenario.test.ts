import { expect, test } from 'vitest';
import { changedDocument, type Steps } from './changed-document.ts';
import { JUPEDSIM_GEOMETRY, jupedsimConfigExample, zipOf } from './example-documents.ts';
import { readJupedsimScenario } from './jupedsim-scenario.ts';

type Config = ReturnType<typeof jupedsimConfigExample>;

function read(change: (config: Config) => void = () => undefined) {
  const config = jupedsimConfigExample();
  change(config);
  return readConfig(config);
}

function readConfig(config: unknown) {
  const text = JSON.stringify(config);
  const zip = zipOf({ 'x/config.json': text, 'x/geometry.wkt': JUPEDSIM_GEOMETRY });
  return readJupedsimScenario(zip, 'corridor');
}

/** The way to the first distribution's parameters. */
const FIRST: Steps = ['distributions', 'jps-distributions_0', 'parameters'];

function parameters(config: Config): Record<string, unknown> {
  return config.distributions['jps-distributions_0'].parameters;
}

test('ground, exits, checkpoints, zones, distributions and journeys are taken over', async () => {
  const { scenario, seed, notes } = await read();
  expect(seed).toBe(11);
  expect(scenario).toMatchObject({ name: 'corridor', durationS: 80 });
  expect(scenario.walkable[0]).toHaveLength(2);
  expect(scenario.surfaces).toMatchObject([{ kind: 'narrow', factor: 0.5, upFactor: 0.5 }]);
  expect(scenario.destinations).toMatchObject([
    { id: 'jps-exits_0', kind: 'exit', capacityPerS: 1.5 },
    { id: 'jps-checkpoints_0', kind: 'waypoint' },
  ]);
  // 60 % of seven people are four.
  expect(scenario.groups.map(({ id, people, route }) => [id, people, route])).toEqual([
    [
      'jps-distributions_0/1',
      { kind: 'count', count: 4 },
      { kind: 'sequence', destinations: ['jps-checkpoints_0', 'jps-exits_0'], repeat: false },
    ],
    [
      'jps-distributions_0/2',
      { kind: 'count', count: 3 },
      { kind: 'sequence', destinations: ['jps-exits_0'], repeat: false },
    ],
    [
      'jps-distributions_1',
      {
        kind: 'arrivals',
        curve: [
          { atS: 5, perS: 0.5 },
          { atS: 25, perS: 0.5 },
        ],
      },
      { kind: 'sequence', destinations: ['jps-exits_0'], repeat: false },
    ],
  ]);
  expect(scenario.groups[0]).toMatchObject({
    // JuPedSim clips to 0.1-5 m/s, we at four standard deviations besides.
    freeSpeedMps: { kind: 'normal', mean: 1.3, sd: 0.2, min: 0.5, max: 2.1 },
    radiusM: { kind: 'constant', value: 0.2 },
  });
  expect(notes).toEqual(["people move by Anlan's model, not by CollisionFreeSpeedModel"]);
});

test('without journeys everybody goes over the checkpoints to the one exit', async () => {
  const { scenario } = await read((config) => {
    config.journeys_v2 = [];
    for (const each of Object.values(config.distributions)) each.journey_weights = [];
  });
  expect(scenario.groups[0]?.route).toMatchObject({
    kind: 'sequence',
    destinations: ['jps-checkpoints_0', 'jps-exits_0'],
  });
});

test('a schedule of flows is one group for each span', async () => {
  const { scenario } = await read((config) => {
    Object.assign(parameters(config), {
      initial_number: 2,
      flow_schedule: [
        { start_time_s: 0, end_time_s: 10, sim_count: 20 },
        { flow_start_time: 10, flow_end_time: 20, number: 5 },
      ],
    });
    config.distributions['jps-distributions_0'].journey_weights.splice(1);
  });
  expect(scenario.groups.slice(0, 3).map(({ id, people }) => [id, people])).toEqual([
    ['jps-distributions_0/1', { kind: 'count', count: 2 }],
    [
      'jps-distributions_0/2',
      {
        kind: 'arrivals',
        curve: [
          { atS: 0, perS: 2 },
          { atS: 10, perS: 2 },
        ],
      },
    ],
    [
      'jps-distributions_0/3',
      {
        kind: 'arrivals',
        curve: [
          { atS: 10, perS: 0.5 },
          { atS: 20, perS: 0.5 },
        ],
      },
    ],
  ]);
});

test('pre-movement times keep their distribution', async () => {
  const { scenario } = await read((config) => {
    Object.assign(parameters(config), {
      use_premovement: true,
      premovement_distribution: 'lognormal',
      premovement_param_a: 3,
      premovement_param_b: 0.5,
    });
  });
  expect(scenario.groups[0]?.preMovementS).toMatchObject({ kind: 'lognormal', mu: 3, sigma: 0.5 });
});

test.each<[string, Steps, unknown, string]>([
  [
    'filling by percentage',
    [...FIRST, 'distribution_mode'],
    'by_percentage',
    'distributions.jps-distributions_0.parameters.distribution_mode: "by_percentage" is not read',
  ],
  [
    'waiting',
    ['checkpoints', 'jps-checkpoints_0', 'waiting_time'],
    5,
    'checkpoints.jps-checkpoints_0.waiting_time: waiting at a checkpoint',
  ],
  [
    'a throttled checkpoint',
    ['checkpoints', 'jps-checkpoints_0', 'enable_throughput_throttling'],
    true,
    'only exits are throttled',
  ],
  ['a gamma distribution', [...FIRST, 'use_premovement'], true, '"gamma" is not read'],
  [
    'a zone that runs',
    ['zones', 'jps-zones_0', 'speed_factor'],
    2,
    'zones.jps-zones_0.speed_factor: 2 is not read',
  ],
  [
    'an exit that lets nobody out',
    ['exits', 'jps-exits_0', 'max_throughput'],
    0,
    'exits.jps-exits_0.max_throughput',
  ],
  ['a journey that is not there', ['journeys_v2', 0, 'id'], 'under', 'there is no journey "over"'],
  [
    'a journey without an exit',
    ['journeys_v2', 0, 'sequence'],
    ['jps-checkpoints_0'],
    'does not end at an exit',
  ],
  ['journeys of the old kind', ['journeys_v2'], undefined, 'journeys: are of the old kind'],
  [
    'an exit outside',
    ['exits', 'jps-exits_0', 'coordinates'],
    [
      [90, 0],
      [91, 0],
      [91, 1],
    ],
    'does not lie on walkable ground',
  ],
])('%s is refused by name', async (_what, steps, value, words) => {
  const config = changedDocument({ ...jupedsimConfigExample(), journeys: [{}] }, steps, value);
  await expect(readConfig(config)).rejects.toThrow(words);
});

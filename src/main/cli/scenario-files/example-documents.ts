import { crc32, deflateRawSync } from 'node:zlib';

const ROOM = [
  [0, 0],
  [10, 0],
  [10, 6],
  [0, 6],
] as const;

function box(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

/** A room of 10 m × 6 m with a door of 1 m in a wall and one exit behind it. */
export function anlanExample() {
  return {
    format: 'anlan-scenario',
    version: 1,
    name: 'room',
    origin: [120.16, 30.25],
    durationS: 60,
    walkable: [[ROOM]],
    obstacles: [[box(6, -1, 6.5, 2.5)], [box(6, 3.5, 6.5, 7)]],
    doors: [{ id: 'door', polygon: [box(6, 2.5, 6.5, 3.5)], closed: [{ fromS: 0, untilS: 2 }] }],
    destinations: [{ id: 'east', kind: 'exit', polygon: [box(9, 0, 10, 6)] }],
    groups: [
      {
        id: 'west',
        area: [box(0.5, 0.5, 4, 5.5)],
        people: { kind: 'count', count: 8 },
        route: { kind: 'nearest', destinations: ['east'] },
      },
    ],
  };
}

/** The same kind of room as features in WGS84. */
export function geojsonExample() {
  const degrees = (ring: [number, number][]) =>
    [...ring, ...ring.slice(0, 1)].map(([x, y]) => [120.16 + x * 1e-5, 30.25 + y * 1e-5]);
  const feature = (kind: string, ring: [number, number][], properties = {}) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [degrees(ring)] },
    properties: { kind, ...properties },
  });
  return {
    type: 'FeatureCollection',
    anlan: { name: 'square', durationS: 90 },
    features: [
      feature('walkable', box(0, 0, 30, 20)),
      feature('obstacle', box(14, 5, 16, 15)),
      feature('stairs', box(20, 0, 24, 20), { up: [1, 0], upFactor: 0.5, downFactor: 0.6 }),
      feature('door', box(10, 5, 14, 5.5), { id: 'gate' }),
      feature('waypoint', box(17, 8, 19, 12), { id: 'kiosk' }),
      feature('exit', box(28, 0, 30, 20), { id: 'east', capacityPerS: 2 }),
      feature('group', box(1, 1, 8, 19), { id: 'visitors', people: 12 }),
      feature('group', box(1, 1, 4, 4), {
        id: 'guided',
        people: {
          kind: 'arrivals',
          curve: [
            { atS: 0, perS: 1 },
            { atS: 10, perS: 1 },
          ],
        },
        route: ['kiosk', 'east'],
      }),
      {
        type: 'Feature',
        geometry: {
          type: 'MultiPoint',
          coordinates: degrees([
            [2, 2],
            [3, 3],
          ]).slice(0, 2),
        },
        properties: { kind: 'group', id: 'posted' },
      },
    ],
  };
}

/** A topography of 20 m × 8 m with two sources, stairs and two targets, as Vadere 2.4 saves one. */
export function vadereExample() {
  const rectangle = (x: number, y: number, width: number, height: number) => ({
    x,
    y,
    width,
    height,
    type: 'RECTANGLE',
  });
  const person = {
    radius: 0.2,
    speedDistributionMean: 1.34,
    speedDistributionStandardDeviation: 0.26,
    minimumSpeed: 0.5,
    maximumSpeed: 2.2,
  };
  const target = (id: number, x: number, absorbs: boolean) => ({
    id,
    shape: rectangle(x, 1, 1, 6),
    absorber: { enabled: absorbs, deletionDistance: 0.1 },
    waiter: { enabled: false, distribution: null },
    leavingSpeed: -1,
  });
  const spawner = (count: number, endS: number, distribution: object) => ({
    type: 'org.vadere.state.attributes.spawner.AttributesRegularSpawner',
    constraintsElementsMax: -1,
    constraintsTimeStart: 0,
    constraintsTimeEnd: endS,
    eventElementCount: count,
    eventElement: null,
    distribution,
  });
  const constant = {
    type: 'org.vadere.state.attributes.distributions.AttributesConstantDistribution',
    updateFrequency: 2,
  };
  return {
    name: 'corridor',
    release: '2.4',
    scenario: {
      mainModel: 'org.vadere.simulator.models.osm.OptimalStepsModel',
      attributesSimulation: { finishTime: 120, useFixedSeed: true, fixedSeed: 7 },
      attributesPsychology: { usePsychologyLayer: false },
      topography: {
        attributes: {
          bounds: { x: 0, y: 0, width: 20, height: 8 },
          boundingBoxWidth: 0.5,
          bounded: true,
          referenceCoordinateSystem: null as unknown,
        },
        obstacles: [
          { id: 1, shape: { type: 'CIRCLE', center: { x: 8, y: 4 }, radius: 0.5 } },
          { id: 2, shape: rectangle(10, 0, 0.5, 2) },
        ],
        measurementAreas: [],
        stairs: [
          { shape: rectangle(12, 0.5, 3, 7), treadCount: 9, upwardDirection: { x: 1, y: 0 } },
        ],
        targets: [target(1, 18, true), target(2, 16, false)],
        targetChangers: [] as unknown[],
        absorbingAreas: [],
        sources: [
          {
            id: 3,
            shape: rectangle(1, 1, 4, 6),
            targetIds: [2, 1],
            spawner: spawner(5, 0, constant),
            groupSizeDistribution: [1],
          },
          {
            id: 4,
            shape: {
              type: 'POLYGON',
              points: [
                { x: 1, y: 1 },
                { x: 4, y: 1 },
                { x: 4, y: 3 },
              ],
            },
            targetIds: [1],
            spawner: spawner(1, 10, constant),
          },
        ],
        dynamicElements: [
          {
            attributes: { ...person, id: 5 },
            position: { x: 6, y: 6 },
            targetIds: [1],
            freeFlowSpeed: 1.1,
            type: 'PEDESTRIAN',
          },
        ],
        attributesPedestrian: person,
        teleporter: null,
      },
      stimulusInfos: [],
    },
  };
}

/** The `config.json` of a JuPedSim scenario in a corridor of 20 m × 4 m. */
export function jupedsimConfigExample() {
  return {
    config: {
      simulation_settings: {
        simulationParams: { max_simulation_time: 80, model_type: 'CollisionFreeSpeedModel' },
        baseSeed: 11,
      },
    },
    exits: {
      'jps-exits_0': {
        coordinates: box(19, 0, 20, 4),
        enable_throughput_throttling: true,
        max_throughput: 1.5,
      },
    },
    distributions: {
      'jps-distributions_0': {
        coordinates: box(0, 0, 4, 4),
        parameters: {
          number: 7,
          radius: 0.2,
          v0: 1.3,
          v0_distribution: 'gaussian',
          v0_std: 0.2,
          use_flow_spawning: false,
        } as Record<string, unknown>,
        journey_weights: [
          { journey_id: 'over', weight: 60 },
          { journey_id: 'straight', weight: 40 },
        ],
      },
      'jps-distributions_1': {
        coordinates: box(0, 0, 2, 4),
        parameters: {
          number: 10,
          radius: 0.2,
          use_flow_spawning: true,
          flow_start_time: 5,
          flow_end_time: 25,
        },
        journey_weights: [{ journey_id: 'straight', weight: 1 }],
      },
    },
    checkpoints: {
      'jps-checkpoints_0': { coordinates: box(9, 1, 11, 3), waiting_time: 0, speed_factor: 1 },
    },
    zones: { 'jps-zones_0': { coordinates: box(12, 0, 14, 4), speed_factor: 0.5 } },
    journeys_v2: [
      { id: 'over', sequence: ['jps-checkpoints_0', 'jps-exits_0'] },
      { id: 'straight', sequence: ['jps-exits_0'] },
    ],
  };
}

export const JUPEDSIM_GEOMETRY =
  'GEOMETRYCOLLECTION (POLYGON ((0 0, 20 0, 20 4, 0 4, 0 0),\n (15 1, 16 1, 16 3, 15 3, 15 1)))';

/** A zip archive of these files, deflated. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(bytes.length, 8);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name), 0);
    // Version 2.0, no flags, method deflate, no time.
    const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sizes, lengths]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const at = Buffer.alloc(4);
    at.writeUInt32LE(offset, 0);
    centrals.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 0]),
        common,
        Buffer.alloc(10),
        at,
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

export function jupedsimZipExample(): Buffer {
  return zipOf({
    'config.json': JSON.stringify(jupedsimConfigExample()),
    'geometry.wkt': JUPEDSIM_GEOMETRY,
  });
}

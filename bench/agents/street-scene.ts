import { type Scenario, scenarioSchema } from '../../src/domain/scenario/scenario.ts';

type Ring = [number, number][];

/**
 * Streets 12 m wide between blocks, people all over them at the density given, each with one of four exits at the
 * corners: walls, routes and crossing flows everywhere.
 */
export function streetScene(people: number, densityPerM2: number): Scenario {
  const streetM = 12;
  const blockM = 38;
  const pitchM = streetM + blockM;
  // Ground of n × n blocks with their streets and the last street around.
  const groundM2 = (n: number) => (n * pitchM + streetM) ** 2 - n * n * blockM * blockM;
  let blocks = 1;
  while (groundM2(blocks) < people / densityPerM2) blocks += 1;
  const fullM = blocks * pitchM + streetM;
  // The last column of streets is cut so that the density is met.
  const surplus = groundM2(blocks) - people / densityPerM2;
  const heightM = fullM - Math.min(pitchM - streetM, surplus / fullM);
  const rect = (x: number, y: number, width: number, height: number): Ring => [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  const obstacles = Array.from({ length: blocks * blocks }, (_, k) => [
    rect(
      streetM + (k % blocks) * pitchM,
      streetM + Math.floor(k / blocks) * pitchM,
      blockM,
      blockM,
    ),
  ]);
  const exits = [
    rect(0, 0, 4, 4),
    rect(fullM - 4, 0, 4, 4),
    rect(0, heightM - 4, 4, 4),
    rect(fullM - 4, heightM - 4, 4, 4),
  ];
  return scenarioSchema.parse({
    format: 'anlan-scenario',
    version: 1,
    name: `streets with ${people} people at ${densityPerM2} ped/m²`,
    durationS: 600,
    cellM: 0.5,
    walkable: [[rect(0, 0, fullM, heightM)]],
    obstacles,
    destinations: exits.map((polygon, k) => ({
      id: `exit-${k}`,
      kind: 'exit',
      polygon: [polygon],
    })),
    groups: [
      {
        id: 'all',
        area: [rect(0, 0, fullM, heightM)],
        people: { kind: 'count', count: people },
        route: {
          kind: 'shares',
          shares: exits.map((_, k) => ({ destination: `exit-${k}`, share: 1 })),
        },
      },
    ],
  });
}

import type { Bench } from './bench.ts';
import { floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import { rect, wallWithDoors } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** 3 people per second for 400 s into a hall with two doors of 2 m; resolves to the share that left by the first. */
async function shareByFirst(bench: Bench, share: number): Promise<number> {
  const played = await bench.play(
    floorPlan({
      name: `two doors, ${share} by the first`,
      durationS: 600,
      cellM: 0.25,
      walkable: rect(0, 0, 16, 10),
      obstacles: wallWithDoors(
        12,
        0.25,
        [0, 10],
        [
          [1, 3],
          [7, 9],
        ],
      ),
      destinations: [
        { id: 'first', kind: 'exit', polygon: rect(15, 0, 16, 5) },
        { id: 'second', kind: 'exit', polygon: rect(15, 5, 16, 10) },
      ],
      groups: [
        {
          id: 'arriving',
          area: rect(0.3, 1, 3, 9),
          people: {
            kind: 'arrivals',
            curve: [
              { atS: 0, perS: 3 },
              { atS: 400, perS: 3 },
            ],
          },
          freeSpeedMps: WEIDMANN_SPEEDS,
          route: {
            kind: 'shares',
            shares: [
              { destination: 'first', share },
              { destination: 'second', share: 1 - share },
            ],
          },
        },
      ],
    }),
    { untilS: 460, everySteps: 20 },
  );
  const first = played.left.filter(({ destination }) => destination === 'first').length;
  return played.remaining === 0 ? first / played.left.length : Number.NaN;
}

export const nist33: VerificationTest = {
  id: 'nist-3.3',
  kind: 'test',
  title: { zh: '熟悉出口（路线比例）', en: 'Familiar exits (route shares)' },
  setUp: {
    zh: '约 1,200 人到达，两门，设定比例 50/50 与 30/70。',
    en: 'About 1,200 arriving persons, two doors, shares set to 50/50 and 30/70.',
  },
  criterion: {
    zh: '实际比例与设定之差 ≤ 10 %（按设定值）',
    en: 'each share within 10 % of what was set (relative)',
  },
  async run(bench): Promise<Measured> {
    const half = await shareByFirst(bench, 0.5);
    const third = await shareByFirst(bench, 0.3);
    return {
      pass: Math.abs(half - 0.5) <= 0.05 && Math.abs(third - 0.3) <= 0.03,
      figures: { set50: half, set30: third },
    };
  },
};

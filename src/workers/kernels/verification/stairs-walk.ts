import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import { rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** Weidmann 1993, horizontal speeds on stairs, against 1.34 m/s on the level. */
export const STAIR_UP_FACTOR = 0.61 / 1.34;
export const STAIR_DOWN_FACTOR = 0.694 / 1.34;

const LENGTH_M = 10;
const SPEED_MPS = 1.34;

/** One person walks 10 m of stairs that rise towards east; resolves to the seconds between foot and head. */
async function walkStairs(bench: Bench, direction: 1 | -1): Promise<number> {
  const foot = new LineCounter('x', 0, [0, 2], direction);
  const head = new LineCounter('x', LENGTH_M, [0, 2], direction);
  const [exit, startX] = direction === 1 ? [rect(12, 0, 14, 2), -2] : [rect(-4, 0, -2, 2), 12];
  await bench.play(
    floorPlan({
      name: 'stairs 2 × 10 m',
      durationS: 120,
      walkable: rect(-4, 0, 14, 2),
      surfaces: [
        {
          kind: 'stairs',
          polygon: rect(0, 0, LENGTH_M, 2),
          up: [1, 0],
          upFactor: STAIR_UP_FACTOR,
          downFactor: STAIR_DOWN_FACTOR,
        },
      ],
      destinations: [{ id: 'exit', kind: 'exit', polygon: exit }],
      groups: [
        {
          id: 'walker',
          area: rect(startX - 0.5, 0, startX + 0.5, 2),
          people: { kind: 'places', places: [[startX, 1]] },
          freeSpeedMps: equalSpeed(SPEED_MPS),
          route: { kind: 'sequence', destinations: ['exit'] },
        },
      ],
    }),
    {
      untilS: 120,
      expected: 1,
      everySteps: 1,
      sample: (agents, timeS) => {
        foot.sample(agents, timeS);
        head.sample(agents, timeS);
      },
    },
  );
  return Math.abs((head.times[0] ?? Number.NaN) - (foot.times[0] ?? Number.NaN));
}

function judge(timeS: number, factor: number): Measured {
  const expectedS = LENGTH_M / (SPEED_MPS * factor);
  const pass = Math.abs(timeS - expectedS) <= 0.05 * expectedS;
  return { pass, figures: { timeS, expectedS } };
}

export const rimea2: VerificationTest = {
  id: 'rimea-2',
  kind: 'test',
  title: { zh: '上楼梯保持步速', en: 'Walking speed is kept up stairs' },
  setUp: {
    zh: '2 × 10 m 楼梯，一人上行，水平速度 0.61 m/s（Weidmann）。',
    en: 'Stairs of 2 × 10 m, one person up, 0.61 m/s horizontally (Weidmann).',
  },
  criterion: { zh: '长度 / 速度 ± 5 %', en: 'length / speed ± 5 %' },
  run: async (bench) => judge(await walkStairs(bench, 1), STAIR_UP_FACTOR),
};

export const rimea3: VerificationTest = {
  id: 'rimea-3',
  kind: 'test',
  title: { zh: '下楼梯保持步速', en: 'Walking speed is kept down stairs' },
  setUp: {
    zh: '2 × 10 m 楼梯，一人下行，水平速度 0.694 m/s（Weidmann）。',
    en: 'Stairs of 2 × 10 m, one person down, 0.694 m/s horizontally (Weidmann).',
  },
  criterion: { zh: '长度 / 速度 ± 5 %', en: 'length / speed ± 5 %' },
  run: async (bench) => judge(await walkStairs(bench, -1), STAIR_DOWN_FACTOR),
};

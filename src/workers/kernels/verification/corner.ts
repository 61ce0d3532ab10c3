import { namedRng } from '../../../domain/base/rng.ts';
import { contains } from '../../../domain/geo/polygon.ts';
import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import type { Shape } from './shapes.ts';
import { latticePlaces, rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** Two arms of a corridor 2 m wide, each 10 m + 2 m of corner: east, then north. */
const CORNER: Shape = [
  [
    [0, 0],
    [12, 0],
    [12, 12],
    [10, 12],
    [10, 2],
    [0, 2],
  ],
];

/** 20 persons from the first 6 m round the corner; every step each centre must lie inside the walls. */
async function roundTheCorner(bench: Bench, speedMps: number): Promise<Measured> {
  let outside = 0;
  const places = latticePlaces([0.2, 0.2, 6, 1.8], 2.2, 0.2, namedRng(bench.seed, 'corner')).slice(
    0,
    20,
  );
  const played = await bench.play(
    floorPlan({
      name: 'corner of a 2 m corridor',
      durationS: 120,
      walkable: CORNER,
      destinations: [{ id: 'exit', kind: 'exit', polygon: rect(10, 11, 12, 12) }],
      groups: [
        {
          id: 'crowd',
          area: rect(0, 0, 6, 2),
          people: { kind: 'places', places },
          freeSpeedMps: equalSpeed(speedMps),
          route: { kind: 'sequence', destinations: ['exit'] },
        },
      ],
    }),
    {
      untilS: 120,
      expected: 20,
      everySteps: 1,
      sample: ({ count, x, y }) => {
        for (let i = 0; i < count; i++) {
          if (!contains(CORNER, [x[i] ?? 0, y[i] ?? 0])) outside += 1;
        }
      },
    },
  );
  const lastS = played.left.at(-1)?.timeS ?? Number.NaN;
  return {
    pass: played.left.length === 20 && outside === 0 && lastS < 60,
    figures: { arrived: played.left.length, lastS, positionsOutside: outside },
  };
}

export const rimea6: VerificationTest = {
  id: 'rimea-6',
  kind: 'test',
  title: { zh: '绕过拐角', en: 'Movement round a corner' },
  setUp: {
    zh: '2 m 宽走廊，两臂各 10 m + 2 m，20 人，1.34 m/s。',
    en: 'A corridor 2 m wide, two arms of 10 m + 2 m, 20 persons, 1.34 m/s.',
  },
  criterion: {
    zh: '无人穿墙，60 s 内全部到达',
    en: 'nobody passes a wall, all arrive within 60 s',
  },
  run: (bench) => roundTheCorner(bench, 1.34),
};

export const nist23: VerificationTest = {
  id: 'nist-2.3',
  kind: 'test',
  title: { zh: '拐角处的运动', en: 'Movement around a corner' },
  setUp: {
    zh: '2 m 宽走廊拐角，20 人，1 m/s。',
    en: 'A corner of a corridor 2 m wide, 20 persons, 1 m/s.',
  },
  criterion: {
    zh: '无人穿墙，60 s 内全部到达',
    en: 'nobody passes a wall, all arrive within 60 s',
  },
  run: (bench) => roundTheCorner(bench, 1),
};

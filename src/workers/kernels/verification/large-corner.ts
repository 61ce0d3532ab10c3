import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { rect, type Shape } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PERSONS = 500;
const WIDTH_M = 20;
/** First and second arm along the inner wall. */
const [FIRST_M, SECOND_M] = [30, 20];
/** Along the outer wall it is twice the width longer. */
const OUTER_M = FIRST_M + SECOND_M + 2 * WIDTH_M;

const straight = (lengthM: number) => ({
  walkable: rect(0, 0, lengthM + 1, WIDTH_M),
  exit: rect(lengthM, 0, lengthM + 1, WIDTH_M),
});

const corner = {
  walkable: [
    [
      [0, 0],
      [FIRST_M + WIDTH_M, 0],
      [FIRST_M + WIDTH_M, WIDTH_M + SECOND_M + 1],
      [FIRST_M, WIDTH_M + SECOND_M + 1],
      [FIRST_M, WIDTH_M],
      [0, WIDTH_M],
    ],
  ] as Shape,
  exit: rect(FIRST_M, WIDTH_M + SECOND_M, FIRST_M + WIDTH_M, WIDTH_M + SECOND_M + 1),
};

/** 500 persons from the first 10 m to the far end; resolves to when the last arrives, NaN when not all do. */
async function lastArrivalS(
  bench: Bench,
  { walkable, exit }: { readonly walkable: Shape; readonly exit: Shape },
  congestionAware: number,
): Promise<number> {
  const played = await bench.play(
    floorPlan({
      name: 'corridor 20 m wide',
      durationS: 600,
      cellM: 0.25,
      walkable,
      destinations: [{ id: 'exit', kind: 'exit', polygon: exit }],
      groups: [
        {
          id: 'crowd',
          area: rect(0.2, 0.2, 10, WIDTH_M - 0.2),
          people: { kind: 'count', count: PERSONS },
          freeSpeedMps: equalSpeed(1.34),
          route: { kind: 'nearest', destinations: ['exit'], congestionAware },
        },
      ],
    }),
    { untilS: 600, expected: PERSONS, everySteps: 10, stalledAfterS: 120 },
  );
  return played.left.length === PERSONS ? (played.left.at(-1)?.timeS ?? Number.NaN) : Number.NaN;
}

export const rimea15: VerificationTest = {
  id: 'rimea-15',
  kind: 'test',
  title: { zh: '大人群绕过拐角', en: 'A large crowd round a corner' },
  setUp: {
    zh: '500 人，20 m 宽，绕拐角；与内墙长和外墙长的直走廊比较；人人顾及拥挤。',
    en: '500 persons, 20 m wide, round a corner, against straight corridors as long as the inner and the outer wall; everybody heeds congestion.',
  },
  remark: {
    zh: '若无人顾及拥挤，所有人都挤向内角的最短路（cornerShortestPathS，不作判定），请与 longS 比较。',
    en: 'When nobody heeds congestion all press on the shortest way along the inner corner (cornerShortestPathS, not judged); compare it with longS.',
  },
  criterion: { zh: 't_短 ≤ t_角 ≤ t_长', en: 't_short ≤ t_corner ≤ t_long' },
  async run(bench): Promise<Measured> {
    const shortS = await lastArrivalS(bench, straight(FIRST_M + SECOND_M), 1);
    const cornerS = await lastArrivalS(bench, corner, 1);
    const longS = await lastArrivalS(bench, straight(OUTER_M), 1);
    const cornerShortestPathS = await lastArrivalS(bench, corner, 0);
    return {
      pass: shortS <= cornerS && cornerS <= longS,
      figures: { shortS, cornerS, longS, cornerShortestPathS },
    };
  },
};

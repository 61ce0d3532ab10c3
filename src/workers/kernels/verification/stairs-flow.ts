import type { Bench } from './bench.ts';
import { FieldMeter } from './field-meter.ts';
import { floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import { rect } from './shapes.ts';
import { STAIR_DOWN_FACTOR, STAIR_UP_FACTOR } from './stairs-walk.ts';
import { steadyFlow } from './steady-flow.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PERSONS = 150;
const [WIDTH_M, FOOT_M, HEAD_M] = [2, 20, 26];

interface Passage {
  readonly flowPerMS: number;
  /** Mean of the 2 × 2 m before the foot while the steady flow lasts. */
  readonly footDensityPerM2: number;
  readonly left: number;
}

/** A room of 10 × 10 m, then a corridor 2 m wide, of which 6 m after 10 m are stairs up or level. */
async function climb(bench: Bench, stairs: boolean): Promise<Passage> {
  const foot = new LineCounter('x', FOOT_M);
  const density = new FieldMeter([FOOT_M - 2, 4, FOOT_M, 6], 15, 45);
  const played = await bench.play(
    floorPlan({
      name: stairs ? 'room, corridor, stairs up' : 'room and corridor',
      durationS: 600,
      walkable: rect(0, 0, 32, 10),
      obstacles: [rect(10, 0, 32, 4), rect(10, 6, 32, 10)],
      surfaces: stairs
        ? [
            {
              kind: 'stairs',
              polygon: rect(FOOT_M, 4, HEAD_M, 6),
              up: [1, 0],
              upFactor: STAIR_UP_FACTOR,
              downFactor: STAIR_DOWN_FACTOR,
            },
          ]
        : [],
      destinations: [{ id: 'exit', kind: 'exit', polygon: rect(30, 4, 32, 6) }],
      groups: [
        {
          id: 'crowd',
          area: rect(0.2, 0.2, 6, 9.8),
          people: { kind: 'count', count: PERSONS },
          freeSpeedMps: WEIDMANN_SPEEDS,
          route: { kind: 'sequence', destinations: ['exit'] },
        },
      ],
    }),
    {
      untilS: 600,
      expected: PERSONS,
      stalledAfterS: 120,
      sample: (agents, timeS) => {
        foot.sample(agents, timeS);
        density.sample(agents, timeS);
      },
    },
  );
  return {
    flowPerMS: (steadyFlow(foot.times)?.perS ?? Number.NaN) / WIDTH_M,
    footDensityPerM2: density.meanDensityPerM2,
    left: played.left.length,
  };
}

export const rimea13: VerificationTest = {
  id: 'rimea-13',
  kind: 'test',
  title: { zh: '走廊后的楼梯', en: 'Stairs after a corridor' },
  setUp: {
    zh: '150 人经 2 m 宽走廊上 6 m 楼梯；与同一走廊无楼梯比较。楼梯脚 2 × 2 m 内测密度。',
    en: '150 persons through a corridor 2 m wide up 6 m of stairs, against the same corridor without stairs; density in the 2 × 2 m before the foot.',
  },
  criterion: {
    zh: '楼梯脚拥挤（密度高于平走廊同处），楼梯流量 < 走廊流量',
    en: 'congestion at the foot (denser than the same place of the level corridor), flow stairs < corridor',
  },
  async run(bench): Promise<Measured> {
    const [up, level] = [await climb(bench, true), await climb(bench, false)];
    return {
      pass:
        up.left === PERSONS &&
        level.left === PERSONS &&
        up.flowPerMS < level.flowPerMS &&
        up.footDensityPerM2 > level.footDensityPerM2,
      figures: {
        stairsPerMS: up.flowPerMS,
        corridorPerMS: level.flowPerMS,
        footPerM2: up.footDensityPerM2,
        levelPerM2: level.footDensityPerM2,
      },
    };
  },
};

import { floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import { crossWallWithDoors, rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PERSONS = 1000;

export const rimea11: VerificationTest = {
  id: 'rimea-11',
  kind: 'test',
  title: { zh: '出口选择', en: 'Choice of the exit' },
  setUp: {
    zh: '30 × 20 m 房间，左半部 1,000 人，同侧两个 1 m 出口；半数人会因拥挤改选。',
    en: 'A room of 30 × 20 m, 1,000 persons in its left half, two exits of 1 m at one side; half the people heed congestion.',
  },
  criterion: {
    zh: '多数（> 50 %）走近的出口，一些人（≥ 5 %）走另一个',
    en: 'most (> 50 %) take the nearer, some (at least 5 %) the other',
  },
  async run(bench): Promise<Measured> {
    const played = await bench.play(
      floorPlan({
        name: 'room with two exits at one side',
        durationS: 1200,
        walkable: rect(0, -4, 30, 20),
        obstacles: crossWallWithDoors(
          -0.2,
          0.2,
          [0, 30],
          [
            [5, 6],
            [24, 25],
          ],
        ),
        destinations: [
          { id: 'near', kind: 'exit', polygon: rect(1, -4, 10, -3) },
          { id: 'far', kind: 'exit', polygon: rect(20, -4, 29, -3) },
        ],
        groups: [
          {
            id: 'crowd',
            area: rect(0.2, 0.2, 14.8, 19.8),
            people: { kind: 'count', count: PERSONS },
            freeSpeedMps: WEIDMANN_SPEEDS,
            route: { kind: 'nearest', destinations: ['near', 'far'], congestionAware: 0.5 },
          },
        ],
      }),
      { untilS: 1200, expected: PERSONS, everySteps: 10, stalledAfterS: 120 },
    );
    const near = played.left.filter(({ destination }) => destination === 'near').length;
    const nearShare = near / played.left.length;
    return {
      pass: played.left.length === PERSONS && nearShare > 0.5 && nearShare <= 0.95,
      figures: {
        nearShare,
        left: played.left.length,
        lastS: played.left.at(-1)?.timeS ?? Number.NaN,
      },
    };
  },
};

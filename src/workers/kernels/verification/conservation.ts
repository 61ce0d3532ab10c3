import { equalSpeed, floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import { rect, wallWithDoors } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** People set at the start in both directions; arrivals come on top. */
const [EAST, WEST] = [120, 80];

export const conservation: VerificationTest = {
  id: 'conservation',
  kind: 'test',
  title: { zh: '人数守恒', en: 'People are conserved' },
  setUp: {
    zh: '一室：起始人群、到达人流、途经点、限流出口、开关的门与出口；每步核对。其余各测试的每次采样也核对。',
    en: 'One room with people at the start, arrivals, a waypoint, an exit with a capacity, a door and an exit that close and open; checked at every step. Every sample of every other test is checked as well.',
  },
  criterion: {
    zh: '进入 = 在场 + 离开，账目、事件、列三者一致，从不例外',
    en: 'entered = on the ground + left, by account, events and columns alike, without exception',
  },
  async run(bench): Promise<Measured> {
    const { checks, breaches } = { ...bench.conservation };
    const played = await bench.play(
      floorPlan({
        name: 'everything at once',
        durationS: 120,
        walkable: rect(0, 0, 30, 12),
        obstacles: wallWithDoors(
          15,
          0.2,
          [0, 12],
          [
            [2, 4],
            [8, 10],
          ],
        ),
        doors: [
          { id: 'door', polygon: rect(15, 8, 15.2, 10), closed: [{ fromS: 10, untilS: 40 }] },
        ],
        destinations: [
          { id: 'kiosk', kind: 'waypoint', polygon: rect(20, 1, 24, 4) },
          { id: 'east', kind: 'exit', polygon: rect(29, 0, 30, 12), capacityPerS: 2 },
          {
            id: 'west',
            kind: 'exit',
            polygon: rect(0, 0, 1, 12),
            closed: [{ fromS: 20, untilS: 60 }],
          },
        ],
        groups: [
          {
            id: 'eastward',
            area: rect(2, 0.5, 12, 11.5),
            people: { kind: 'count', count: EAST },
            freeSpeedMps: WEIDMANN_SPEEDS,
            preMovementS: { kind: 'uniform', min: 0, max: 10 },
            route: { kind: 'sequence', destinations: ['kiosk', 'east'] },
          },
          {
            id: 'westward',
            area: rect(18, 0.5, 28, 11.5),
            people: { kind: 'count', count: WEST },
            freeSpeedMps: equalSpeed(1.34),
            route: { kind: 'nearest', destinations: ['west', 'east'], congestionAware: 0.5 },
          },
          {
            id: 'arriving',
            area: rect(2, 4, 6, 8),
            people: {
              kind: 'arrivals',
              curve: [
                { atS: 0, perS: 1 },
                { atS: 60, perS: 4 },
              ],
            },
            route: {
              kind: 'shares',
              shares: [
                { destination: 'east', share: 3 },
                { destination: 'west', share: 1 },
              ],
            },
          },
        ],
      }),
      { untilS: 120, everySteps: 1 },
    );
    const broken = bench.conservation.breaches - breaches;
    const present = played.left.length + played.remaining;
    return {
      pass: broken === 0 && present >= EAST + WEST && played.left.length > 0,
      figures: {
        checks: bench.conservation.checks - checks,
        breaches: broken,
        entered: played.entered.size,
        left: played.left.length,
        remaining: played.remaining,
      },
    };
  },
};

import type { Bench } from './bench.ts';
import { floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import { crossWallWithDoors, rect } from './shapes.ts';
import { steadyFlow } from './steady-flow.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** Doors of one metre in both long walls: id, the wall's side, from, to in x. */
const DOORS = [
  { id: 'south-west', north: false, span: [7, 8] },
  { id: 'south-east', north: false, span: [22, 23] },
  { id: 'north-west', north: true, span: [7, 8] },
  { id: 'north-east', north: true, span: [22, 23] },
] as const;

interface Emptied {
  readonly lastS: number;
  readonly left: number;
  /** Steady flow of each door that was used, people per metre and second. */
  readonly flows: readonly number[];
}

/** 1,000 persons leave a room of 30 × 20 m; with `locked` the two doors of the northern wall stay shut. */
async function emptyRoom(bench: Bench, locked: boolean): Promise<Emptied> {
  const lines = DOORS.map(
    ({ north, span }) => new LineCounter('y', north ? 20.1 : -0.1, span, north ? 1 : -1),
  );
  const shut = locked ? [{ fromS: 0 }] : [];
  const played = await bench.play(
    floorPlan({
      name: 'room 30 × 20 m with four doors',
      durationS: 900,
      walkable: rect(0, -4, 30, 24),
      obstacles: [
        ...crossWallWithDoors(-0.2, 0.2, [0, 30], [DOORS[0].span, DOORS[1].span]),
        ...crossWallWithDoors(20, 0.2, [0, 30], [DOORS[2].span, DOORS[3].span]),
      ],
      doors: DOORS.map(({ id, north, span: [from, to] }) => ({
        id: `door-${id}`,
        polygon: north ? rect(from, 20, to, 20.2) : rect(from, -0.2, to, 0),
        closed: north ? shut : [],
      })),
      destinations: DOORS.map(({ id, north, span: [from, to] }) => ({
        id,
        kind: 'exit' as const,
        polygon: north ? rect(from - 4, 23, to + 4, 24) : rect(from - 4, -4, to + 4, -3),
        closed: north ? shut : [],
      })),
      groups: [
        {
          id: 'public',
          area: rect(0.2, 0.2, 29.8, 19.8),
          people: { kind: 'count', count: 1000 },
          freeSpeedMps: WEIDMANN_SPEEDS,
          route: { kind: 'nearest', destinations: DOORS.map(({ id }) => id) },
        },
      ],
    }),
    {
      untilS: 900,
      expected: 1000,
      stalledAfterS: 120,
      sample: (agents, timeS) => {
        for (const line of lines) line.sample(agents, timeS);
      },
    },
  );
  return {
    lastS: played.left.at(-1)?.timeS ?? Number.NaN,
    left: played.left.length,
    flows: lines.flatMap(({ times }) => steadyFlow(times)?.perS ?? []),
  };
}

export const rimea9: VerificationTest = {
  id: 'rimea-9',
  kind: 'test',
  title: { zh: '人群离开大型公共空间', en: 'A crowd leaves a large public room' },
  setUp: {
    zh: '30 × 20 m 房间，1,000 人，四个 1 m 门；再锁两门。',
    en: 'A room of 30 × 20 m, 1,000 persons, four doors of 1 m; then two of them locked.',
  },
  criterion: {
    zh: '两门 / 四门时间比 1.8–2.2；每门流量 1.6–2.0 人/(m·s)',
    en: "time with two doors / with four 1.8-2.2; each door's flow 1.6-2.0 per m and s",
  },
  async run(bench): Promise<Measured> {
    const four = await emptyRoom(bench, false);
    const two = await emptyRoom(bench, true);
    const ratio = two.lastS / four.lastS;
    const flows = [...four.flows, ...two.flows];
    const [least, most] = [Math.min(...flows), Math.max(...flows)];
    return {
      pass:
        four.left === 1000 &&
        two.left === 1000 &&
        ratio >= 1.8 &&
        ratio <= 2.2 &&
        four.flows.length === 4 &&
        two.flows.length === 2 &&
        least >= 1.6 &&
        most <= 2.0,
      figures: {
        fourDoorsS: four.lastS,
        twoDoorsS: two.lastS,
        ratio,
        leastFlowPerMS: least,
        mostFlowPerMS: most,
        leftFour: four.left,
        leftTwo: two.left,
      },
    };
  },
};

import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { crossWallWithDoors, rect, wallWithDoors } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const ROOM_M = 4;
const WALL_M = 0.2;
/** Rooms 1-6 lie south of the corridor from west to east, 7-12 north of it. */
const ROOMS = Array.from({ length: 12 }, (_, k) => ({
  number: k + 1,
  north: k >= 6,
  westM: ROOM_M * (k % 6),
}));
/** The main exit (west) serves rooms 1-4 and 7-10, the secondary exit (east) the rest. */
const exitOf = (number: number): string => ((number - 1) % 6 < 4 ? 'main' : 'secondary');

/** Twelve rooms at a corridor, 23 persons, each room with its exit. */
async function allocate(bench: Bench, corridorM: number, speedMps: number): Promise<Measured> {
  const length = 6 * ROOM_M;
  const northM = corridorM + WALL_M;
  const doors = ROOMS.slice(0, 6).map(({ westM }) => [westM + 1.6, westM + 2.5] as const);
  const dividers = [1, 2, 3, 4, 5].map((k) => k * ROOM_M - WALL_M / 2);
  const played = await bench.play(
    floorPlan({
      name: 'twelve rooms at a corridor',
      durationS: 300,
      walkable: rect(-3, -WALL_M - ROOM_M, length + 3, northM + ROOM_M),
      obstacles: [
        ...crossWallWithDoors(-WALL_M, WALL_M, [0, length], doors),
        ...crossWallWithDoors(corridorM, WALL_M, [0, length], doors),
        ...dividers.flatMap((x) => [
          ...wallWithDoors(x, WALL_M, [-WALL_M - ROOM_M, -WALL_M], []),
          ...wallWithDoors(x, WALL_M, [northM, northM + ROOM_M], []),
        ]),
        rect(-3, -WALL_M - ROOM_M, 0, 0),
        rect(-3, corridorM, 0, northM + ROOM_M),
        rect(length, -WALL_M - ROOM_M, length + 3, 0),
        rect(length, corridorM, length + 3, northM + ROOM_M),
      ],
      destinations: [
        { id: 'main', kind: 'exit', polygon: rect(-3, 0, -2, corridorM) },
        { id: 'secondary', kind: 'exit', polygon: rect(length + 2, 0, length + 3, corridorM) },
      ],
      groups: ROOMS.map(({ number, north, westM }) => {
        const y = north ? northM + 2 : -WALL_M - 2;
        const places = [
          [westM + 1.2, y],
          [westM + 2.8, y],
        ] as const;
        return {
          id: `room-${number}`,
          area: rect(westM + 0.5, y - 1, westM + 3.5, y + 1),
          people: { kind: 'places' as const, places: number === 12 ? places.slice(0, 1) : places },
          freeSpeedMps: equalSpeed(speedMps),
          route: { kind: 'sequence' as const, destinations: [exitOf(number)] },
        };
      }),
    }),
    { untilS: 300, expected: 23, everySteps: 10 },
  );
  const right = played.left.filter(
    ({ agent, destination }) => destination === exitOf((played.entered.get(agent) ?? 0) + 1),
  ).length;
  return {
    pass: played.left.length === 23 && right === 23,
    figures: {
      left: played.left.length,
      atAssignedExit: right,
      lastS: played.left.at(-1)?.timeS ?? Number.NaN,
    },
  };
}

export const rimea10: VerificationTest = {
  id: 'rimea-10',
  kind: 'test',
  title: { zh: '疏散路线分配', en: 'Allocation of escape routes' },
  setUp: {
    zh: '走廊旁 12 间房，23 人，房间 1–4、7–10 用主出口，其余用副出口。',
    en: '12 rooms at a corridor, 23 persons, rooms 1-4 and 7-10 to the main exit, the others to the second.',
  },
  criterion: { zh: '100 % 到达所分配的出口', en: '100 % at the assigned exit' },
  run: (bench) => allocate(bench, 2, 1.34),
};

export const nist31: VerificationTest = {
  id: 'nist-3.1',
  kind: 'test',
  title: { zh: '出口路线分配', en: 'Exit route allocation' },
  setUp: {
    zh: '同上，走廊仅宽 1.2 m，1 m/s。',
    en: 'The same with a corridor only 1.2 m wide, 1 m/s.',
  },
  criterion: { zh: '100 % 到达所分配的出口', en: '100 % at the assigned exit' },
  run: (bench) => allocate(bench, 1.2, 1),
};

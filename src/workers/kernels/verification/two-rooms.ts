import type { Distribution } from '../../../domain/scenario/scenario.ts';
import type { AgentParameters } from '../agents/agent-parameters.ts';
import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import { rect } from './shapes.ts';
import { type SteadyState, steadyFlow } from './steady-flow.ts';

export const PERSONS = 150;

/** Two rooms of 10 × 10 m with an opening between; 150 persons in the first walk to a goal line in the second. */
export interface TwoRooms {
  readonly widthM: number;
  /** Length of the opening: 0.2 is a door, 5 a corridor. */
  readonly lengthM: number;
  /** Distance of the goal from the opening's end. */
  readonly goalM: number;
  readonly freeSpeedMps?: Distribution;
  readonly radiusM?: Distribution;
  readonly preMovementS?: Distribution;
  readonly dtS?: number;
  readonly parameters?: AgentParameters;
}

export interface Emptying {
  /** When the last one reached the goal. */
  readonly lastS: number;
  readonly left: number;
  /** Through the middle of the opening; undefined when hardly anybody got through. */
  readonly flow: SteadyState | undefined;
  /** Steady flow per metre of width. */
  readonly flowPerMS: number;
}

/** Plays it; ends early when nobody has come through for two minutes. */
export async function emptyFirstRoom(bench: Bench, rooms: TwoRooms): Promise<Emptying> {
  const { widthM, lengthM, goalM } = rooms;
  const [south, north] = [5 - widthM / 2, 5 + widthM / 2];
  const end = 10 + lengthM;
  const line = new LineCounter('x', 10 + lengthM / 2, [south, north]);
  const played = await bench.play(
    floorPlan({
      name: 'two rooms and an opening',
      durationS: 900,
      walkable: rect(0, 0, end + Math.max(10, goalM + 1), 10),
      obstacles: [rect(10, 0, end, south), rect(10, north, end, 10)],
      destinations: [
        { id: 'goal', kind: 'exit', polygon: rect(end + goalM, 0, end + goalM + 1, 10) },
      ],
      groups: [
        {
          id: 'crowd',
          area: rect(0.2, 0.2, 6, 9.8),
          people: { kind: 'count', count: PERSONS },
          freeSpeedMps: rooms.freeSpeedMps ?? equalSpeed(1.34),
          ...(rooms.radiusM && { radiusM: rooms.radiusM }),
          ...(rooms.preMovementS && { preMovementS: rooms.preMovementS }),
          route: { kind: 'sequence', destinations: ['goal'] },
        },
      ],
    }),
    {
      untilS: 900,
      expected: PERSONS,
      stalledAfterS: 120,
      everySteps: rooms.dtS === 0.1 ? 1 : 2,
      ...(rooms.dtS !== undefined && { dtS: rooms.dtS }),
      ...(rooms.parameters && { parameters: rooms.parameters }),
      sample: (agents, timeS) => line.sample(agents, timeS),
    },
  );
  const flow = steadyFlow(line.times);
  return {
    lastS: played.left.length === PERSONS ? (played.left.at(-1)?.timeS ?? Number.NaN) : Number.NaN,
    left: played.left.length,
    flow,
    flowPerMS: (flow?.perS ?? 0) / widthM,
  };
}

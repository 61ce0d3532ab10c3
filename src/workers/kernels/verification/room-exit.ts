import type { Bench } from './bench.ts';
import { FieldMeter } from './field-meter.ts';
import { floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import { rect, wallWithDoors } from './shapes.ts';
import { steadyFlow } from './steady-flow.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PERSONS = 100;

/** Highest specific flow of IMO MSC.1/Circ.1238 through a door, shown beside and not required. */
const IMO_FLOW_PER_M_S = 1.33;

/** Upper end of what the experiments give for openings of 0.8-1.2 m; the same as in RiMEA 12d. */
const MOST_FLOW_PER_M_S = 2;

const crowd = (destination: string) => ({
  id: 'crowd',
  area: rect(0.2, 0.2, 6.5, 4.8),
  people: { kind: 'count' as const, count: PERSONS },
  freeSpeedMps: WEIDMANN_SPEEDS,
  route: { kind: 'sequence' as const, destinations: [destination] },
});

export const nist51: VerificationTest = {
  id: 'nist-5.1',
  kind: 'test',
  title: { zh: '拥挤', en: 'Congestion' },
  setUp: {
    zh: '8 × 5 m 房间，100 人，经 1 m 出口进入 2 m 宽走廊。',
    en: 'A room of 8 × 5 m, 100 persons, an exit of 1 m into a corridor 2 m wide.',
  },
  criterion: {
    zh: '出口前 1 × 2 m 的密度（均值与峰值）高于走廊中段 2 × 2 m',
    en: "denser in the 1 × 2 m before the room's exit than in 2 × 2 m of the corridor, in the mean and at the peak",
  },
  async run(bench): Promise<Measured> {
    const [queue, corridor] = [
      new FieldMeter([7, 1.5, 8, 3.5]),
      new FieldMeter([13, 1.5, 15, 3.5]),
    ];
    const played = await bench.play(
      floorPlan({
        name: 'room and corridor',
        durationS: 600,
        walkable: rect(0, 0, 22, 5),
        obstacles: [
          ...wallWithDoors(8, 0.2, [0, 5], [[2, 3]]),
          rect(8.2, 0, 22, 1.5),
          rect(8.2, 3.5, 22, 5),
        ],
        destinations: [{ id: 'exit', kind: 'exit', polygon: rect(20, 1.5, 22, 3.5) }],
        groups: [crowd('exit')],
      }),
      {
        untilS: 600,
        expected: PERSONS,
        stalledAfterS: 120,
        everySteps: 4,
        sample: (agents, timeS) => {
          queue.sample(agents, timeS);
          corridor.sample(agents, timeS);
        },
      },
    );
    return {
      pass:
        played.left.length === PERSONS &&
        queue.meanDensityPerM2 > corridor.meanDensityPerM2 &&
        queue.peakDensityPerM2 > corridor.peakDensityPerM2,
      figures: {
        exitMeanPerM2: queue.meanDensityPerM2,
        corridorMeanPerM2: corridor.meanDensityPerM2,
        exitPeakPerM2: queue.peakDensityPerM2,
        corridorPeakPerM2: corridor.peakDensityPerM2,
      },
    };
  },
};

/** Moments at which 100 persons pass the 1 m exit of the room. */
async function passExit(bench: Bench): Promise<readonly number[]> {
  const line = new LineCounter('x', 8.1, [2, 3]);
  await bench.play(
    floorPlan({
      name: 'room with an exit of 1 m',
      durationS: 600,
      walkable: rect(0, 0, 13, 5),
      obstacles: wallWithDoors(8, 0.2, [0, 5], [[2, 3]]),
      destinations: [{ id: 'exit', kind: 'exit', polygon: rect(12, 0, 13, 5) }],
      groups: [crowd('exit')],
    }),
    {
      untilS: 600,
      expected: PERSONS,
      stalledAfterS: 120,
      sample: (agents, timeS) => line.sample(agents, timeS),
    },
  );
  return line.times;
}

export const nist52: VerificationTest = {
  id: 'nist-5.2',
  kind: 'test',
  title: { zh: '最大流量', en: 'Maximum flow rates' },
  setUp: {
    zh: '8 × 5 m 房间，100 人，1 m 出口，Weidmann 步速。',
    en: 'A room of 8 × 5 m, 100 persons, an exit of 1 m, speeds after Weidmann.',
  },
  criterion: {
    zh: '稳态流量 ≤ 2.0 人/(m·s)（IMO 的 1.33 并列）',
    en: "steady flow at most 2.0 per m and s (IMO's 1.33 is shown beside)",
  },
  async run(bench): Promise<Measured> {
    const times = await passExit(bench);
    const steadyPerMS = steadyFlow(times)?.perS ?? Number.NaN;
    return {
      pass: times.length === PERSONS && steadyPerMS <= MOST_FLOW_PER_M_S,
      figures: {
        steadyPerMS,
        overallPerMS: PERSONS / (Math.max(...times) - Math.min(...times)),
        imoPerMS: IMO_FLOW_PER_M_S,
        passed: times.length,
      },
    };
  },
};

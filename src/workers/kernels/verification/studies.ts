import { must } from '../../../domain/base/assert.ts';
import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import type { Plot, PlotPoint } from './plot.ts';
import { rect } from './shapes.ts';
import { STAIR_DOWN_FACTOR, STAIR_UP_FACTOR } from './stairs-walk.ts';
import { emptyFirstRoom, type TwoRooms } from './two-rooms.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PLAN: TwoRooms = { widthM: 1, lengthM: 0.2, goalM: 4 };

interface Sweep {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  /** 1: the time rises with the value; -1: it falls. */
  readonly sign: 1 | -1;
  rooms(bench: Bench, value: number): TwoRooms;
}

const SWEEPS: readonly Sweep[] = [
  {
    name: 'speed',
    label: 'free speed, m/s',
    values: [0.7, 1, 1.34, 1.7],
    sign: -1,
    rooms: (_, value) => ({ ...PLAN, freeSpeedMps: equalSpeed(value) }),
  },
  {
    name: 'radius',
    label: 'radius, m',
    values: [0.13, 0.15, 0.17, 0.19],
    sign: 1,
    rooms: (_, value) => ({ ...PLAN, radiusM: { kind: 'constant', value } }),
  },
  {
    name: 'timeGap',
    label: 'time gap, part of the calibrated one',
    values: [0.8, 1, 1.25, 1.5],
    sign: 1,
    rooms: (bench, value) => {
      const calibrated = must(bench.parameters, 'the parameter set (a run comes first)');
      const timeGapS = calibrated.timeGapS * value;
      return { ...PLAN, parameters: { ...calibrated, timeGapS } };
    },
  },
  {
    name: 'width',
    label: 'width of the door, m',
    values: [0.8, 1, 1.2, 1.6],
    sign: -1,
    rooms: (_, value) => ({ ...PLAN, widthM: value }),
  },
  {
    name: 'preMovement',
    label: 'longest pre-movement time, s',
    values: [0, 60, 120, 180],
    sign: 1,
    rooms: (_, value) => ({ ...PLAN, preMovementS: { kind: 'uniform', min: 0, max: value } }),
  },
];

export const rimea8: VerificationTest = {
  id: 'rimea-8',
  kind: 'study',
  title: { zh: '参数研究', en: 'Parameter study' },
  setUp: {
    zh: '同一平面（两室、1 m 门、150 人），逐一改变步速、半径、时间间隔、门宽、行动前时间。',
    en: 'One site plan (two rooms, a door of 1 m, 150 persons); free speed, radius, time gap, door width and pre-movement time varied one by one.',
  },
  criterion: { zh: '研究：影响单调（1 为是）', en: 'a study: the effects are monotone (1 is yes)' },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    const series: Record<string, readonly PlotPoint[]> = {};
    for (const { name, values, sign, rooms } of SWEEPS) {
      const curve: PlotPoint[] = [];
      for (const value of values) {
        const { lastS } = await emptyFirstRoom(bench, rooms(bench, value));
        figures[`${name}${value}S`] = lastS;
        curve.push([value, lastS]);
      }
      const monotone = curve.every(
        ([, s], k) => k === 0 || sign * (s - (curve[k - 1]?.[1] ?? s)) >= 0,
      );
      figures[`${name}Monotone`] = monotone ? 1 : 0;
      series[name] = curve;
    }
    return { pass: true, figures, series };
  },
  plots: (bySeed) =>
    SWEEPS.map(
      ({ name, label }): Plot => ({
        name: `rimea-8-${name}`,
        title: `Time to empty the room over ${label}`,
        x: label,
        y: 'time, s',
        layers: bySeed.map(({ series }, k) => ({
          kind: 'line',
          label: `seed ${k + 1}`,
          points: series?.[name] ?? [],
        })),
      }),
    ),
};

const ROUTE_PERSONS = 50;
/** Stairs as quick as the level, Weidmann's, half of that, and a quarter. */
const STAIR_PARTS = [1 / STAIR_UP_FACTOR, 1.5, 1, 0.5] as const;

/**
 * From a west hall to an east hall there are 40 m straight over stairs (up 8 m, a gallery, down 8 m) and 64 m round on
 * the level; resolves to the share that went over the stairs.
 */
async function shareOverStairs(
  bench: Bench,
  part: number,
  congestionAware: number,
): Promise<number> {
  const flight = (x0: number, x1: number, east: 1 | -1) => ({
    kind: 'stairs' as const,
    polygon: rect(x0, 10, x1, 12),
    up: [east, 0] as const,
    upFactor: Math.min(1, part * STAIR_UP_FACTOR),
    downFactor: Math.min(1, part * STAIR_DOWN_FACTOR),
  });
  const overStairs = new Set<number>();
  await bench.play(
    floorPlan({
      name: 'stairs or level',
      durationS: 400,
      cellM: 0.25,
      walkable: rect(0, -2, 50, 15),
      // The level way runs south of the block, the gallery with its stairs through it.
      obstacles: [rect(8, 0, 42, 10), rect(8, 12, 42, 15)],
      surfaces: [flight(12, 20, 1), flight(30, 38, -1)],
      destinations: [{ id: 'exit', kind: 'exit', polygon: rect(49, 9, 50, 13) }],
      groups: [
        {
          id: 'walkers',
          area: rect(1, 9, 5, 14),
          people: { kind: 'count', count: ROUTE_PERSONS },
          freeSpeedMps: WEIDMANN_SPEEDS,
          route: { kind: 'nearest', destinations: ['exit'], congestionAware },
        },
      ],
    }),
    {
      untilS: 400,
      expected: ROUTE_PERSONS,
      everySteps: 10,
      sample: ({ count, id, x, y }) => {
        for (let i = 0; i < count; i++) {
          if ((x[i] ?? 0) > 24 && (x[i] ?? 0) < 26 && (y[i] ?? 0) > 9) overStairs.add(id[i] ?? 0);
        }
      },
    },
  );
  return overStairs.size / ROUTE_PERSONS;
}

export const rimea14: VerificationTest = {
  id: 'rimea-14',
  kind: 'study',
  title: { zh: '路线选择：楼梯或平路', en: 'Choice of route: stairs or level' },
  setUp: {
    zh: '西厅到东厅：直行约 44 m 须上下两段 8 m 楼梯，平路绕行约 65 m；改变楼梯步速（以 Weidmann 为 1），50 人，分别为无人与全体顾及拥挤。',
    en: 'From a west to an east hall: straight, about 44 m over two flights of 8 m, or about 65 m round on the level; the speed on stairs varied (1 is Weidmann), 50 persons, with nobody and with everybody heeding congestion.',
  },
  criterion: {
    zh: '研究：记录走楼梯的比例',
    en: 'a study: the share over the stairs is documented',
  },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    for (const aware of [0, 1]) {
      for (const part of STAIR_PARTS) {
        const name = `${aware === 0 ? 'shortest' : 'aware'}${part.toPrecision(2)}Share`;
        figures[name] = await shareOverStairs(bench, part, aware);
      }
    }
    return { pass: true, figures };
  },
};

export const stepStudy: VerificationTest = {
  id: 'step-study',
  kind: 'study',
  title: { zh: '步长 0.1 s 与 0.05 s', en: 'A step of 0.1 s against 0.05 s' },
  setUp: {
    zh: '测试 12d 的瓶颈，用两种步长。',
    en: 'The bottleneck of test 12d with both steps.',
  },
  criterion: { zh: '研究：流量之差', en: 'a study: how far the flows differ' },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    for (const widthM of [0.8, 1, 1.2]) {
      const rooms = { widthM, lengthM: 5, goalM: 4, freeSpeedMps: WEIDMANN_SPEEDS };
      const fine = (await emptyFirstRoom(bench, rooms)).flowPerMS;
      const coarse = (await emptyFirstRoom(bench, { ...rooms, dtS: 0.1 })).flowPerMS;
      figures[`fine${widthM}PerMS`] = fine;
      figures[`coarse${widthM}PerMS`] = coarse;
      figures[`ratio${widthM}`] = coarse / fine;
    }
    return { pass: true, figures };
  },
};

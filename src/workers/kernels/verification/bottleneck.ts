import { FieldMeter } from './field-meter.ts';
import { equalSpeed, floorPlan, WEIDMANN_SPEEDS } from './floor-plan.ts';
import type { PlotPoint } from './plot.ts';
import { rect, wallWithDoors } from './shapes.ts';
import { emptyFirstRoom, PERSONS } from './two-rooms.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const GOALS_M = [0, 5, 10] as const;
const WIDTHS_M = [0.8, 1, 1.2] as const;

export const rimea12a: VerificationTest = {
  id: 'rimea-12a',
  kind: 'test',
  title: { zh: '瓶颈：目标距离', en: 'Bottleneck: distance of the goal' },
  setUp: {
    zh: '10 × 10 m 两室，1 m 开口，150 人，目标在开口后 0、5、10 m。',
    en: 'Two rooms of 10 × 10 m, an opening of 1 m, 150 persons, the goal 0, 5 and 10 m behind it.',
  },
  criterion: { zh: '时间随距离不减', en: 'the time does not fall with the distance' },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    let before = 0;
    let pass = true;
    for (const goalM of GOALS_M) {
      const { lastS } = await emptyFirstRoom(bench, { widthM: 1, lengthM: 0.2, goalM });
      figures[`goal${goalM}mS`] = lastS;
      pass &&= lastS >= before;
      before = lastS;
    }
    return { pass, figures };
  },
};

export const rimea12b: VerificationTest = {
  id: 'rimea-12b',
  kind: 'test',
  title: { zh: '瓶颈：长度', en: 'Bottleneck: length' },
  setUp: {
    zh: '10 × 10 m 两室，1 m 宽开口，长 0.2 m 或 5 m，150 人。',
    en: 'Two rooms of 10 × 10 m, an opening 1 m wide, 0.2 m or 5 m long, 150 persons.',
  },
  criterion: { zh: '长瓶颈的时间 ≥ 短瓶颈', en: 'long takes at least as long as short' },
  async run(bench): Promise<Measured> {
    const short = await emptyFirstRoom(bench, { widthM: 1, lengthM: 0.2, goalM: 5 });
    const long = await emptyFirstRoom(bench, { widthM: 1, lengthM: 5, goalM: 5 });
    return {
      pass: long.lastS >= short.lastS,
      figures: { shortS: short.lastS, longS: long.lastS },
    };
  },
};

export const rimea12c: VerificationTest = {
  id: 'rimea-12c',
  kind: 'test',
  title: { zh: '瓶颈：两个串联', en: 'Bottleneck: two in series' },
  setUp: {
    zh: '三室，两个相同的 1 m 开口，150 人；数每个开口前 2 × 3 m 内的人。',
    en: 'Three rooms, two equal openings of 1 m, 150 persons; people counted in 2 × 3 m before each.',
  },
  criterion: {
    zh: '第一个开口前的排队大于第二个',
    en: 'queue 1 > queue 2, in the mean and at the peak',
  },
  async run(bench): Promise<Measured> {
    const queues = [
      new FieldMeter([8, 3.5, 10, 6.5]),
      new FieldMeter([18.2, 3.5, 20.2, 6.5]),
    ] as const;
    const door = [[4.5, 5.5]] as const;
    const played = await bench.play(
      floorPlan({
        name: 'three rooms in a row',
        durationS: 900,
        walkable: rect(0, 0, 27, 10),
        obstacles: [
          ...wallWithDoors(10, 0.2, [0, 10], door),
          ...wallWithDoors(20.2, 0.2, [0, 10], door),
        ],
        destinations: [{ id: 'goal', kind: 'exit', polygon: rect(26, 0, 27, 10) }],
        groups: [
          {
            id: 'crowd',
            area: rect(0.2, 0.2, 6, 9.8),
            people: { kind: 'count', count: PERSONS },
            freeSpeedMps: equalSpeed(1.34),
            route: { kind: 'sequence', destinations: ['goal'] },
          },
        ],
      }),
      {
        untilS: 900,
        expected: PERSONS,
        stalledAfterS: 120,
        everySteps: 4,
        sample: (agents, timeS) => {
          for (const queue of queues) queue.sample(agents, timeS);
        },
      },
    );
    const [first, second] = queues;
    return {
      pass:
        played.left.length === PERSONS &&
        first.meanPeople > second.meanPeople &&
        first.peakDensityPerM2 > second.peakDensityPerM2,
      figures: {
        meanQueue1: first.meanPeople,
        meanQueue2: second.meanPeople,
        peakQueue1: 6 * first.peakDensityPerM2,
        peakQueue2: 6 * second.peakDensityPerM2,
        left: played.left.length,
      },
    };
  },
};

/** Specific flows of experiments by width, Seyfried 2009. */
const EXPERIMENTS: readonly PlotPoint[] = [
  [0.8, 1.6],
  [1.2, 1.9],
];

export const rimea12d: VerificationTest = {
  id: 'rimea-12d',
  kind: 'test',
  title: { zh: '瓶颈：宽度与流量', en: 'Bottleneck: width and flow' },
  setUp: {
    zh: '10 × 10 m 两室，5 m 长的开口，宽 0.8、1.0、1.2 m，150 人，Weidmann 步速；第 10 至 90 百分位之间的稳态（0.2 m 短开口并列给出）。',
    en: 'Two rooms of 10 × 10 m, an opening 5 m long and 0.8, 1.0, 1.2 m wide, 150 persons, speeds after Weidmann; steady state from the 10th to the 90th percentile person (a door of 0.2 m is shown beside).',
  },
  criterion: {
    zh: '流量随宽度增加，且为 1.6–2.0 人/(m·s)',
    en: 'the flow rises with the width and is 1.6-2.0 per m and s at each',
  },
  remark: {
    zh: '只判定 5 m 长的开口；0.2 m 门的流量（door…）并列，宽 0.8 m 时可略高于 2.0。',
    en: 'Only the opening 5 m long is judged; the flow of a door of 0.2 m (door…) is shown beside and may lie above 2.0 at 0.8 m.',
  },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    const [long, short]: PlotPoint[][] = [[], []];
    let [before, pass] = [0, true];
    for (const widthM of WIDTHS_M) {
      const run = { widthM, goalM: 4, freeSpeedMps: WEIDMANN_SPEEDS };
      const { flow, flowPerMS } = await emptyFirstRoom(bench, { ...run, lengthM: 5 });
      const door = await emptyFirstRoom(bench, { ...run, lengthM: 0.2 });
      figures[`flow${widthM}PerMS`] = flowPerMS;
      figures[`door${widthM}PerMS`] = door.flowPerMS;
      long?.push([widthM, flowPerMS]);
      short?.push([widthM, door.flowPerMS]);
      pass &&= flowPerMS >= 1.6 && flowPerMS <= 2.0 && (flow?.perS ?? 0) > before;
      before = flow?.perS ?? 0;
    }
    return { pass, figures, series: { long: long ?? [], short: short ?? [] } };
  },
  plots: (bySeed) => [
    {
      name: 'rimea-12d-flow',
      title: 'Specific flow over width of the opening',
      x: 'width, m',
      y: 'specific flow, people per m and s',
      layers: [
        {
          kind: 'band',
          label: 'required',
          low: [
            [0.8, 1.6],
            [1.2, 1.6],
          ],
          high: [
            [0.8, 2],
            [1.2, 2],
          ],
        },
        { kind: 'dashes', label: 'experiments (Seyfried 2009)', points: EXPERIMENTS },
        {
          kind: 'dots',
          label: '5 m long, all seeds',
          points: bySeed.flatMap(({ series }) => series?.long ?? []),
        },
        {
          kind: 'crosses',
          label: 'door of 0.2 m, all seeds',
          points: bySeed.flatMap(({ series }) => series?.short ?? []),
        },
      ],
    },
  ],
};

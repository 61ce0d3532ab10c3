import { floorPlan } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import type { PlotPoint } from './plot.ts';
import { rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** Age and mean speed on the level, Weidmann 1993. */
const WEIDMANN_AGES: readonly PlotPoint[] = [
  [20, 1.61],
  [30, 1.54],
  [40, 1.48],
  [50, 1.41],
  [60, 1.27],
  [70, 1.07],
];
const PERSONS = 50;

export const rimea7: VerificationTest = {
  id: 'rimea-7',
  kind: 'test',
  title: { zh: '人口参数', en: 'Demographic parameters' },
  setUp: {
    zh: '每个年龄 50 人，间隔 1.5 m 并排走过 12 m，无人相碍。',
    en: 'For each age 50 persons abreast, 1.5 m apart, walk 12 m and nobody is in the way.',
  },
  criterion: {
    zh: '各年龄平均步速与 Weidmann 曲线差 ≤ 0.03 m/s，并随年龄下降',
    en: "mean speeds within ± 0.03 m/s of Weidmann's curve, falling with age",
  },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    const curve: PlotPoint[] = [];
    let pass = true;
    for (const [age, expected] of WEIDMANN_AGES) {
      const [start, finish] = [new LineCounter('y', 2), new LineCounter('y', 14)];
      const width = 1.5 * PERSONS;
      await bench.play(
        floorPlan({
          name: `persons of ${age} years`,
          durationS: 60,
          cellM: 0.25,
          walkable: rect(0, 0, width, 18),
          destinations: [{ id: 'exit', kind: 'exit', polygon: rect(0, 16, width, 18) }],
          groups: [
            {
              id: 'abreast',
              area: rect(0, 0, width, 2),
              people: {
                kind: 'places',
                places: Array.from({ length: PERSONS }, (_, k) => [1.5 * k + 0.75, 1] as const),
              },
              ageYears: { kind: 'constant', value: age },
              route: { kind: 'sequence', destinations: ['exit'] },
            },
          ],
        }),
        {
          untilS: 60,
          expected: PERSONS,
          everySteps: 1,
          sample: (agents, timeS) => {
            start.sample(agents, timeS);
            finish.sample(agents, timeS);
          },
        },
      );
      const speeds = finish.speedsFrom(start, 12);
      const mean = speeds.reduce((a, b) => a + b, 0) / speeds.length;
      figures[`age${age}Mps`] = mean;
      pass &&= speeds.length === PERSONS && Math.abs(mean - expected) <= 0.03;
      pass &&= mean < (curve.at(-1)?.[1] ?? Number.POSITIVE_INFINITY);
      curve.push([age, mean]);
    }
    return { pass, figures, series: { curve } };
  },
  plots: (bySeed) => [
    {
      name: 'rimea-7-age',
      title: 'Mean speed over age',
      x: 'age, years',
      y: 'speed, m/s',
      layers: [
        { kind: 'line', label: 'Weidmann 1993', points: WEIDMANN_AGES },
        {
          kind: 'dots',
          label: 'measured, all seeds',
          points: bySeed.flatMap(({ series }) => series?.curve ?? []),
        },
      ],
    },
  ],
};

import { namedRng } from '../../../domain/base/rng.ts';
import type { Bench } from './bench.ts';
import { FieldMeter } from './field-meter.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { interpolate } from './interpolate.ts';
import type { PlotPoint } from './plot.ts';
import { rect, scatteredPlaces } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const DENSITIES_PER_M2 = [0.5, 1, 2, 3, 4, 5, 6] as const;
const SPEED_MPS = 1.34;
const WIDTH_M = 4;
const FIRST_S = 10;
const LAST_S = 60;

/** Density and specific flow of the unidirectional runs "uo" of Jülich / Hermes 2009. */
const UO_RUNS: readonly PlotPoint[] = [
  [0.5, 0.7],
  [0.67, 0.9],
  [1.14, 1.38],
  [1.56, 1.55],
  [1.68, 1.61],
  [2.04, 1.33],
  [2.45, 1.01],
  [3.06, 0.95],
];
/** The same as speeds, v = J / ρ. */
const UO_SPEEDS = UO_RUNS.map(([rho, flow]): PlotPoint => [rho, flow / rho]);

/** Weidmann 1993. */
export function weidmannSpeed(rhoPerM2: number): number {
  if (rhoPerM2 >= 5.4) return 0;
  return 1.34 * (1 - Math.exp(-1.913 * (1 / rhoPerM2 - 1 / 5.4)));
}

interface Point {
  readonly densityPerM2: number;
  readonly speedMps: number;
  /** Speed of the second half of the time less that of the first: how steady it was. */
  readonly driftMps: number;
}

/**
 * A long corridor is filled alike everywhere and walks off. What happens at the tail moves with the people, what happens at the
 * head moves against them at under 0.75 m/s; the fields lie where neither arrives within the time, so that there the
 * corridor is as good as endless and the density stays.
 */
async function measure(bench: Bench, densityPerM2: number): Promise<Point> {
  const fastest = Math.min(SPEED_MPS, 1.25 * weidmannSpeed(densityPerM2) + 0.15);
  const fieldX = fastest * LAST_S + 2;
  const lengthM = fieldX + 10 + 0.75 * LAST_S;
  const half = (FIRST_S + LAST_S) / 2;
  const fields = [0, 4, 8].map((offset) => {
    const box = [fieldX + offset, -1, fieldX + offset + 2, 1] as const;
    return {
      whole: new FieldMeter(box, FIRST_S, LAST_S),
      first: new FieldMeter(box, FIRST_S, half),
      second: new FieldMeter(box, half, LAST_S),
    };
  });
  const rng = namedRng(bench.seed, `fundamental diagram ${densityPerM2}`);
  const count = Math.round(densityPerM2 * WIDTH_M * lengthM);
  const apartM = Math.min(0.5, 0.72 / Math.sqrt(densityPerM2));
  const edge = WIDTH_M / 2 - 0.15;
  const places = scatteredPlaces([0, -edge, lengthM, edge], count, apartM, rng);
  await bench.play(
    floorPlan({
      name: `corridor at ${densityPerM2} per m²`,
      durationS: LAST_S,
      cellM: 0.25,
      walkable: rect(-2, -WIDTH_M / 2, lengthM + 6, WIDTH_M / 2),
      destinations: [
        {
          id: 'exit',
          kind: 'exit',
          polygon: rect(lengthM + 3, -WIDTH_M / 2, lengthM + 6, WIDTH_M / 2),
        },
      ],
      groups: [
        {
          id: 'crowd',
          area: rect(0, -WIDTH_M / 2, lengthM, WIDTH_M / 2),
          people: { kind: 'places', places },
          freeSpeedMps: equalSpeed(SPEED_MPS),
          route: { kind: 'sequence', destinations: ['exit'] },
        },
      ],
    }),
    {
      untilS: LAST_S,
      everySteps: 10,
      sample: (agents, timeS) => {
        for (const { whole, first, second } of fields) {
          for (const meter of [whole, first, second]) meter.sample(agents, timeS);
        }
      },
    },
  );
  const mean = (pick: (field: (typeof fields)[number]) => number) =>
    fields.reduce((sum, field) => sum + pick(field), 0) / fields.length;
  return {
    densityPerM2: mean(({ whole }) => whole.meanDensityPerM2),
    speedMps: mean(({ whole }) => whole.meanSpeedMps),
    driftMps: mean(({ first, second }) => second.meanSpeedMps - first.meanSpeedMps),
  };
}

/** Root mean square difference of speed to the uo runs, along the measured curve. */
function rmsToUo(curve: readonly PlotPoint[]): number {
  const squares = UO_SPEEDS.map(([rho, speed]) => (interpolate(curve, rho) - speed) ** 2);
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
}

export const rimea4: VerificationTest = {
  id: 'rimea-4',
  kind: 'test',
  title: { zh: '基本图', en: 'Fundamental diagram' },
  setUp: {
    zh: '长走廊宽 4 m，随机布满 0.5–6 人/m²，自由速度皆为 1.34 m/s；三个 2 × 2 m 测区，60 s 去掉前 10 s。',
    en: 'A long corridor, 4 m wide, filled by chance with 0.5-6 people per m², free speed 1.34 m/s for all; three fields of 2 × 2 m, 60 s less the first 10.',
  },
  criterion: {
    zh: '速度随密度单调下降；与 uo 实验（0.5–3 人/m²）速度均方根差 < 0.2 m/s',
    en: 'speed falls with every density; rms to the uo runs (0.5-3 per m²) < 0.2 m/s',
  },
  async run(bench): Promise<Measured> {
    const points: Point[] = [];
    for (const density of DENSITIES_PER_M2) points.push(await measure(bench, density));
    const curve = points.map(({ densityPerM2, speedMps }): PlotPoint => [densityPerM2, speedMps]);
    const rmsMps = rmsToUo([[0, SPEED_MPS], ...curve]);
    const falls = curve.every(([, speed], k) => k === 0 || speed < (curve[k - 1]?.[1] ?? 0));
    const figures: Record<string, number> = { rmsMps };
    points.forEach(({ speedMps, densityPerM2 }, k) => {
      figures[`speedAt${DENSITIES_PER_M2[k]}Mps`] = speedMps;
      figures[`measuredAt${DENSITIES_PER_M2[k]}PerM2`] = densityPerM2;
    });
    figures.largestDriftMps = Math.max(...points.map(({ driftMps }) => Math.abs(driftMps)));
    return { pass: falls && rmsMps < 0.2, figures, series: { curve } };
  },
  plots(bySeed) {
    const clouds = bySeed.flatMap(({ series }) => series?.curve ?? []);
    const weidmann = Array.from({ length: 60 }, (_, k): PlotPoint => {
      const rho = 0.1 * (k + 1);
      return [rho, weidmannSpeed(rho)];
    });
    const flow = (points: readonly PlotPoint[]) =>
      points.map(([rho, speed]): PlotPoint => [rho, rho * speed]);
    const layers = (shape: (points: readonly PlotPoint[]) => readonly PlotPoint[]) => [
      { kind: 'dashes' as const, label: 'Weidmann 1993', points: shape(weidmann) },
      { kind: 'crosses' as const, label: 'uo runs (Hermes 2009)', points: shape(UO_SPEEDS) },
      { kind: 'dots' as const, label: 'measured, all seeds', points: shape(clouds) },
    ];
    return [
      {
        name: 'rimea-4-speed',
        title: 'Speed over density',
        x: 'density, people per m²',
        y: 'speed, m/s',
        layers: layers((points) => points),
      },
      {
        name: 'rimea-4-flow',
        title: 'Specific flow over density',
        x: 'density, people per m²',
        y: 'specific flow, people per m and s',
        layers: layers(flow),
      },
    ];
  },
};

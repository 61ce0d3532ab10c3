import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { LineCounter } from './line-counter.ts';
import { rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** One person walks 40 m of level corridor, 2 m wide, from x = 0 to x = 40; resolves to the seconds it takes. */
async function walk40m(bench: Bench, speedMps: number): Promise<number> {
  const [start, finish] = [new LineCounter('x', 0), new LineCounter('x', 40)];
  await bench.play(
    floorPlan({
      name: 'corridor 2 × 40 m',
      durationS: 120,
      walkable: rect(-2, 0, 44, 2),
      destinations: [{ id: 'exit', kind: 'exit', polygon: rect(42, 0, 44, 2) }],
      groups: [
        {
          id: 'walker',
          area: rect(-2, 0, 0, 2),
          people: { kind: 'places', places: [[-1, 1]] },
          freeSpeedMps: equalSpeed(speedMps),
          route: { kind: 'sequence', destinations: ['exit'] },
        },
      ],
    }),
    {
      untilS: 120,
      expected: 1,
      everySteps: 1,
      sample: (agents, timeS) => {
        start.sample(agents, timeS);
        finish.sample(agents, timeS);
      },
    },
  );
  return (finish.times[0] ?? Number.NaN) - (start.times[0] ?? Number.NaN);
}

export const rimea1: VerificationTest = {
  id: 'rimea-1',
  kind: 'test',
  title: { zh: '走廊中保持步速', en: 'Walking speed is kept in a corridor' },
  setUp: {
    zh: '2 × 40 m 走廊，一人，1.33 m/s。',
    en: 'A corridor of 2 × 40 m, one person, 1.33 m/s.',
  },
  criterion: { zh: '26–34 s', en: '26-34 s' },
  async run(bench): Promise<Measured> {
    const timeS = await walk40m(bench, 1.33);
    return { pass: timeS >= 26 && timeS <= 34, figures: { timeS } };
  },
};

export const nist21: VerificationTest = {
  id: 'nist-2.1',
  kind: 'test',
  title: { zh: '走廊中的步速', en: 'Speed in a corridor' },
  setUp: {
    zh: '2 × 40 m 走廊，一人，1 m/s。',
    en: 'A corridor of 2 × 40 m, one person, 1 m/s.',
  },
  criterion: { zh: '1.0 ± 0.05 m/s', en: '1.0 ± 0.05 m/s' },
  async run(bench): Promise<Measured> {
    const speedMps = 40 / (await walk40m(bench, 1));
    return { pass: Math.abs(speedMps - 1) <= 0.05, figures: { speedMps } };
  },
};

import { namedRng } from '../../../domain/base/rng.ts';
import type { Distribution } from '../../../domain/scenario/scenario.ts';
import type { AgentColumns } from '../agents/simulation.ts';
import { cdfOf } from './distribution-law.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { kolmogorovDistance, kolmogorovP } from './kolmogorov.ts';
import type { PlotPoint } from './plot.ts';
import { latticePlaces, rect, wallWithDoors } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

/** So far somebody must have gone to count as walking. */
const MOVED_M = 0.05;

/** Notes when each person was last seen in the place where the person appeared: the step after it is the first. */
class FirstSteps {
  /** Moment of leaving the place, by person. */
  readonly timeS = new Map<number, number>();
  private readonly home = new Map<number, { x: number; y: number; lastS: number }>();

  sample({ count, id, x, y }: AgentColumns, timeS: number): void {
    for (let i = 0; i < count; i++) {
      const agent = id[i] ?? 0;
      if (this.timeS.has(agent)) continue;
      const [px, py] = [x[i] ?? 0, y[i] ?? 0];
      const home = this.home.get(agent);
      if (!home) {
        this.home.set(agent, { x: px, y: py, lastS: timeS });
        continue;
      }
      const awayM = Math.hypot(px - home.x, py - home.y);
      if (awayM < 0.001) home.lastS = timeS;
      if (awayM > MOVED_M) this.timeS.set(agent, home.lastS);
    }
  }
}

export const rimea5: VerificationTest = {
  id: 'rimea-5',
  kind: 'test',
  title: { zh: '行动前时间', en: 'Pre-movement time' },
  setUp: {
    zh: '8 × 5 m 房间，1 m 出口，10 人，行动前时间取自 U[10, 100] s。',
    en: 'A room of 8 × 5 m, an exit of 1 m, 10 persons, pre-movement times drawn from U[10, 100] s.',
  },
  criterion: {
    zh: '每人在其时间 ± 0.5 s 内起步（看其位置，不看程序的说法）',
    en: 'each is seen to start within 0.5 s of the set time',
  },
  async run(bench): Promise<Measured> {
    const rng = namedRng(bench.seed, 'pre-movement times');
    const assignedS = Array.from({ length: 10 }, () => 10 + 90 * rng.next());
    const steps = new FirstSteps();
    const played = await bench.play(
      floorPlan({
        name: 'room 8 × 5 m',
        durationS: 200,
        walkable: rect(0, 0, 11, 5),
        obstacles: wallWithDoors(8, 0.2, [0, 5], [[2, 3]]),
        destinations: [{ id: 'exit', kind: 'exit', polygon: rect(9, 0, 11, 5) }],
        groups: assignedS.map((value, k) => ({
          id: `person-${k}`,
          area: rect(1, 0.5, 4, 4.5),
          people: {
            kind: 'places' as const,
            places: [[1 + 0.8 * Math.floor(k / 5), 0.5 + 0.9 * (k % 5)] as const],
          },
          freeSpeedMps: equalSpeed(1.34),
          preMovementS: { kind: 'constant' as const, value },
          route: { kind: 'sequence' as const, destinations: ['exit'] },
        })),
      }),
      {
        untilS: 200,
        expected: 10,
        everySteps: 1,
        sample: (agents, timeS) => steps.sample(agents, timeS),
      },
    );
    const misses = [...played.entered].map(([agent, group]) =>
      Math.abs((steps.timeS.get(agent) ?? Number.POSITIVE_INFINITY) - (assignedS[group] ?? 0)),
    );
    const largestMissS = Math.max(...misses);
    return {
      pass: misses.length === 10 && largestMissS <= 0.5,
      figures: { persons: misses.length, largestMissS },
    };
  },
};

const LAWS: readonly { readonly name: string; readonly law: Distribution }[] = [
  { name: 'uniform', law: { kind: 'uniform', min: 2, max: 20 } },
  { name: 'normal', law: { kind: 'normal', mean: 12, sd: 4, min: 2, max: 24 } },
  { name: 'lognormal', law: { kind: 'lognormal', mu: 2, sigma: 0.5, max: 60 } },
];
const PER_LAW = 200;

export const nist11: VerificationTest = {
  id: 'nist-1.1',
  kind: 'test',
  title: { zh: '行动前时间的分布', en: 'Pre-movement time distributions' },
  setUp: {
    zh: '大厅中三组各 200 人，行动前时间分别服从均匀、正态（截断）和对数正态分布。',
    en: 'A hall with three groups of 200, pre-movement times uniform, normal (cut) and lognormal.',
  },
  criterion: {
    zh: '观察到的起步时间：每种分布 Kolmogorov–Smirnov p > 0.05（精确分布）',
    en: 'the starts seen: Kolmogorov-Smirnov p > 0.05 for each law (exact)',
  },
  remark: {
    zh: '每个 p 以 5 % 的概率对完全正确的抽样也低于 0.05：三种分布、五个种子即 15 次检验，至少一次失败的概率为 54 %。全部种子合并的 p（PTogether）并列，不作判定。',
    en: 'Each p lies below 0.05 by chance in one of twenty exact samples: with three laws and five seeds a flawless sampler fails somewhere with probability 0.54. The p of all seeds together (PTogether) is shown beside and not judged.',
  },
  async run(bench): Promise<Measured> {
    const steps = new FirstSteps();
    const rng = namedRng(bench.seed, 'places in the hall');
    const played = await bench.play(
      floorPlan({
        name: 'hall with three groups',
        durationS: 100,
        cellM: 0.25,
        walkable: rect(0, 0, 66, 24),
        destinations: [{ id: 'exit', kind: 'exit', polygon: rect(0, 22, 66, 24) }],
        groups: LAWS.map(({ name, law }, k) => ({
          id: name,
          area: rect(22 * k, 0, 22 * k + 22, 20),
          people: {
            kind: 'places' as const,
            places: latticePlaces([22 * k + 0.5, 1, 22 * k + 21.5, 20], 0.52, 0.2, rng).slice(
              0,
              PER_LAW,
            ),
          },
          freeSpeedMps: equalSpeed(1.34),
          preMovementS: law,
          route: { kind: 'sequence' as const, destinations: ['exit'] },
        })),
      }),
      {
        untilS: 100,
        expected: LAWS.length * PER_LAW,
        everySteps: 1,
        // Everybody has been seen to walk: how they leave is no matter here.
        sample: (agents, timeS) => {
          steps.sample(agents, timeS);
          return steps.timeS.size === LAWS.length * PER_LAW ? 'stop' : undefined;
        },
      },
    );
    const figures: Record<string, number> = {};
    const series: Record<string, readonly PlotPoint[]> = {};
    let pass = played.entered.size === LAWS.length * PER_LAW;
    LAWS.forEach(({ name, law }, k) => {
      const starts = [...played.entered]
        .filter(([, group]) => group === k)
        .map(([agent]) => steps.timeS.get(agent) ?? Number.POSITIVE_INFINITY);
      const distance = kolmogorovDistance(starts, cdfOf(law));
      const p = kolmogorovP(starts.length, distance);
      figures[`${name}P`] = p;
      pass &&= starts.length === PER_LAW && p > 0.05;
      series[name] = starts.map((start): PlotPoint => [start, cdfOf(law)(start)]);
    });
    return { pass, figures, series };
  },
  together(bySeed) {
    const figures: Record<string, number> = {};
    for (const { name } of LAWS) {
      // Each start by its own distribution function: uniform on [0, 1] if the law is the right one.
      const shares = bySeed.flatMap(({ series }) =>
        (series?.[name] ?? []).map(([, share]) => share),
      );
      const distance = kolmogorovDistance(shares, (share) => share);
      figures[`${name}PTogether`] = kolmogorovP(shares.length, distance);
    }
    return figures;
  },
};

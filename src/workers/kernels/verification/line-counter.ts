import type { AgentColumns } from '../agents/simulation.ts';

/**
 * Notes when each person first passes a line x = `atM` (or y = `atM`) in the positive direction between `fromM` and
 * `toM` of the other coordinate; the moment is interpolated between two samples.
 */
export class LineCounter {
  /** Moments of passing by person, in the order of passing. */
  readonly passedS = new Map<number, number>();
  private readonly seen = new Map<number, { at: number; timeS: number }>();
  private readonly axis: 'x' | 'y';
  private readonly atM: number;
  private readonly span: readonly [number, number];
  private readonly sign: 1 | -1;

  constructor(
    axis: 'x' | 'y',
    atM: number,
    span: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    sign: 1 | -1 = 1,
  ) {
    this.axis = axis;
    this.atM = atM;
    this.span = span;
    this.sign = sign;
  }

  sample(agents: AgentColumns, timeS: number): void {
    const along = this.axis === 'x' ? agents.x : agents.y;
    const across = this.axis === 'x' ? agents.y : agents.x;
    for (let i = 0; i < agents.count; i++) {
      const id = agents.id[i] ?? 0;
      if (this.passedS.has(id)) continue;
      const at = this.sign * ((along[i] ?? 0) - this.atM);
      const side = across[i] ?? 0;
      const before = this.seen.get(id);
      if (before && before.at < 0 && at >= 0 && side >= this.span[0] && side <= this.span[1]) {
        const share = before.at / (before.at - at);
        this.passedS.set(id, before.timeS + share * (timeS - before.timeS));
      }
      this.seen.set(id, { at, timeS });
    }
  }

  get times(): readonly number[] {
    return [...this.passedS.values()];
  }

  /** Mean speed of each person who passed both lines, `lengthM` apart. */
  speedsFrom(earlier: LineCounter, lengthM: number): readonly number[] {
    return [...this.passedS].flatMap(([agent, timeS]) => {
      const fromS = earlier.passedS.get(agent);
      return fromS === undefined ? [] : [lengthM / (timeS - fromS)];
    });
  }
}

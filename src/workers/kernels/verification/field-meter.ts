import type { AgentColumns } from '../agents/simulation.ts';

/** Mean density and speed in a rectangle between two moments, by counting at every sample (the classical method). */
export class FieldMeter {
  private readonly box: readonly [number, number, number, number];
  private readonly fromS: number;
  private readonly untilS: number;
  private samples = 0;
  private people = 0;
  private speedSum = 0;
  private most = 0;

  constructor(
    box: readonly [x0: number, y0: number, x1: number, y1: number],
    fromS = 0,
    untilS = Number.POSITIVE_INFINITY,
  ) {
    this.box = box;
    this.fromS = fromS;
    this.untilS = untilS;
  }

  sample({ count, x, y, vx, vy }: AgentColumns, timeS: number): void {
    if (timeS < this.fromS || timeS > this.untilS) return;
    const [x0, y0, x1, y1] = this.box;
    let inside = 0;
    for (let i = 0; i < count; i++) {
      const [px, py] = [x[i] ?? 0, y[i] ?? 0];
      if (px < x0 || px >= x1 || py < y0 || py >= y1) continue;
      inside += 1;
      this.speedSum += Math.hypot(vx[i] ?? 0, vy[i] ?? 0);
    }
    this.samples += 1;
    this.people += inside;
    this.most = Math.max(this.most, inside);
  }

  /** Mean number of people. */
  get meanPeople(): number {
    return this.people / Math.max(1, this.samples);
  }

  get meanDensityPerM2(): number {
    return this.meanPeople / this.areaM2;
  }

  get peakDensityPerM2(): number {
    return this.most / this.areaM2;
  }

  /** Mean over everybody at every sample; NaN when nobody was there. */
  get meanSpeedMps(): number {
    return this.speedSum / this.people;
  }

  private get areaM2(): number {
    const [x0, y0, x1, y1] = this.box;
    return (x1 - x0) * (y1 - y0);
  }
}

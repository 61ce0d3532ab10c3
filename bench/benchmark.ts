import type { Figure } from './figures.ts';

/** What a benchmark is told. */
export interface BenchOptions {
  /** How long to measure, for those that measure over time. */
  readonly seconds: number | undefined;
}

/** Gives figures as they come; throws where what is measured went wrong (lost data, nothing drawn). */
export type Benchmark = (options: BenchOptions) => AsyncIterable<Figure>;

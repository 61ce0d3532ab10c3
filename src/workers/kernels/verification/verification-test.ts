import type { Bench } from './bench.ts';
import type { Plot, PlotPoint } from './plot.ts';

/** Words in both languages of the console. */
export interface LocalText {
  readonly zh: string;
  readonly en: string;
}

/** What one run of a test with one seed gave. */
export interface Measured {
  readonly pass: boolean;
  /** Figures with their unit in the name, in the order in which they are shown. */
  readonly figures: Readonly<Record<string, number>>;
  /** Curves and clouds for the plots, as [x, y]. */
  readonly series?: Readonly<Record<string, readonly PlotPoint[]>>;
}

/**
 * One test of RiMEA 4.1.1, NIST TN 1822 / ISO 20414, or of the books. A `study` is shown and never judged.
 * A test judges each seed by itself and passes when it passes with every seed, unless it has a `judge`.
 */
export interface VerificationTest {
  readonly id: string;
  readonly kind: 'test' | 'study';
  readonly title: LocalText;
  /** The set-up in a sentence or two. */
  readonly setUp: LocalText;
  readonly criterion: LocalText;
  run(bench: Bench): Promise<Measured>;
  /**
   * For a criterion that is a test of significance: judges the samples of all seeds together, because of twenty exact
   * samples judged one by one, one falls below p = 0.05. Its figures are shown beside those of the seeds.
   */
  judge?(bySeed: readonly Measured[]): Measured;
  /** Plots over all seeds. */
  plots?(bySeed: readonly Measured[]): readonly Plot[];
}

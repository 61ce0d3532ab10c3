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
 * A test judges each seed by itself and passes when it passes with every seed.
 */
export interface VerificationTest {
  readonly id: string;
  readonly kind: 'test' | 'study';
  readonly title: LocalText;
  /** The set-up in a sentence or two. */
  readonly setUp: LocalText;
  readonly criterion: LocalText;
  run(bench: Bench): Promise<Measured>;
  /** Figures of the samples of all seeds together; shown, never judged. */
  together?(bySeed: readonly Measured[]): Readonly<Record<string, number>>;
  /** What a reader of the result must know. */
  readonly remark?: LocalText;
  /** Plots over all seeds. */
  plots?(bySeed: readonly Measured[]): readonly Plot[];
}

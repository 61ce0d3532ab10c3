import { stolenMs } from './stolen-time.ts';

/** More of the clock's time stolen than this, and a sample says more about the host than about the code. */
const STOLEN_SHARE = 0.02;
/** With fewer left than this all are kept. */
const FEWEST = 3;

/** Samples of one quantity, less those during which the hypervisor took the processor away. */
export class QuietSamples {
  readonly #quiet: number[] = [];
  readonly #all: number[] = [];

  /** Adds what `measure` gives. */
  async take(measure: () => number | Promise<number>): Promise<void> {
    const stolenBefore = stolenMs();
    const from = performance.now();
    const value = await measure();
    const stolen = (stolenMs() ?? 0) - (stolenBefore ?? 0);
    this.#all.push(value);
    if (stolen <= STOLEN_SHARE * (performance.now() - from)) this.#quiet.push(value);
  }

  get values(): readonly number[] {
    return this.#quiet.length >= FEWEST ? this.#quiet : this.#all;
  }

  get taken(): number {
    return this.#all.length;
  }

  /** During how many the processor was taken away. */
  get disturbed(): number {
    return this.#all.length - this.#quiet.length;
  }
}

import { MINUTE } from '../base/quantity.ts';
import { AGE_STEP_S, type DensityFrame } from '../crowd/density-frame.ts';
import { type Ground, OUTSIDE_LEAF } from '../site/ground.ts';
import type { CoverageReview, Span, Void } from './review-report.ts';

/**
 * Walkable cells without data, counted in one raster of each minute. What a raster does not say, an age beyond the
 * last code, is without data anyway.
 */
export class CellFold {
  readonly #ground: Pick<Ground, 'leaves' | 'leafOfCell' | 'cellCount'>;
  readonly #afterS: number;
  /** By leaf; the last one is `outside`. */
  readonly #without: Float64Array;
  readonly #cells: Float64Array;
  #minute = Number.NEGATIVE_INFINITY;
  #minutes = 0;

  constructor(ground: Pick<Ground, 'leaves' | 'leafOfCell' | 'cellCount'>, afterS: number) {
    this.#ground = ground;
    this.#afterS = afterS;
    this.#without = new Float64Array(ground.leaves.length + 1);
    this.#cells = new Float64Array(ground.leaves.length + 1);
    for (let cell = 0; cell < ground.cellCount; cell++) add(this.#cells, this.#leaf(cell));
  }

  /** Takes a raster; only the first of each minute is counted. Frames come in order of time. */
  take({ issuedAt, age }: DensityFrame): void {
    const minute = Math.floor(issuedAt / MINUTE);
    if (minute <= this.#minute || age.length !== this.#ground.cellCount) return;
    this.#minute = minute;
    this.#minutes += 1;
    const fresh = Math.floor(this.#afterS / AGE_STEP_S);
    for (let cell = 0; cell < age.length; cell++) {
      if ((age[cell] ?? 0) > fresh) add(this.#without, this.#leaf(cell));
    }
  }

  review(span: Span, voids: readonly Void[]): CoverageReview {
    const places = [
      ...this.#ground.leaves.map(({ id, name }) => ({ place: id as string, name })),
      { place: 'outside', name: { zh: '外围', en: 'Outside' } },
    ];
    const minutes = this.#minutes;
    return {
      ...span,
      withoutDataAfterS: this.#afterS,
      cells: places.map((place, leaf) => {
        const cells = this.#cells[leaf] ?? 0;
        const cellMinutes = this.#without[leaf] ?? 0;
        const known = minutes === 0 ? {} : { cellMinutes };
        const share = minutes * cells === 0 ? {} : { share: cellMinutes / (minutes * cells) };
        return { ...place, cells, ...known, ...share };
      }),
      minutesCounted: minutes,
      voids,
    };
  }

  #leaf(cell: number): number {
    const leaf = this.#ground.leafOfCell[cell] ?? OUTSIDE_LEAF;
    return leaf === OUTSIDE_LEAF ? this.#ground.leaves.length : leaf;
  }
}

function add(counts: Float64Array, leaf: number): void {
  counts[leaf] = (counts[leaf] ?? 0) + 1;
}

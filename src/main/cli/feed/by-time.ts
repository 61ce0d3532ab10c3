import type { Millis } from '../../../domain/base/quantity.ts';

/** Gathers rows by their instants, however a file orders them. */
export class ByTime<Row> {
  readonly #rows = new Map<Millis, Row[]>();

  add(at: Millis, row: Row): void {
    const same = this.#rows.get(at);
    if (same) same.push(row);
    else this.#rows.set(at, [row]);
  }

  /** Every instant with its rows, the earliest first. */
  *inOrder(): Generator<readonly [at: Millis, rows: readonly Row[]]> {
    for (const at of [...this.#rows.keys()].sort((a, b) => a - b)) {
      yield [at, this.#rows.get(at) ?? []];
    }
  }
}

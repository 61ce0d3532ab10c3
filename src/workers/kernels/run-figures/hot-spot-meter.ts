import type { Ground } from '../../../domain/site/ground.ts';
import type { RunSample } from './run-sample.ts';

/** People in each hot-spot at the end of each minute: the model's own, or counted on the cells of the ground. */
export class HotSpotMeter {
  /** By hot-spot, then by minute. */
  readonly series: number[][];
  readonly #ground: Ground;
  readonly #cells: readonly Uint32Array[];
  readonly #onCell: Uint16Array;

  constructor(cells: readonly Uint32Array[], ground: Ground, saved?: number[][]) {
    this.#ground = ground;
    this.#cells = cells;
    this.#onCell = new Uint16Array(ground.cellCount);
    this.series = saved ?? cells.map(() => []);
  }

  endMinute({ hotSpotPeople, bodies }: RunSample): void {
    if (bodies) this.#count(bodies);
    this.series.forEach((series, spot) => {
      series.push(hotSpotPeople?.[spot] ?? this.#peopleOn(this.#cells[spot]));
    });
  }

  #count({ count, x, y }: NonNullable<RunSample['bodies']>): void {
    const { grid, walkIndex } = this.#ground;
    const people = this.#onCell.fill(0);
    for (let k = 0; k < count; k++) {
      const col = Math.floor(((x[k] as number) - grid.westM) / grid.cellM);
      const row = Math.floor(((y[k] as number) - grid.southM) / grid.cellM);
      if (col < 0 || row < 0 || col >= grid.cols || row >= grid.rows) continue;
      const walk = walkIndex[row * grid.cols + col] as number;
      if (walk >= 0) people[walk] = (people[walk] as number) + 1;
    }
  }

  #peopleOn(cells: Uint32Array | undefined): number {
    let people = 0;
    for (const walk of cells ?? []) people += this.#onCell[walk] as number;
    return people;
  }
}

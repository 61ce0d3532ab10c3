import { cellCentre, type Grid } from '../../../domain/geo/grid.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { walkableCellsInside } from '../../../domain/site/ground.ts';
import type { NightPeople } from '../night/agent-night.ts';
import { HELBING_RADIUS_M, PRESSURE_GATE_PER_M2 } from '../tracks/helbing-field.ts';
import { LOOK_EVERY_S } from './density-meter.ts';

/** Distance between two points at which pressure is measured. */
const SPACING_M = 3;
/** Seconds, and so samples, over which the velocity's straight line is taken: one look a second. Our choice. */
const RUN_PRESSURE_WINDOW_S = 5;
/** Where the last look's density is below this nobody measures: the gate is hardly reached before the next one. */
const WATCH_PER_M2 = 3.5;
/** Beyond this the kernel's weight is below 2 % of its middle. */
const REACH_M = 2;
const NO_POINT = -1;
/** The kernel's weights by squared distance, this many to the m²: within 1 % of its value. */
const WEIGHTS_PER_M2 = 64;
const WEIGHTS = Float64Array.from({ length: REACH_M * REACH_M * WEIGHTS_PER_M2 + 1 }, (_, k) =>
  Math.exp(-(k + 0.5) / WEIGHTS_PER_M2 / HELBING_RADIUS_M ** 2),
);

/** What the meter holds; plain JSON. Velocities of the last seconds are not kept: a restored meter begins them anew. */
export interface PressureMeterState {
  readonly spots: { maxPerS2?: number; atSecond?: number; gatedS: number }[];
}

/**
 * Crowd pressure P = ρ · Var(V) at hot-spots (Helbing, Johansson, Al-Abideen 2007): ρ = Σ f and V = Σ v f / Σ f with
 * f(d) = exp(−d²/R²) / (πR²), R = 1 m, at points 3 m apart, once a second; v is a person's way in the last second.
 * Var is what is left of V beside a straight line through five seconds, and counts only where ρ ≥ 4 ped/m². Five
 * seconds of every twenty are measured: turbulence lasts for minutes, and a crowd of 75,000 has many points.
 */
export class PressureMeter {
  readonly state: PressureMeterState;
  readonly #points: Grid;
  /** Point of each cell of #points, NO_POINT elsewhere; hot-spot, place and density raster cell of each point. */
  readonly #pointAt: Int32Array;
  readonly #spotOf: Uint8Array;
  readonly #cells: Int32Array;
  readonly #east: Float32Array;
  readonly #north: Float32Array;
  readonly #cellOf: Int32Array;
  readonly #watched: Uint8Array;
  /** By cell of #points: its point where that is watched, and whether it or a neighbour has one. */
  readonly #watchedAt: Int32Array;
  readonly #near: Uint8Array;
  #secondsLeft = 0;
  readonly #weight: Float64Array;
  readonly #sumX: Float64Array;
  readonly #sumY: Float64Array;
  readonly #vx: Float32Array;
  readonly #vy: Float32Array;
  /** Samples in a row that each point has. */
  readonly #known: Uint16Array;
  #turn = 0;

  constructor(ground: Ground, raster: Grid, saved?: PressureMeterState) {
    const { site, grid } = ground;
    this.#points = pointGrid(grid);
    this.#pointAt = new Int32Array(this.#points.cols * this.#points.rows).fill(NO_POINT);
    const spots: number[] = [];
    const cells: number[] = [];
    site.hotSpots.forEach(({ polygon }, spot) => {
      for (const walk of walkableCellsInside(ground, polygon)) {
        const centre = cellCentre(grid, ground.gridCell[walk] ?? 0);
        const cell = cellOf(this.#points, centre[0], centre[1]);
        if (cell < 0 || this.#pointAt[cell] !== NO_POINT) continue;
        this.#pointAt[cell] = cells.push(cell) - 1;
        spots.push(spot);
      }
    });
    const count = cells.length;
    this.#spotOf = Uint8Array.from(spots);
    const centres = cells.map((cell) => cellCentre(this.#points, cell));
    this.#east = Float32Array.from(centres, ([east]) => east);
    this.#north = Float32Array.from(centres, ([, north]) => north);
    this.#cellOf = Int32Array.from(centres, ([east, north]) => cellOf(raster, east, north));
    this.#watched = new Uint8Array(count);
    this.#cells = Int32Array.from(cells);
    this.#watchedAt = new Int32Array(this.#pointAt.length).fill(NO_POINT);
    this.#near = new Uint8Array(this.#pointAt.length);
    this.#weight = new Float64Array(count);
    this.#sumX = new Float64Array(count);
    this.#sumY = new Float64Array(count);
    this.#vx = new Float32Array(count * RUN_PRESSURE_WINDOW_S);
    this.#vy = new Float32Array(count * RUN_PRESSURE_WINDOW_S);
    this.#known = new Uint16Array(count);
    this.state = saved ?? { spots: site.hotSpots.map(() => ({ gatedS: 0 })) };
  }

  /**
   * At the end of `LOOK_EVERY_S` seconds: counts them where the raster is at the gate, and chooses which points to watch
   * in the next ones. At the beginning of the span there are none to count.
   */
  watch(raster: Float32Array, second: number, isBeginning = false): void {
    const measures = Math.floor(second / LOOK_EVERY_S) % 2 === 0;
    const gated = new Set<number>();
    this.#near.fill(0);
    let isWatching = false;
    const { cols } = this.#points;
    for (let point = 0; point < this.#watched.length; point++) {
      const perM2 = raster[this.#cellOf[point] ?? -1] ?? 0;
      const dense = measures && perM2 >= WATCH_PER_M2;
      if (perM2 >= PRESSURE_GATE_PER_M2) gated.add(this.#spotOf[point] as number);
      const cell = this.#cells[point] as number;
      this.#watched[point] = dense ? 1 : 0;
      this.#watchedAt[cell] = dense ? point : NO_POINT;
      this.#known[point] = 0;
      if (!dense) continue;
      isWatching = true;
      for (let row = -1; row <= 1; row++) {
        this.#near.fill(1, cell + row * cols - 1, cell + row * cols + 2);
      }
    }
    this.#secondsLeft = isWatching ? RUN_PRESSURE_WINDOW_S : 0;
    if (isBeginning) return;
    for (const spot of gated) {
      const own = this.state.spots[spot];
      if (own) own.gatedS += LOOK_EVERY_S;
    }
  }

  /** Looks at a second. */
  add(people: NightPeople, second: number): void {
    if (this.#secondsLeft === 0) return;
    this.#secondsLeft -= 1;
    this.#gather(people);
    this.#turn = (this.#turn + 1) % RUN_PRESSURE_WINDOW_S;
    for (let point = 0; point < this.#watched.length; point++) {
      if (this.#watched[point] === 0) continue;
      const spot = this.#spotOf[point] as number;
      const weight = this.#weight[point] as number;
      const perM2 = weight / (Math.PI * HELBING_RADIUS_M ** 2);
      if (weight === 0) {
        this.#known[point] = 0;
        continue;
      }
      const at = point * RUN_PRESSURE_WINDOW_S + this.#turn;
      this.#vx[at] = (this.#sumX[point] as number) / weight;
      this.#vy[at] = (this.#sumY[point] as number) / weight;
      this.#known[point] = (this.#known[point] as number) + 1;
      if (perM2 < PRESSURE_GATE_PER_M2) continue;
      if ((this.#known[point] as number) < RUN_PRESSURE_WINDOW_S) continue;
      this.#note(spot, perM2 * this.#variance(point), second);
    }
  }

  #note(spot: number, perS2: number, second: number): void {
    const own = this.state.spots[spot];
    if (own === undefined || perS2 <= (own.maxPerS2 ?? -1)) return;
    own.maxPerS2 = perS2;
    own.atSecond = second;
  }

  /** Sums of weights and velocities at the watched points. */
  #gather({ count, x, y, xBefore, yBefore }: NightPeople): void {
    const weights = this.#weight.fill(0);
    const sumX = this.#sumX.fill(0);
    const sumY = this.#sumY.fill(0);
    const near = this.#near;
    const watchedAt = this.#watchedAt;
    const pointEast = this.#east;
    const pointNorth = this.#north;
    const { cols, rows, westM, southM, cellM } = this.#points;
    for (let k = 0; k < count; k++) {
      const east = x[k] as number;
      const north = y[k] as number;
      const col = Math.floor((east - westM) / cellM);
      const row = Math.floor((north - southM) / cellM);
      if (col < 1 || row < 1 || col >= cols - 1 || row >= rows - 1) continue;
      const own = row * cols + col;
      if (near[own] === 0) continue;
      const vx = east - (xBefore[k] as number);
      // Who came within this second has no way yet.
      if (Number.isNaN(vx)) continue;
      const vy = north - (yBefore[k] as number);
      // Of the points within 2 m none lies beyond the two by two cells nearest to the person.
      const west = east - westM < (col + 0.5) * cellM ? own - 1 : own;
      const south = north - southM < (row + 0.5) * cellM ? west - cols : west;
      for (let first = south; first <= south + cols; first += cols) {
        for (let cell = first; cell < first + 2; cell++) {
          const point = watchedAt[cell] as number;
          if (point === NO_POINT) continue;
          const dx = east - (pointEast[point] as number);
          const dy = north - (pointNorth[point] as number);
          const squared = dx * dx + dy * dy;
          if (squared > REACH_M * REACH_M) continue;
          const weight = WEIGHTS[(squared * WEIGHTS_PER_M2) | 0] as number;
          weights[point] = (weights[point] as number) + weight;
          sumX[point] = (sumX[point] as number) + weight * vx;
          sumY[point] = (sumY[point] as number) + weight * vy;
        }
      }
    }
  }

  #variance(point: number): number {
    const first = point * RUN_PRESSURE_WINDOW_S;
    const end = first + RUN_PRESSURE_WINDOW_S;
    return (
      residualVariance(this.#vx.subarray(first, end), this.#turn) +
      residualVariance(this.#vy.subarray(first, end), this.#turn)
    );
  }
}

/** Squared distance of a ring of samples, the newest at `newest`, from its best straight line, per degree of freedom. */
function residualVariance(ring: Float32Array, newest: number): number {
  const n = ring.length;
  let mean = 0;
  for (const value of ring) mean += value / n;
  let tt = 0;
  let tv = 0;
  let vv = 0;
  for (let k = 0; k < n; k++) {
    const t = k - (n - 1) / 2;
    const v = (ring[(newest + 1 + k) % n] as number) - mean;
    tt += t * t;
    tv += t * v;
    vv += v * v;
  }
  return Math.max(0, vv - (tv * tv) / tt) / (n - 2);
}

/** A raster of points over the site with one cell more on each side, so that every person has neighbours in it. */
function pointGrid({ westM, southM, cols, rows, cellM }: Grid): Grid {
  return {
    westM: westM - SPACING_M,
    southM: southM - SPACING_M,
    cols: Math.ceil((cols * cellM) / SPACING_M) + 2,
    rows: Math.ceil((rows * cellM) / SPACING_M) + 2,
    cellM: SPACING_M,
  };
}

function cellOf(grid: Grid, east: number, north: number): number {
  const col = Math.floor((east - grid.westM) / grid.cellM);
  const row = Math.floor((north - grid.southM) / grid.cellM);
  return col < 0 || row < 0 || col >= grid.cols || row >= grid.rows ? -1 : row * grid.cols + col;
}

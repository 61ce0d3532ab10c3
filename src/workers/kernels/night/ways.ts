import { invariant, must } from '../../../domain/base/assert.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { packDirections, ringsAround } from '../flow-field/direction-field.ts';
import { UNREACHABLE } from '../flow-field/eikonal.ts';
import type { CheckpointGap } from './checkpoint-gaps.ts';
import { type Valve, WaySolver } from './way-solver.ts';

/** Directions in which people walk straight to a place in sight. */
const COMPASS_POINTS = 16;
/** Side of the squares for which travel distances are kept, in cells. */
const COARSE_CELLS = 8;
/** Side of the squares in which congestion is counted, in cells. */
export const SQUARE_CELLS = 4;
/** Slowness is kept in steps of this. */
const SLOWNESS_STEP = 1 / 16;
/** In saved states: the field has never been solved. */
const NEVER = 0xff;
/** In the coarse travel distances: there is no way. */
const NO_WAY = 0xffff;
/** tan 11.25° and tan 33.75°, by square roots alone: between them a direction is nearest to a point off the axes. */
const TAN_11 = Math.sqrt(4 + 2 * Math.SQRT2) - 1 - Math.SQRT2;
const TAN_34 = Math.sqrt(4 - 2 * Math.SQRT2) + 1 - Math.SQRT2;

/** Fields of a night with so many targets. */
export function fieldsOf(targets: number): number {
  return targets + COMPASS_POINTS;
}

/** What fields are solved from: congestion, and which way each checkpoint lets routes through. */
export interface WayConditions {
  /** One byte a square, in steps of 1/16, at least 16; row by row from the south-west. */
  readonly slowness: Uint8Array;
  /** A value of VALVE for each gap. */
  readonly lets: Uint8Array;
}

/** Where directions are written: the simulator's memory. */
export interface DirectionMemory {
  directions(field: number): Uint16Array;
}

/**
 * The ways of a night: one field of directions to each target (gates and places in zones), solved in rounds, each round
 * from one look at congestion and checkpoints; and the compass, fields that lead straight on everywhere.
 */
export class Ways {
  /** Fields to targets; the points of the compass follow. */
  readonly targets: number;
  readonly #grid: Grid;
  readonly #seeds: readonly Int32Array[];
  readonly #gaps: readonly CheckpointGap[];
  readonly #valveCells: readonly Int32Array[];
  readonly #memory: DirectionMemory;
  readonly #solver: WaySolver;
  readonly #rings: readonly Int32Array[];
  readonly #travel: Float32Array;
  /** Metres that a step across each cell counts for. */
  readonly #cost: Float32Array;
  readonly #cells: Int32Array;
  readonly #squareOfCell: Int32Array;
  readonly #coarseOfCell: Int32Array;
  readonly #coarseCols: number;
  readonly #coarse: Uint16Array[];
  readonly #conditionsOf: WayConditions[] = [];
  #spread: WayConditions | undefined;
  /** Targets that the present round still has to solve. */
  #queue: number[] = [];
  #round: WayConditions | undefined;

  constructor(
    ground: { readonly grid: Grid; readonly passable: Uint8Array },
    seeds: readonly Int32Array[],
    gaps: readonly CheckpointGap[],
    valveCells: readonly Int32Array[],
    memory: DirectionMemory,
  ) {
    const { grid, passable } = ground;
    this.#grid = grid;
    this.#seeds = seeds;
    this.#gaps = gaps;
    this.#valveCells = valveCells;
    this.#memory = memory;
    this.targets = seeds.length;
    this.#solver = new WaySolver(grid.cols, grid.cellM, passable);
    this.#rings = ringsAround(passable, grid.cols);
    this.#travel = new Float32Array(grid.cols * grid.rows);
    this.#cost = new Float32Array(grid.cols * grid.rows).fill(grid.cellM);
    const cells: number[] = [];
    passable.forEach((free, cell) => {
      if (free === 1) cells.push(cell);
    });
    this.#cells = Int32Array.from(cells);
    const squares = squareColumns(grid);
    this.#coarseCols = Math.ceil(grid.cols / COARSE_CELLS);
    const of = (side: number, cols: number) =>
      this.#cells.map((cell) => {
        const col = cell % grid.cols;
        const row = (cell - col) / grid.cols;
        return Math.floor(row / side) * cols + Math.floor(col / side);
      });
    this.#squareOfCell = of(SQUARE_CELLS, squares.cols);
    this.#coarseOfCell = of(COARSE_CELLS, this.#coarseCols);
    const coarse = this.#coarseCols * Math.ceil(grid.rows / COARSE_CELLS);
    this.#coarse = seeds.map(() => new Uint16Array(coarse).fill(NO_WAY));
    for (let point = 0; point < COMPASS_POINTS; point++) {
      memory.directions(seeds.length + point).fill(compassWord(point));
    }
  }

  /** The field that leads in about this direction. */
  compass(east: number, north: number): number {
    const e = Math.abs(east);
    const n = Math.abs(north);
    const tangent = Math.min(e, n) / Math.max(e, n, 1e-9);
    const tilt = tangent < TAN_11 ? 0 : tangent < TAN_34 ? 1 : 2;
    const octant = n > e ? 4 - tilt : tilt;
    const point =
      east >= 0
        ? north >= 0
          ? octant
          : (COMPASS_POINTS - octant) % COMPASS_POINTS
        : north >= 0
          ? 8 - octant
          : 8 + octant;
    return this.targets + point;
  }

  isCompass(field: number): boolean {
    return field >= this.targets;
  }

  /** Metres on foot from the cell to the target, a metre in a jam counting more; undefined where there is no way. */
  travelM(target: number, cell: number): number | undefined {
    const col = cell % this.#grid.cols;
    const row = (cell - col) / this.#grid.cols;
    const square =
      Math.floor(row / COARSE_CELLS) * this.#coarseCols + Math.floor(col / COARSE_CELLS);
    const metres = this.#coarse[target]?.[square] ?? NO_WAY;
    return metres === NO_WAY ? undefined : metres;
  }

  /** Begins a round over these targets, first one first; what the round before had not solved yet is given up. */
  begin(conditions: WayConditions, targets: readonly number[]): void {
    this.#round = conditions;
    this.#queue = [...targets];
  }

  /** What the present round is solved from. */
  get conditions(): WayConditions | undefined {
    return this.#round;
  }

  get pending(): number {
    return this.#queue.length;
  }

  /** Solves up to so many targets of the round. */
  solve(atMost: number): void {
    for (let k = 0; k < atMost; k++) {
      const target = this.#queue.shift();
      if (target === undefined) return;
      this.#solveTarget(target, must(this.#round, 'the round'));
    }
  }

  /** What a saved state keeps: each target's conditions by index, and the round. */
  save(): {
    conditions: readonly WayConditions[];
    of: Uint8Array;
    queue: Uint16Array;
    round: number;
  } {
    const known: WayConditions[] = [];
    const indexOf = (conditions: WayConditions) => {
      const found = known.indexOf(conditions);
      return found >= 0 ? found : known.push(conditions) - 1;
    };
    const of = Uint8Array.from({ length: this.targets }, (_, target) =>
      // A target that shares another one's place is never solved.
      this.#conditionsOf[target] === undefined
        ? NEVER
        : indexOf(must(this.#conditionsOf[target], 'conditions')),
    );
    const round = this.#round ? indexOf(this.#round) : 0;
    return { conditions: known, of, queue: Uint16Array.from(this.#queue), round };
  }

  /** Solves all fields from the saved conditions; the same bytes as when they were solved first. */
  restore(saved: ReturnType<Ways['save']>): void {
    const conditions = (index: number) => must(saved.conditions[index], 'saved conditions');
    const order = Array.from(saved.of, (_, target) => target).filter(
      (target) => saved.of[target] !== NEVER,
    );
    // By conditions, so that each is spread over the cells once.
    order.sort((a, b) => (saved.of[a] as number) - (saved.of[b] as number) || a - b);
    for (const target of order) this.#solveTarget(target, conditions(saved.of[target] as number));
    this.#round = conditions(saved.round);
    this.#queue = Array.from(saved.queue);
  }

  #solveTarget(target: number, conditions: WayConditions): void {
    if (this.#spread !== conditions) this.#spreadOut(conditions);
    const seeds = must(this.#seeds[target], `target ${target}`);
    this.#solver.solve(seeds, this.#travel, this.#cost);
    packDirections(this.#travel, this.#grid.cols, this.#rings, this.#memory.directions(target));
    const coarse = must(this.#coarse[target], 'coarse travel');
    coarse.fill(NO_WAY);
    for (let k = 0; k < this.#cells.length; k++) {
      const travel = this.#travel[this.#cells[k] as number] as number;
      const square = this.#coarseOfCell[k] as number;
      if (travel < UNREACHABLE && travel < (coarse[square] as number)) {
        coarse[square] = Math.min(NO_WAY - 1, travel);
      }
    }
    this.#conditionsOf[target] = conditions;
  }

  #spreadOut(conditions: WayConditions): void {
    invariant(conditions.lets.length === this.#gaps.length, 'a valve for each gap');
    const { slowness } = conditions;
    for (let k = 0; k < this.#cells.length; k++) {
      this.#cost[this.#cells[k] as number] =
        (slowness[this.#squareOfCell[k] as number] as number) * SLOWNESS_STEP * this.#grid.cellM;
    }
    const valves = this.#gaps.map(
      ({ inward }, index): Valve => ({
        cells: must(this.#valveCells[index], 'the cells of a valve'),
        inward,
        lets: conditions.lets[index] as number,
      }),
    );
    this.#solver.setValves(valves);
    this.#spread = conditions;
  }
}

/** Columns and rows of the squares in which congestion is counted. */
export function squareColumns(grid: Grid): { readonly cols: number; readonly rows: number } {
  return { cols: Math.ceil(grid.cols / SQUARE_CELLS), rows: Math.ceil(grid.rows / SQUARE_CELLS) };
}

/** Slowness of free ground as conditions keep it. */
export function quantisedSlowness(slowness: number): number {
  return Math.min(255, Math.max(16, Math.round(slowness / SLOWNESS_STEP)));
}

/** East and north of a compass point, counted anticlockwise from east, packed as the fields are. */
function compassWord(point: number): number {
  const cos = [1, Math.sqrt(2 + Math.SQRT2) / 2, Math.SQRT1_2, Math.sqrt(2 - Math.SQRT2) / 2];
  const part = (at: number): number => {
    const turn = ((at % COMPASS_POINTS) + COMPASS_POINTS) % COMPASS_POINTS;
    if (turn > 8) return part(COMPASS_POINTS - turn);
    if (turn > 4) return -part(8 - turn);
    return turn === 4 ? 0 : (cos[turn] as number);
  };
  const packed = (value: number) => Math.floor(value * 127 + 0.5) & 0xff;
  return packed(part(point)) | (packed(part(point - 4)) << 8);
}

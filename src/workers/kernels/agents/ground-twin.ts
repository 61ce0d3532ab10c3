import { BLOCK, SURFACE_WORDS } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';

const f = Math.fround;

const PER_127 = f(1 / 127);
const PER_512 = f(1 / 512);
/** A line of sight ends where it comes so near to a wall, in metres. */
const SIGHT_ENDS = f(0.1);

/** The readable specification of how the kernel reads the ground. */
export class GroundTwin {
  /** Unit vector away from the wall, of the last look-up that says so. */
  awayX = 0;
  awayY = 0;
  /** East and north part of the last direction. */
  toX = 0;
  toY = 0;
  readonly #cols: number;
  readonly #cells: number;
  readonly #perCell: number;
  readonly #cellM: number;
  readonly #words: Uint32Array;
  readonly #directions: Uint8Array;
  readonly #surfaces: Uint8Array | undefined;
  readonly #table: Float32Array;

  constructor(memory: AgentMemory) {
    this.#cols = memory.word(BLOCK.groundCols);
    this.#cells = memory.word(BLOCK.groundCells);
    this.#perCell = memory.float(BLOCK.perCell);
    this.#cellM = memory.float(BLOCK.cellM);
    this.#words = memory.groundWords();
    const bytes = 2 * this.#cells * memory.plan.fields;
    this.#directions = new Uint8Array(memory.buffer, memory.word(BLOCK.directions), bytes);
    this.#surfaces = memory.surfaceOfCell();
    this.#table = memory.surfaceTable();
  }

  cellAt(x: number, y: number): number {
    return (f(y * this.#perCell) | 0) * this.#cols + (f(x * this.#perCell) | 0);
  }

  /** Signed distance to the nearest wall: that of the cell's centre, corrected along `away`, which it sets. */
  clearanceAt(x: number, y: number): number {
    const u = f(x * this.#perCell);
    const v = f(y * this.#perCell);
    const col = u | 0;
    const row = v | 0;
    const word = this.#words[row * this.#cols + col]!;
    this.awayX = f(f((word << 8) >> 24) * PER_127);
    this.awayY = f(f((word | 0) >> 24) * PER_127);
    const eastOff = f(f(f(u - f(col)) - f(0.5)) * this.#cellM);
    const northOff = f(f(f(v - f(row)) - f(0.5)) * this.#cellM);
    const centre = f(f((word << 16) >> 16) * PER_512);
    return f(centre + f(f(this.awayX * eastOff) + f(this.awayY * northOff)));
  }

  /** Whether walls may hide something in sight of the cell. */
  hasCorners(cell: number): boolean {
    return (this.#words[cell]! & 1) === 1;
  }

  /** Signed distance between the centres of four cells; sets `away`, zero where it does not change. */
  smoothClearanceAt(x: number, y: number): number {
    const u = f(f(x * this.#perCell) - f(0.5));
    const v = f(f(y * this.#perCell) - f(0.5));
    const col = u | 0;
    const row = v | 0;
    const a = f(u - f(col));
    const b = f(v - f(row));
    const cell = row * this.#cols + col;
    const southWest = this.#distance(cell);
    const southEast = this.#distance(cell + 1);
    const northWest = this.#distance(cell + this.#cols);
    const northEast = this.#distance(cell + this.#cols + 1);
    const southRise = f(southEast - southWest);
    const northRise = f(northEast - northWest);
    const south = f(southWest + f(southRise * a));
    const north = f(northWest + f(northRise * a));
    const eastward = f(southRise + f(f(northRise - southRise) * b));
    const northward = f(north - south);
    const squared = f(f(eastward * eastward) + f(northward * northward));
    if (squared > f(1e-12)) {
      const scale = f(f(1) / f(Math.sqrt(squared)));
      this.awayX = f(eastward * scale);
      this.awayY = f(northward * scale);
    } else {
      this.awayX = 0;
      this.awayY = 0;
    }
    return f(south + f(northward * b));
  }

  #distance(cell: number): number {
    return f(f((this.#words[cell]! << 16) >> 16) * PER_512);
  }

  /** Sets `to` to the direction of the field in the cell: zero where there is nowhere to go. */
  lookUpDirection(field: number, cell: number): void {
    const at = 2 * (Math.imul(field, this.#cells) + cell);
    this.toX = f(f((this.#directions[at]! << 24) >> 24) * PER_127);
    this.toY = f(f((this.#directions[at + 1]! << 24) >> 24) * PER_127);
  }

  /** By how much the surface of the cell changes the speed of who walks in this direction. */
  surfaceFactor(cell: number, headingX: number, headingY: number): number {
    const surface = this.#surfaces?.[cell] ?? 0;
    if (surface === 0) return 1;
    const row = surface * SURFACE_WORDS;
    const rise = f(f(headingX * this.#table[row]!) + f(headingY * this.#table[row + 1]!));
    const along = rise >= 0 ? this.#table[row + 2]! : this.#table[row + 3]!;
    const across = this.#table[row + 4]!;
    return f(across + f(f(along - across) * f(rise * rise)));
  }

  /**
   * Whether no wall stands between (x, y), whose clearance is `clear`, and the point at distance `far` in direction
   * (dx, dy) / far with clearance `otherClear`: walks along as far as each place is known to be free.
   */
  isSeen(
    x: number,
    y: number,
    dx: number,
    dy: number,
    far: number,
    clear: number,
    otherClear: number,
  ): boolean {
    const unitX = f(dx / far);
    const unitY = f(dy / far);
    const end = f(far - otherClear);
    let at = Math.max(clear, SIGHT_ENDS);
    while (at < end) {
      const free = this.clearanceAt(f(x + f(unitX * at)), f(y + f(unitY * at)));
      if (free < SIGHT_ENDS) return false;
      at = f(at + free);
    }
    return true;
  }
}

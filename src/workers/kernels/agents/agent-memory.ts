import { invariant } from '../../../domain/base/assert.ts';
import {
  BLOCK,
  BLOCK_WORDS,
  CHUNK,
  SCRATCH_BYTES,
  SORT_BLOCK_COLS,
  SURFACE_WORDS,
} from './agent-block.ts';
import type { AgentParameters } from './agent-parameters.ts';

/** What decides the size of a run's memory. */
export interface MemoryPlan {
  readonly groundCols: number;
  readonly groundRows: number;
  readonly cellM: number;
  /** Direction fields. */
  readonly fields: number;
  /** Kinds of surface, 0 when all ground is level. */
  readonly surfaces: number;
  readonly threads: number;
  readonly dtS: number;
  readonly parameters: AgentParameters;
  /** No body is larger than this, in metres. */
  readonly largestRadiusM: number;
  /** How often, in steps, who is blocked is looked at again; default 0: in every step. */
  readonly lookAgainSteps?: number;
}

/**
 * Sorting cells are narrow from west to east, where candidates are contiguous, and tall from south to north, where
 * each row costs a loop.
 */
const SORT_WIDTH_M = 0.5;
const SORT_HEIGHT_M = 1;
/** How much free way is seen at least, in metres. */
const SEEN_BEFORE_M = 0.4;
/** By how much the columns grow when they are full. */
const GROWTH = 1.5;
/** Room behind every column: the SIMD kernel works on four people at a time and fills up the last four. */
const TAIL = 8;

/** Columns of four bytes a person, named as in BLOCK; 18 columns = 72 bytes a person. */
const PERSON_COLUMNS = [
  'x',
  'y',
  'headingX',
  'headingY',
  'speed',
  'sortedX',
  'sortedY',
  'sortedHeadingX',
  'sortedHeadingY',
  'sortedSpeed',
  'radius',
  'desired',
  'field',
  'slot',
  'sortedRadius',
  'sortedDesired',
  'sortedField',
  'sortedSlot',
] as const;
type PersonColumn = (typeof PERSON_COLUMNS)[number];
/** The columns that are state between two steps. */
export const STATE_COLUMNS = [
  'x',
  'y',
  'headingX',
  'headingY',
  'speed',
  'radius',
  'desired',
  'field',
  'slot',
] as const satisfies readonly PersonColumn[];

/**
 * One run's memory: the block, the ground, the sorting tables, then a person's columns at the end, where they can
 * grow. The twin reads and writes the same bytes as the WebAssembly kernel.
 */
export class AgentMemory {
  readonly plan: MemoryPlan;
  readonly #memory: WebAssembly.Memory | undefined;
  #buffer: ArrayBufferLike;
  #end: number;
  #capacity = 0;
  i32!: Int32Array;
  u32!: Uint32Array;
  f32!: Float32Array;

  /** With `memory` it grows that one (the kernel's), else a buffer of its own. */
  constructor(plan: MemoryPlan, base: number, memory?: WebAssembly.Memory) {
    this.plan = plan;
    this.#memory = memory;
    this.#buffer = memory?.buffer ?? new ArrayBuffer(0);
    this.#end = base;
    const block = this.#allocate(4 * BLOCK_WORDS);
    invariant(block === base, 'the block stands at the start of the memory');
    this.block = block >> 2;
    const { groundCols, groundRows, cellM, fields, surfaces, threads } = plan;
    const cells = groundCols * groundRows;
    // Whole blocks of columns.
    const sortBlockCols = Math.ceil(((groundCols * cellM) / SORT_WIDTH_M + 1) / SORT_BLOCK_COLS);
    const sortCols = sortBlockCols * SORT_BLOCK_COLS;
    const sortRows = Math.ceil((groundRows * cellM) / SORT_HEIGHT_M) + 1;
    // One more for what follows the last cell, and whole registers of four.
    const sortBlocks = (sortBlockCols * sortRows + 1 + 3) & ~3;
    const addresses = {
      words: this.#allocate(4 * cells),
      // Four more bytes: a direction is read as part of a word.
      directions: this.#allocate(2 * cells * fields + 4),
      surfaces: surfaces > 0 ? this.#allocate(cells) : 0,
      surfaceTable: this.#allocate(4 * SURFACE_WORDS * (surfaces + 1)),
      sortBlocks: this.#allocate(4 * sortBlockCols * sortRows),
      start: this.#allocate(4 * SORT_BLOCK_COLS * sortBlocks),
      restStart: this.#allocate(4 * (sortCols * sortRows + 1)),
      histograms: this.#allocate(4 * SORT_BLOCK_COLS * sortBlocks * threads),
      blockPeople: this.#allocate(4 * sortBlocks * threads),
      blockBegins: this.#allocate(4 * sortBlocks),
      barrier: this.#allocate(64),
      scratch: this.#allocate(SCRATCH_BYTES * threads),
      packing: this.#allocate(256),
    };
    for (const [name, address] of Object.entries(addresses)) {
      this.#setWord(BLOCK[name as keyof typeof addresses], address);
    }
    this.#writePacking(addresses.packing);
    this.#setWord(BLOCK.sortCols, sortCols);
    this.#setWord(BLOCK.sortRows, sortRows);
    this.#setWord(BLOCK.sortBlockCols, sortBlockCols);
    this.sortCells = sortCols * sortRows;
    this.sortBlocks().forEach((_, block, blocks) => {
      blocks[block] = SORT_BLOCK_COLS * block;
    });
    this.#setWord(BLOCK.groundCols, groundCols);
    this.#setWord(BLOCK.groundCells, cells);
    this.#setWord(BLOCK.lookAgain, plan.lookAgainSteps ?? 0);
    this.#setWord(BLOCK.nextFour, 16);
    this.#setWord(BLOCK.signBit, 0x8000_0000 | 0);
    this.#setFloats({
      perSortWidth: 1 / SORT_WIDTH_M,
      perSortHeight: 1 / SORT_HEIGHT_M,
      perCell: 1 / cellM,
      cellM,
      coincident2: 1e-10,
      one: 1,
    });
    this.#setFloats(parameterWords(plan));
  }

  /** Index of the block's first word. */
  readonly block: number;

  get capacity(): number {
    return this.#capacity;
  }

  get buffer(): ArrayBufferLike {
    return this.#buffer;
  }

  get byteLength(): number {
    return this.#end;
  }

  /** Bytes of all columns of people together. */
  get personBytes(): number {
    return this.#end - (this.#columnsFrom ?? this.#end);
  }

  get count(): number {
    return this.i32[this.block + BLOCK.count] as number;
  }

  set count(count: number) {
    this.i32[this.block + BLOCK.count] = count;
  }

  /** Steps done. */
  get step(): number {
    return this.i32[this.block + BLOCK.step] as number;
  }

  set step(step: number) {
    this.i32[this.block + BLOCK.step] = step;
  }

  word(index: number): number {
    return this.i32[this.block + index] as number;
  }

  float(index: number): number {
    return this.f32[this.block + index] as number;
  }

  /** A view of a column's float32 values, valid until the memory grows. */
  floats(name: PersonColumn): Float32Array {
    return new Float32Array(this.#buffer, this.word(BLOCK[name]), this.#capacity + TAIL);
  }

  /** A view of a column's words, valid until the memory grows. */
  words(name: PersonColumn): Uint32Array {
    return new Uint32Array(this.#buffer, this.word(BLOCK[name]), this.#capacity + TAIL);
  }

  groundWords(): Uint32Array {
    return new Uint32Array(this.#buffer, this.word(BLOCK.words), this.word(BLOCK.groundCells));
  }

  directionsOf(field: number): Uint16Array {
    const cells = this.word(BLOCK.groundCells);
    return new Uint16Array(this.#buffer, this.word(BLOCK.directions) + 2 * cells * field, cells);
  }

  surfaceOfCell(): Uint8Array | undefined {
    const address = this.word(BLOCK.surfaces);
    if (address === 0) return undefined;
    return new Uint8Array(this.#buffer, address, this.word(BLOCK.groundCells));
  }

  surfaceTable(): Float32Array {
    const rows = this.plan.surfaces + 1;
    return new Float32Array(this.#buffer, this.word(BLOCK.surfaceTable), SURFACE_WORDS * rows);
  }

  set sortCells(cells: number) {
    this.#setWord(BLOCK.sortCells, cells);
  }

  /** By row and block of columns: see SortGrid. */
  sortBlocks(): Uint32Array {
    const blocks = this.word(BLOCK.sortBlockCols) * this.word(BLOCK.sortRows);
    return new Uint32Array(this.#buffer, this.word(BLOCK.sortBlocks), blocks);
  }

  /** First sorted index of each sorting cell, and the count after the last. */
  starts(): Int32Array {
    return new Int32Array(this.#buffer, this.word(BLOCK.start), this.word(BLOCK.sortCells) + 1);
  }

  /** To be called by all but the kernel who write `starts`: it else takes them to be as its last step left them. */
  forgetBegins(): void {
    const blocks = this.word(BLOCK.sortBlockCols) * this.word(BLOCK.sortRows) + 1;
    new Int32Array(this.#buffer, this.word(BLOCK.blockBegins), blocks).fill(-1);
  }

  /** The same of those who rest. */
  restStarts(): Int32Array {
    return new Int32Array(this.#buffer, this.word(BLOCK.restStart), this.word(BLOCK.sortCells) + 1);
  }

  /** How many rest, first in all columns and sorted by cell: as the last gathering left them. */
  get resting(): number {
    return this.word(BLOCK.resting);
  }

  set resting(people: number) {
    this.#setWord(BLOCK.resting, people);
  }

  /** Whether the next step gathers those who rest. */
  get isDisturbed(): boolean {
    return this.word(BLOCK.gather) === 1;
  }

  set isDisturbed(is: boolean) {
    this.#setWord(BLOCK.gather, is ? 1 : 0);
  }

  /**
   * To be called before anything of the person at this index is changed: when it is one of those who rest, all of
   * them are sorted and gathered anew with the next step.
   */
  disturb(index: number): void {
    if (index < this.resting) this.isDisturbed = true;
  }

  arrivals(): Int32Array {
    const chunks = Math.ceil((this.#capacity + TAIL) / CHUNK);
    return new Int32Array(this.#buffer, this.word(BLOCK.arrivals), chunks);
  }

  /** Makes room for at least so many people; what the columns hold is kept. Views taken before are void. */
  reserve(people: number): void {
    if (people <= this.#capacity) return;
    const capacity = Math.max(1024, Math.ceil(this.#capacity * GROWTH), Math.ceil(people / 4) * 4);
    const kept = STATE_COLUMNS.map((name) =>
      this.#capacity === 0 ? undefined : this.words(name).slice(0, this.count),
    );
    // The old columns are at the end and are given up: their place is used again.
    this.#end = this.#columnsFrom ?? this.#end;
    this.#columnsFrom = this.#end;
    for (const name of PERSON_COLUMNS) {
      this.#setWord(BLOCK[name], this.#allocate(4 * (capacity + TAIL)));
    }
    this.#setWord(BLOCK.arrivals, this.#allocate(4 * Math.ceil((capacity + TAIL) / CHUNK)));
    this.#capacity = capacity;
    // The other copies of the columns are new and empty.
    this.disturb(0);
    STATE_COLUMNS.forEach((name, index) => {
      const column = this.words(name);
      column.fill(0);
      column.set(kept[index] ?? []);
    });
  }

  #columnsFrom: number | undefined;

  #setWord(index: number, value: number): void {
    this.i32[this.block + index] = value;
  }

  #setFloats(values: Partial<Record<keyof typeof BLOCK, number>>): void {
    for (const [name, value] of Object.entries(values)) {
      this.f32[this.block + BLOCK[name as keyof typeof BLOCK]] = value;
    }
  }

  /** The lanes of each set, one after the other; what follows them means nothing. */
  #writePacking(address: number): void {
    const bytes = new Uint8Array(this.#buffer, address, 256);
    for (let set = 0; set < 16; set++) {
      let next = 16 * set;
      for (let byte = 0; byte < 16; byte++) {
        if (((set >> (byte >> 2)) & 1) === 1) bytes[next++] = byte;
      }
    }
  }

  /** Takes bytes at the end of the memory, on a 64-byte border. */
  #allocate(bytes: number): number {
    const address = (this.#end + 63) & ~63;
    this.#end = address + bytes;
    this.#grow();
    return address;
  }

  #grow(): void {
    const size = this.#end + 64;
    if (this.#memory !== undefined) {
      const missing = size - this.#memory.buffer.byteLength;
      if (missing > 0) this.#memory.grow(Math.ceil(missing / 65536));
      this.#buffer = this.#memory.buffer;
    } else if (this.#buffer.byteLength < size) {
      const larger = new ArrayBuffer(Math.ceil((size * 1.25) / 65536) * 65536);
      new Uint8Array(larger).set(new Uint8Array(this.#buffer));
      this.#buffer = larger;
    }
    if (this.i32 === undefined || this.i32.buffer !== this.#buffer) {
      this.i32 = new Int32Array(this.#buffer);
      this.u32 = new Uint32Array(this.#buffer);
      this.f32 = new Float32Array(this.#buffer);
    }
  }
}

/** Density, bodies' repulsion and the way ahead end within this distance, in metres, of who is not ahead. */
function mattersBehindM({ parameters: p, largestRadiusM }: MemoryPlan): number {
  const both = 2 * largestRadiusM;
  // 1.5 > √2: who is in the way by `headwayShare` and farther behind than this does not walk the same way.
  const most = Math.max(p.densityRadiusM, both + 4 * p.repelRangeM, 1.5 * p.headwayShare * both);
  return most + 1e-3;
}

function parameterWords(plan: MemoryPlan): Partial<Record<keyof typeof BLOCK, number>> {
  const p = plan.parameters;
  return {
    dt: plan.dtS,
    perTimeGap: 1 / p.timeGapS,
    steerStrength: p.steerStrength,
    steerPerRange: 1 / (4 * p.steerRangeM),
    anticipation: p.anticipationS,
    turnShare: Math.min(1, plan.dtS / p.turnS),
    wallStrength: p.wallStrength,
    wallPerRange: Math.LOG2E / p.wallRangeM,
    // Two of the largest bodies see each other before they meet.
    sight: Math.max(p.sightM, 2 * plan.largestRadiusM + SEEN_BEFORE_M),
    mattersBehind2: mattersBehindM(plan) ** 2,
    sightPerSpeed: p.sightS,
    perDensityRadius2: 1 / (p.densityRadiusM * p.densityRadiusM),
    densityWeight: 3 / (Math.PI * p.densityRadiusM * p.densityRadiusM),
    capScale: p.capScale,
    capShape: -p.capShapePerM2 * Math.LOG2E,
    perCapJam: 1 / p.capJamPerM2,
    capFloor: p.capFloor,
    headwayShare: p.headwayShare,
    oncomingShare: p.oncomingShare,
    squeeze: p.squeezeMps,
    repelStrength: p.repelStrength,
    repelPerRange: 1 / (4 * p.repelRangeM),
    keepRight: p.keepRightM,
    steerMean: p.steerSame + p.steerAgainst / 2,
    steerSpread: p.steerAgainst / 2,
    repelBound: p.repelStrength / p.repelMost,
    follow: p.followM,
    largestRadius: plan.largestRadiusM,
  };
}

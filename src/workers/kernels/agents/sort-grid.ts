import { BLOCK, SORT_BLOCK_COLS, SORT_BLOCK_UNUSED } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';

/** People stand no farther off the ground than this, in metres: less than what the distance field knows. */
const OFF_GROUND_M = 1.5;
const STEPS_PER_M = 512;

/**
 * The cells by which people are sorted, row by row from the south. Only blocks of cells with ground in or beside them
 * have numbers, so that a step does not pay for water and houses: `base` of the block, and the column within; of a
 * block without, the number of what follows it.
 */
export class SortGrid {
  readonly #blocks: Uint32Array;
  readonly #blockCols: number;

  constructor(memory: AgentMemory) {
    this.#blocks = memory.sortBlocks();
    this.#blockCols = memory.word(BLOCK.sortBlockCols);
  }

  /** The cell's number; in a block without ground that of the first after it. */
  cellAt(row: number, col: number): number {
    const entry = this.#blocks[row * this.#blockCols + ((col / SORT_BLOCK_COLS) | 0)] as number;
    const isUsed = entry < SORT_BLOCK_UNUSED;
    return isUsed ? entry + (col % SORT_BLOCK_COLS) : entry - SORT_BLOCK_UNUSED;
  }

  /** The number after the cell's own. */
  endAt(row: number, col: number): number {
    const entry = this.#blocks[row * this.#blockCols + ((col / SORT_BLOCK_COLS) | 0)] as number;
    const isUsed = entry < SORT_BLOCK_UNUSED;
    return isUsed ? entry + (col % SORT_BLOCK_COLS) + 1 : entry - SORT_BLOCK_UNUSED;
  }
}

/**
 * Numbers the sorting cells anew from the ground's words: to be called before anybody is sorted, with nothing closed
 * that may open.
 */
export function numberSortCells(memory: AgentMemory): void {
  const words = memory.groundWords();
  const groundCols = memory.word(BLOCK.groundCols);
  const groundRows = words.length / groundCols;
  const blocks = memory.sortBlocks();
  const blockCols = memory.word(BLOCK.sortBlockCols);
  const cellM = memory.float(BLOCK.cellM);
  const perHeight = memory.float(BLOCK.perSortHeight);
  const perBlock = memory.float(BLOCK.perSortWidth) / SORT_BLOCK_COLS;
  const used = new Uint8Array(blocks.length);
  for (let row = 0; row < groundRows; row++) {
    // A ground cell may lie across the border of two sorting cells.
    const firstRow = Math.floor(row * cellM * perHeight);
    const lastRow = Math.floor((row + 1) * cellM * perHeight);
    for (let col = 0; col < groundCols; col++) {
      const steps = ((words[row * groundCols + col] as number) << 16) >> 16;
      if (steps <= -OFF_GROUND_M * STEPS_PER_M) continue;
      const first = Math.floor(col * cellM * perBlock);
      const last = Math.floor((col + 1) * cellM * perBlock);
      used[firstRow * blockCols + first] = 1;
      used[firstRow * blockCols + last] = 1;
      used[lastRow * blockCols + first] = 1;
      used[lastRow * blockCols + last] = 1;
    }
  }
  let cells = 0;
  blocks.forEach((_, block) => {
    blocks[block] = used[block] === 1 ? cells : cells + SORT_BLOCK_UNUSED;
    if (used[block] === 1) cells += SORT_BLOCK_COLS;
  });
  memory.sortCells = cells;
}

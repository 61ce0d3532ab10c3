/**
 * The words (4 bytes each) of the block at the start of a run's memory that tell the kernels where everything is.
 * The AssemblyScript kernel (src/workers/assembly/agents.ts) has the same numbers: change both.
 */
export const BLOCK = {
  /** People on the ground. */
  count: 0,
  /** Sorting grid: columns, rows, cells, 1 / width and 1 / height of a cell. */
  sortCols: 1,
  sortRows: 2,
  sortCells: 3,
  perSortWidth: 4,
  perSortHeight: 5,
  /** Ground raster: columns, cells, 1 / cell, cell; addresses of words, directions, surfaces (0: none), their table. */
  groundCols: 6,
  groundCells: 7,
  perCell: 8,
  cellM: 9,
  words: 10,
  directions: 11,
  surfaces: 12,
  surfaceTable: 13,
  /** Sorting: first index of each cell, histogram of each thread. */
  start: 14,
  histograms: 15,
  /** A float's sign: constants stand here where the kernel would else make them anew each time. */
  signBit: 16,
  /** Meeting points of the threads, and people with nowhere to go counted by chunk. */
  barrier: 17,
  arrivals: 18,
  /** Byte offset of nobody, who stands too far away for anything to come of it; written by the kernel in each step. */
  nobody: 19,
  /** Columns of the step's result: x, y, heading east and north, speed. */
  x: 20,
  y: 21,
  headingX: 22,
  headingY: 23,
  speed: 24,
  /** The same, sorted, as the step begins. */
  sortedX: 25,
  sortedY: 26,
  sortedHeadingX: 27,
  sortedHeadingY: 28,
  sortedSpeed: 29,
  /**
   * Columns that a step does not change but for the rest, unsorted and sorted; they change places with every step.
   * A field's word: bits 0-15 the field, 16-31 for how many steps the person rests.
   */
  radius: 31,
  desired: 32,
  field: 33,
  slot: 34,
  sortedRadius: 35,
  sortedDesired: 36,
  sortedField: 37,
  sortedSlot: 38,
  /** Parameters, as float32. */
  dt: 40,
  perTimeGap: 41,
  steerStrength: 42,
  /** 1 / (4 × range): the weight is (1 - x/4)⁴, nearly exp(-x), and ends. */
  steerPerRange: 43,
  anticipation: 44,
  turnShare: 45,
  wallStrength: 46,
  wallPerRange: 47,
  sight: 48,
  sightPerSpeed: 49,
  perDensityRadius2: 50,
  densityWeight: 51,
  capScale: 52,
  /** -capShape × log2(e). */
  capShape: 53,
  perCapJam: 54,
  capFloor: 55,
  headwayShare: 56,
  oncomingShare: 57,
  squeeze: 58,
  largestRadius: 59,
  repelStrength: 60,
  /** 1 / (4 × range). */
  repelPerRange: 61,
  keepRight: 62,
  /** steerSame + steerAgainst / 2, and steerAgainst / 2. */
  steerMean: 63,
  steerSpread: 64,
  follow: 65,
  /** repelStrength / repelMost. */
  repelBound: 66,
  /** SCRATCH_BYTES for each thread. */
  scratch: 67,
  /** Steps done; and how often, in steps, who is blocked is looked at again (0: in every one). */
  step: 68,
  lookAgain: 69,
  /** For each set of four lanes, 16 bytes that move those lanes to the front (i8x16.swizzle). */
  packing: 70,
  /**
   * The first so many people rest and are sorted by cell, with a table of their own as `start`; and whether the next
   * step has to gather those who rest anew.
   */
  resting: 71,
  restStart: 72,
  gather: 73,
  /** Square of the distance beyond which nothing comes of people who are not ahead. */
  mattersBehind2: 74,
  /** Blocks of sorting cells side by side: their table, and how many are in a row. */
  sortBlocks: 75,
  sortBlockCols: 76,
  /** Who is so close (square of the distance) is oneself or nobody. */
  coincident2: 77,
  /** Bytes from four people to the next four, and 1. */
  nextFour: 78,
  one: 79,
  /** By block of sorting cells: each thread's people who move, and where the block begins when it has none. */
  blockPeople: 80,
  blockBegins: 81,
} as const;

/** Words of the block. */
export const BLOCK_WORDS = 82;

/** Bytes of each thread's scratch: registers of four people, then lists: who is awake in a chunk, who is near. */
export const SCRATCH_BYTES = 10_752;

/** People handed out to a thread at a time; arrivals are counted by chunk. */
export const CHUNK = 512;

/** A surface's row in the table: up east, up north, factors up, down and across, and three unused words. */
export const SURFACE_WORDS = 8;

/** Sorting cells in a block, from west to east; the bit that says that a block has no ground. */
export const SORT_BLOCK_COLS = 16;
export const SORT_BLOCK_UNUSED = 0x8000_0000;

/** How often, in steps, those who rest are gathered anew. */
export const GATHER_EVERY = 20;

/** Bits of a field's word that are the field; above them is the rest. */
export const FIELD_BITS = 16;
export const FIELD_MASK = 0xffff;

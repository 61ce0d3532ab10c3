/**
 * The words of the block at address P: the numbers of src/workers/kernels/agents/agent-block.ts, change both.
 */
export const enum W {
  count = 0,
  sortCols = 1,
  sortRows = 2,
  sortCells = 3,
  perSortWidth = 4,
  perSortHeight = 5,
  groundCols = 6,
  groundCells = 7,
  perCell = 8,
  cellM = 9,
  words = 10,
  directions = 11,
  surfaces = 12,
  surfaceTable = 13,
  start = 14,
  histograms = 15,
  signBit = 16,
  barrier = 17,
  arrivals = 18,
  nobody = 19,
  x = 20,
  y = 21,
  headingX = 22,
  headingY = 23,
  speed = 24,
  sortedX = 25,
  sortedY = 26,
  sortedHeadingX = 27,
  sortedHeadingY = 28,
  sortedSpeed = 29,
  radius = 31,
  desired = 32,
  field = 33,
  slot = 34,
  sortedRadius = 35,
  sortedDesired = 36,
  sortedField = 37,
  sortedSlot = 38,
  dt = 40,
  perTimeGap = 41,
  steerStrength = 42,
  steerPerRange = 43,
  anticipation = 44,
  turnShare = 45,
  wallStrength = 46,
  wallPerRange = 47,
  sight = 48,
  sightPerSpeed = 49,
  perDensityRadius2 = 50,
  densityWeight = 51,
  capScale = 52,
  capShape = 53,
  perCapJam = 54,
  capFloor = 55,
  headwayShare = 56,
  oncomingShare = 57,
  squeeze = 58,
  largestRadius = 59,
  repelStrength = 60,
  repelPerRange = 61,
  keepRight = 62,
  steerMean = 63,
  steerSpread = 64,
  follow = 65,
  repelBound = 66,
  scratch = 67,
  step = 68,
  lookAgain = 69,
  packing = 70,
  resting = 71,
  restStart = 72,
  gather = 73,
  mattersBehind2 = 74,
  sortBlocks = 75,
  sortBlockCols = 76,
  coincident2 = 77,
  nextFour = 78,
  one = 79,
  blockPeople = 80,
  blockBegins = 81,
}

/** People handed out to a thread at a time; arrivals are counted by chunk. */
export const CHUNK: i32 = 512;

/**
 * The number of a sorting cell from its block's entry: `within` the block, or where the block has no ground (the sign)
 * the number of what follows it.
 */
export function sortCell(entry: i32, within: i32): i32 {
  return (entry & 0x7fffffff) + (within & ~(entry >> 31));
}

/** The sorting cell at a place. */
export function sortCellAt(blocks: usize, blockCols: i32, row: i32, col: i32): i32 {
  return sortCell(load<i32>(blocks + (<usize>(row * blockCols + (col >> 4)) << 2)), col & 15);
}

export function word(P: usize, index: i32): i32 {
  return load<i32>(P + ((<usize>index) << 2));
}

export function address(P: usize, index: i32): usize {
  return <usize>load<u32>(P + ((<usize>index) << 2));
}

export function float(P: usize, index: i32): f32 {
  return load<f32>(P + ((<usize>index) << 2));
}

export function least(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

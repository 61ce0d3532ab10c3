import { W, address, float, sortCellAt, word } from './block';

/** Where nobody stands, in metres east and north of the ground's corner. */
const NOBODY_M: f32 = -30000;

/** The byte offset at which a thread's share of those who do not rest begins. */
function share(P: usize, thread: i32, threads: i32): usize {
  const resting = word(P, W.resting);
  const moving = word(P, W.count) - resting;
  return <usize>(resting + <i32>((<i64>moving * thread) / threads)) << 2;
}

/** Bytes of a block of sorting cells in a table of theirs: 16 words. */
const BLOCK_BYTES: usize = 64;

/** Blocks with a number, and one behind them for what follows the last cell. */
function blocksOf(P: usize): i32 {
  return (word(P, W.sortCells) >> 4) + 1;
}

/** A thread's histogram of cells. */
function histogramOf(P: usize, thread: i32): usize {
  return address(P, W.histograms) + <usize>thread * <usize>blocksOf(P) * BLOCK_BYTES;
}

/** Bytes of a thread's people by block: whole registers. */
function blockPeopleBytes(P: usize): usize {
  return <usize>((blocksOf(P) + 3) & ~3) << 2;
}

/** Empties a thread's histogram: only the blocks in which its last step had somebody. */
function clearHistogram(P: usize, thread: i32): void {
  const blockPeople = address(P, W.blockPeople) + <usize>thread * blockPeopleBytes(P);
  const end = <usize>blocksOf(P) << 2;
  const histogram = histogramOf(P, thread);
  for (let at: usize = 0; at < end; at += 16) {
    if (!v128.any_true(v128.load(blockPeople + at))) continue;
    for (let block = at; block < at + 16; block += 4) {
      if (load<i32>(blockPeople + block) != 0) memory.fill(histogram + (block << 4), 0, BLOCK_BYTES);
    }
    v128.store(blockPeople + at, i32x4.splat(0));
  }
}

export function countCells(P: usize, thread: i32, threads: i32): void {
  const blocks = address(P, W.sortBlocks);
  const blockCols = word(P, W.sortBlockCols);
  const from = share(P, thread, threads);
  const to = share(P, thread + 1, threads);
  const histogram = histogramOf(P, thread);
  const blockPeople = address(P, W.blockPeople) + <usize>thread * blockPeopleBytes(P);
  const x = address(P, W.x);
  const y = address(P, W.y);
  const perWidth = float(P, W.perSortWidth);
  const perHeight = float(P, W.perSortHeight);
  clearHistogram(P, thread);
  for (let i = from; i < to; i += 4) {
    const row = <i32>(load<f32>(y + i) * perHeight);
    const cell = sortCellAt(blocks, blockCols, row, <i32>(load<f32>(x + i) * perWidth));
    const at = histogram + (<usize>cell << 2);
    store<i32>(at, load<i32>(at) + 1);
    const block = blockPeople + (<usize>(cell >> 4) << 2);
    store<i32>(block, load<i32>(block) + 1);
  }
}

/** Where a block begins in which somebody moves: written anew in each step. */
const SOMEBODY: i32 = -1;

/**
 * Writes where each cell begins, for a thread's share of the blocks. Most blocks have nobody who moves: their cells
 * all begin where the block does, and are written only when that is elsewhere than in the last step.
 */
export function startCells(P: usize, thread: i32, threads: i32): void {
  const start = address(P, W.start);
  const begins = address(P, W.blockBegins);
  const from = blockShare(P, thread, threads);
  const to = blockShare(P, thread + 1, threads);
  let sum = word(P, W.resting) + peopleBefore(P, from, threads);
  for (let at = from; at < to; at += 16) {
    const people = peopleInFour(P, at, threads);
    const stays = i32x4.eq(v128.load(begins + at), i32x4.splat(sum));
    if (!v128.any_true(people) && i32x4.all_true(stays)) continue;
    let somebody = i32x4.bitmask(i32x4.ne(people, i32x4.splat(0)));
    for (let block = at; block < at + 16; block += 4, somebody >>= 1) {
      if ((somebody & 1) != 0) {
        store<i32>(begins + block, SOMEBODY);
        sum = startBlock(P, block, sum, threads);
      } else if (load<i32>(begins + block) != sum) {
        store<i32>(begins + block, sum);
        fillBlock(start + (block << 4), sum);
      }
    }
  }
}

/** The byte offset at which a thread's share of the blocks begins, or the last one's ends: whole registers. */
function blockShare(P: usize, thread: i32, threads: i32): usize {
  const fours = blockPeopleBytes(P) >> 4;
  return ((fours * <usize>thread) / <usize>threads) << 4;
}

/** Everybody who moves in the blocks before the one at a byte offset, a multiple of 16. */
function peopleBefore(P: usize, offset: usize, threads: i32): i32 {
  let sums = i32x4.splat(0);
  for (let at: usize = 0; at < offset; at += 16) sums = i32x4.add(sums, peopleInFour(P, at, threads));
  const first = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  return first + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}

/** All threads' people in four blocks. */
function peopleInFour(P: usize, at: usize, threads: i32): v128 {
  const bytes = blockPeopleBytes(P);
  let from = address(P, W.blockPeople) + at;
  let people = v128.load(from);
  for (let thread = 1; thread < threads; thread++) {
    from += bytes;
    people = i32x4.add(people, v128.load(from));
  }
  return people;
}

function fillBlock(cells: usize, begin: i32): void {
  const all = i32x4.splat(begin);
  v128.store(cells, all);
  v128.store(cells, all, 16);
  v128.store(cells, all, 32);
  v128.store(cells, all, 48);
}

/**
 * Where the cells of a block with somebody begin, the first at `begin`; each thread's histogram becomes where its next
 * person goes. Returns where the next block begins.
 */
function startBlock(P: usize, block: usize, begin: i32, threads: i32): i32 {
  const bytes = <usize>blocksOf(P) * BLOCK_BYTES;
  const start = address(P, W.start) + (block << 4);
  const histogram = address(P, W.histograms) + (block << 4);
  let sum = begin;
  for (let cell: usize = 0; cell < BLOCK_BYTES; cell += 4) {
    store<i32>(start + cell, sum);
    let at = histogram + cell;
    for (let thread = 0; thread < threads; thread++) {
      const people = load<i32>(at);
      // A thread without anybody in the cell asks for no place there, and its histogram stays empty.
      if (people > 0) store<i32>(at, sum);
      sum += people;
      at += bytes;
    }
  }
  return sum;
}

export function scatterPeople(P: usize, thread: i32, threads: i32): void {
  const from = share(P, thread, threads);
  const to = share(P, thread + 1, threads);
  const histogram = histogramOf(P, thread);
  const x = address(P, W.x);
  const y = address(P, W.y);
  const blocks = address(P, W.sortBlocks);
  const blockCols = word(P, W.sortBlockCols);
  const perWidth = float(P, W.perSortWidth);
  const perHeight = float(P, W.perSortHeight);
  const headingX = address(P, W.headingX);
  const headingY = address(P, W.headingY);
  const speed = address(P, W.speed);
  const radius = address(P, W.radius);
  const desired = address(P, W.desired);
  const field = address(P, W.field);
  const slot = address(P, W.slot);
  const sortedX = address(P, W.sortedX);
  const sortedY = address(P, W.sortedY);
  const sortedHeadingX = address(P, W.sortedHeadingX);
  const sortedHeadingY = address(P, W.sortedHeadingY);
  const sortedSpeed = address(P, W.sortedSpeed);
  const sortedRadius = address(P, W.sortedRadius);
  const sortedDesired = address(P, W.sortedDesired);
  const sortedField = address(P, W.sortedField);
  const sortedSlot = address(P, W.sortedSlot);
  for (let i = from; i < to; i += 4) {
    const px = load<f32>(x + i);
    const py = load<f32>(y + i);
    const cell = sortCellAt(blocks, blockCols, <i32>(py * perHeight), <i32>(px * perWidth));
    const at = histogram + (<usize>cell << 2);
    const index = load<i32>(at);
    store<i32>(at, index + 1);
    const k = <usize>index << 2;
    store<f32>(sortedX + k, px);
    store<f32>(sortedY + k, py);
    store<u32>(sortedHeadingX + k, load<u32>(headingX + i));
    store<u32>(sortedHeadingY + k, load<u32>(headingY + i));
    store<u32>(sortedSpeed + k, load<u32>(speed + i));
    store<u32>(sortedRadius + k, load<u32>(radius + i));
    store<u32>(sortedDesired + k, load<u32>(desired + i));
    store<u32>(sortedField + k, load<u32>(field + i));
    store<u32>(sortedSlot + k, load<u32>(slot + i));
  }
}

/** Fills up the last four lanes with the last person, and puts nobody behind: farther away than all ground. */
export function padTail(P: usize): void {
  const people = word(P, W.count);
  if (people == 0) return;
  const last = <usize>(people - 1) << 2;
  const end = <usize>(people + 4) << 2;
  for (let column = W.sortedX; column <= W.sortedSpeed; column++) repeat(address(P, column), last, end);
  for (let column = W.sortedRadius; column <= W.sortedSlot; column++) {
    repeat(address(P, column), last, end);
  }
  store<i32>(P + (<usize>W.nobody << 2), <i32>end);
  store<f32>(address(P, W.sortedX) + end, NOBODY_M);
  store<f32>(address(P, W.sortedY) + end, NOBODY_M);
  for (let column = W.sortedHeadingX; column <= W.sortedSpeed; column++) {
    store<f32>(address(P, column) + end, 0);
  }
  store<f32>(address(P, W.sortedRadius) + end, 0);
}

function repeat(column: usize, last: usize, end: usize): void {
  const value = load<u32>(column + last);
  for (let at = last + 4; at < end; at += 4) store<u32>(column + at, value);
}

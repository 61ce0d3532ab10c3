import { W, address, float, sortCellAt, word } from './block';

/** Where nobody stands, in metres east and north of the ground's corner. */
const NOBODY_M: f32 = -30000;

/** The byte offset at which a thread's share of those who do not rest begins. */
function share(P: usize, thread: i32, threads: i32): usize {
  const resting = word(P, W.resting);
  const moving = word(P, W.count) - resting;
  return <usize>(resting + <i32>((<i64>moving * thread) / threads)) << 2;
}

export function countCells(P: usize, thread: i32, threads: i32): void {
  const cells = word(P, W.sortCells);
  const blocks = address(P, W.sortBlocks);
  const blockCols = word(P, W.sortBlockCols);
  const from = share(P, thread, threads);
  const to = share(P, thread + 1, threads);
  const histogram = address(P, W.histograms) + ((<usize>thread * <usize>cells) << 2);
  const x = address(P, W.x);
  const y = address(P, W.y);
  const perWidth = float(P, W.perSortWidth);
  const perHeight = float(P, W.perSortHeight);
  memory.fill(histogram, 0, <usize>cells << 2);
  for (let i = from; i < to; i += 4) {
    const row = <i32>(load<f32>(y + i) * perHeight);
    const cell = sortCellAt(blocks, blockCols, row, <i32>(load<f32>(x + i) * perWidth));
    const at = histogram + (<usize>cell << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
}

export function startCells(P: usize, threads: i32): void {
  const cells = word(P, W.sortCells);
  const start = address(P, W.start);
  const histograms = address(P, W.histograms);
  let sum = word(P, W.resting);
  if (threads == 1) {
    const end = <usize>cells << 2;
    for (let at: usize = 0; at < end; at += 4) {
      const people = load<i32>(histograms + at);
      store<i32>(start + at, sum);
      store<i32>(histograms + at, sum);
      sum += people;
    }
  } else {
    for (let cell = 0; cell < cells; cell++) {
      store<i32>(start + (<usize>cell << 2), sum);
      for (let thread = 0; thread < threads; thread++) {
        const at = histograms + ((<usize>thread * <usize>cells + <usize>cell) << 2);
        const people = load<i32>(at);
        store<i32>(at, sum);
        sum += people;
      }
    }
  }
  store<i32>(start + (<usize>cells << 2), sum);
}

export function scatterPeople(P: usize, thread: i32, threads: i32): void {
  const cells = word(P, W.sortCells);
  const from = share(P, thread, threads);
  const to = share(P, thread + 1, threads);
  const histogram = address(P, W.histograms) + ((<usize>thread * <usize>cells) << 2);
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

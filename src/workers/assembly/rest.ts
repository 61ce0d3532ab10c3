import { W, address, float, sortCellAt, word } from './block';

/** How often, in steps, those who rest are gathered anew. */
export const GATHER_EVERY: i32 = 20;

function put(P: usize, index: i32, value: i32): void {
  store<i32>(P + (<usize>index << 2), value);
}

function rests(desired: usize, speed: usize, i: usize): bool {
  return load<f32>(desired + i) == 0 && load<f32>(speed + i) == 0;
}

/** Gathers who rests when it is time, or somebody asked for it. */
export function gatherWhenDue(P: usize): void {
  if (word(P, W.gather) == 0 && word(P, W.step) % GATHER_EVERY != 0) return;
  put(P, W.gather, 0);
  gatherResting(P);
}

/**
 * Puts those who stand and want to first in all columns, sorted by cell with a table of their own: nobody sorts or
 * copies them from now on until they are gathered anew. The others follow in their order.
 */
function gatherResting(P: usize): void {
  const end = <usize>word(P, W.count) << 2;
  const desired = address(P, W.desired);
  const speed = address(P, W.speed);
  const x = address(P, W.x);
  const y = address(P, W.y);
  const blocks = address(P, W.sortBlocks);
  const blockCols = word(P, W.sortBlockCols);
  const perWidth = float(P, W.perSortWidth);
  const perHeight = float(P, W.perSortHeight);
  const cells = word(P, W.sortCells);
  const table = address(P, W.restStart);
  let resting = 0;
  for (let i: usize = 0; i < end; i += 4) resting += <i32>rests(desired, speed, i);
  const before = word(P, W.resting);
  put(P, W.resting, resting);
  if (resting == 0 && before == 0) return;

  // The count of a cell stands one behind its own place, so that what was its begin is its end when all are placed.
  memory.fill(table, 0, <usize>(cells + 1) << 2);
  for (let i: usize = 0; i < end; i += 4) {
    if (!rests(desired, speed, i)) continue;
    const row = <i32>(load<f32>(y + i) * perHeight);
    const col = <i32>(load<f32>(x + i) * perWidth);
    const at = table + (<usize>sortCellAt(blocks, blockCols, row, col) << 2);
    store<i32>(at, load<i32>(at, 4) + 1, 4);
  }
  let sum = 0;
  const tableEnd = table + (<usize>cells << 2);
  for (let at = table; at < tableEnd; at += 4) {
    const people = load<i32>(at, 4);
    store<i32>(at, sum, 4);
    sum += people;
  }
  let moving = <usize>resting << 2;
  for (let i: usize = 0; i < end; i += 4) {
    let to = moving;
    if (rests(desired, speed, i)) {
      const row = <i32>(load<f32>(y + i) * perHeight);
      const col = <i32>(load<f32>(x + i) * perWidth);
      const at = table + (<usize>sortCellAt(blocks, blockCols, row, col) << 2);
      const index = load<i32>(at, 4);
      store<i32>(at, index + 1, 4);
      to = <usize>index << 2;
    } else moving += 4;
    for (let column = 0; column < 5; column++) {
      store<u32>(address(P, W.sortedX + column) + to, load<u32>(address(P, W.x + column) + i));
    }
    for (let column = 0; column < 4; column++) {
      store<u32>(address(P, W.sortedRadius + column) + to, load<u32>(address(P, W.radius + column) + i));
    }
  }
  // Both copies of each column hold those who rest.
  for (let column = 0; column < 5; column++) {
    memory.copy(address(P, W.x + column), address(P, W.sortedX + column), end);
  }
  for (let column = 0; column < 4; column++) {
    memory.copy(address(P, W.radius + column), address(P, W.sortedRadius + column), end);
  }
}

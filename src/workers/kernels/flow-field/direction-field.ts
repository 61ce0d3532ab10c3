import { UNREACHABLE } from './eikonal.ts';

/** Rings of cells beyond the passable ones that also get a direction: who stands at a wall may be in such a cell. */
const RINGS = 2;

/** The cells of each ring around the passable ones, from within outwards; they change with `passable` alone. */
export function ringsAround(passable: Uint8Array, cols: number): readonly Int32Array[] {
  const known = passable.slice();
  return Array.from({ length: RINGS }, () => {
    const ring: number[] = [];
    for (let cell = cols + 1; cell < known.length - cols - 1; cell++) {
      if (known[cell] === 0 && hasKnownNeighbour(known, cols, cell)) ring.push(cell);
    }
    for (const cell of ring) known[cell] = 1;
    return Int32Array.from(ring);
  });
}

function hasKnownNeighbour(known: Uint8Array, cols: number, cell: number): boolean {
  for (let row = cell - cols; row <= cell + cols; row += cols) {
    if (known[row - 1] === 1 || known[row] === 1 || known[row + 1] === 1) return true;
  }
  return false;
}

/**
 * The way to go in every cell, packed in two bytes: the east part (i8, 1/127) in the low byte, the north part in the
 * high one. Zero at the destination (travel 0) and where it cannot be reached.
 * It is -∇T: centred between passable cells, one-sided and downhill only beside others, so that it never leads
 * into a wall. Cells of the rings get the direction of their best neighbour, and a travel distance a little above its.
 */
export function packDirections(
  travel: Float32Array,
  cols: number,
  rings: readonly Int32Array[],
  directions: Uint16Array,
): void {
  const end = travel.length - cols;
  directions.fill(0);
  for (let cell = cols; cell < end; cell++) {
    const here = travel[cell] as number;
    if (here >= UNREACHABLE || here === 0) continue;
    const east = downhill(here, travel[cell - 1] as number, travel[cell + 1] as number);
    const north = downhill(here, travel[cell - cols] as number, travel[cell + cols] as number);
    const squared = east * east + north * north;
    if (squared === 0) continue;
    directions[cell] = packDirection(east, north, Math.sqrt(squared));
  }
  for (const ring of rings) extend(travel, cols, ring, directions);
}

function downhill(here: number, before: number, after: number): number {
  if (before < UNREACHABLE && after < UNREACHABLE) return before - after;
  // Against the slope there may be a wall: downhill only, and doubled as the centred difference is.
  if (before < here) return 2 * (before - here);
  return after < here ? 2 * (here - after) : 0;
}

function packDirection(east: number, north: number, length: number): number {
  const scale = 127 / length;
  const e = Math.floor(east * scale + 0.5);
  const n = Math.floor(north * scale + 0.5);
  return (e & 0xff) | ((n & 0xff) << 8);
}

/** Gives each cell of the ring the direction of its neighbour with the shortest way. */
function extend(
  travel: Float32Array,
  cols: number,
  ring: Int32Array,
  directions: Uint16Array,
): void {
  const found = new Float32Array(ring.length).fill(UNREACHABLE);
  ring.forEach((cell, index) => {
    for (let row = cell - cols; row <= cell + cols; row += cols) {
      for (let other = row - 1; other <= row + 1; other++) {
        const candidate = travel[other] as number;
        if (candidate >= (found[index] as number) || candidate === 0) continue;
        found[index] = candidate;
        directions[cell] = directions[other] as number;
      }
    }
  });
  ring.forEach((cell, index) => {
    const best = found[index] as number;
    if (best < UNREACHABLE) travel[cell] = best + 1;
  });
}

import { W, address, float, word } from './block';

// Results of look-ups besides their value; globals belong to an instance, hence to a thread.
export let awayX: f32 = 0;
export let awayY: f32 = 0;

export function clearanceAt(P: usize, x: f32, y: f32): f32 {
  const perCell = float(P, W.perCell);
  const cellM = float(P, W.cellM);
  const u: f32 = x * perCell;
  const v: f32 = y * perCell;
  const col = <i32>u;
  const row = <i32>v;
  const bits = load<i32>(address(P, W.words) + (<usize>(row * word(P, W.groundCols) + col) << 2));
  const east: f32 = <f32>((bits << 8) >> 24) * <f32>(1.0 / 127.0);
  const north: f32 = <f32>(bits >> 24) * <f32>(1.0 / 127.0);
  const eastOff: f32 = (u - <f32>col - <f32>0.5) * cellM;
  const northOff: f32 = (v - <f32>row - <f32>0.5) * cellM;
  const centre: f32 = <f32>((bits << 16) >> 16) * <f32>(1.0 / 512.0);
  return centre + (east * eastOff + north * northOff);
}

function distanceOf(cell: usize): f32 {
  return <f32>load<i16>(cell) * <f32>(1.0 / 512.0);
}

export function smoothClearanceAt(P: usize, x: f32, y: f32): f32 {
  const perCell = float(P, W.perCell);
  const cols = word(P, W.groundCols);
  const u: f32 = x * perCell - <f32>0.5;
  const v: f32 = y * perCell - <f32>0.5;
  const col = <i32>u;
  const row = <i32>v;
  const a: f32 = u - <f32>col;
  const b: f32 = v - <f32>row;
  const cell = address(P, W.words) + (<usize>(row * cols + col) << 2);
  const above = cell + (<usize>cols << 2);
  const southWest = distanceOf(cell);
  const southRise: f32 = distanceOf(cell + 4) - southWest;
  const northWest = distanceOf(above);
  const northRise: f32 = distanceOf(above + 4) - northWest;
  const south: f32 = southWest + southRise * a;
  const north: f32 = northWest + northRise * a;
  const eastward: f32 = southRise + (northRise - southRise) * b;
  const northward: f32 = north - south;
  const squared: f32 = eastward * eastward + northward * northward;
  if (squared > <f32>1e-12) {
    const scale: f32 = <f32>1.0 / sqrt<f32>(squared);
    awayX = eastward * scale;
    awayY = northward * scale;
  } else {
    awayX = 0;
    awayY = 0;
  }
  return south + northward * b;
}

export function isSeen(P: usize, x: f32, y: f32, dx: f32, dy: f32, far: f32, clear: f32, otherClear: f32): bool {
  const unitX: f32 = dx / far;
  const unitY: f32 = dy / far;
  const end: f32 = far - otherClear;
  let at: f32 = clear > <f32>0.1 ? clear : <f32>0.1;
  while (at < end) {
    const free = clearanceAt(P, x + unitX * at, y + unitY * at);
    if (free < <f32>0.1) return false;
    at = at + free;
  }
  return true;
}

export function surfaceFactor(P: usize, cell: usize, headingX: f32, headingY: f32): f32 {
  const surface = <usize>load<u8>(address(P, W.surfaces) + cell);
  if (surface == 0) return 1;
  const row = address(P, W.surfaceTable) + (surface << 5);
  const rise: f32 = headingX * load<f32>(row) + headingY * load<f32>(row, 4);
  const along: f32 = rise >= 0 ? load<f32>(row, 8) : load<f32>(row, 12);
  const across = load<f32>(row, 16);
  return across + (along - across) * (rise * rise);
}

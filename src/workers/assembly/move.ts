import { LIST, listAwake } from './awake';
import { CHUNK, W, address, float, least, word } from './block';
import { surfaceFactor } from './ground';
import { keepOut } from './keep-out';
import { atLeast, atMost, powerOfTwo, splat } from './lanes';
import { Ask, lookAround, Sums } from './neighbours';

/** The first row or column of sorting cells that a range reaches into, of four. */
function cellsFrom(from: v128, perCell: f32): v128 {
  return i32x4.max_s(i32x4.trunc_sat_f32x4_s(f32x4.mul(from, splat(perCell))), i32x4.splat(0));
}

/** The last of `cells`. */
function cellsTo(to: v128, perCell: f32, cells: i32): v128 {
  const within = i32x4.trunc_sat_f32x4_s(f32x4.mul(to, splat(perCell)));
  return i32x4.min_s(within, i32x4.splat(cells - 1));
}

/** Four people's values of a column. */
function four(column: usize, i: usize, i1: usize, i2: usize, i3: usize, together: bool): v128 {
  if (together) return v128.load(column + i);
  let values = v128.load32_zero(column + i);
  values = v128.load_lane<u32>(column + i1, values, 1);
  values = v128.load_lane<u32>(column + i2, values, 2);
  return v128.load_lane<u32>(column + i3, values, 3);
}

function putFour(
  column: usize,
  i: usize,
  i1: usize,
  i2: usize,
  i3: usize,
  together: bool,
  values: v128,
): void {
  if (together) {
    v128.store(column + i, values);
    return;
  }
  v128.store_lane<u32>(column + i, values, 0);
  v128.store_lane<u32>(column + i1, values, 1);
  v128.store_lane<u32>(column + i2, values, 2);
  v128.store_lane<u32>(column + i3, values, 3);
}

/** Moves the people with sorted index from ≤ i < to, at most CHUNK of them. */
export function movePeople(P: usize, from: i32, to: i32, scratch: usize): void {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  const HX = address(P, W.sortedHeadingX);
  const HY = address(P, W.sortedHeadingY);
  const V = address(P, W.sortedSpeed);
  const R = address(P, W.sortedRadius);
  const V0 = address(P, W.sortedDesired);
  const FIELD = address(P, W.sortedField);
  const outX = address(P, W.x);
  const outY = address(P, W.y);
  const outHX = address(P, W.headingX);
  const outHY = address(P, W.headingY);
  const outV = address(P, W.speed);
  const words = address(P, W.words);
  const directions = address(P, W.directions);
  const groundCells = <usize>word(P, W.groundCells);
  const groundCols = word(P, W.groundCols);
  const sortCols = word(P, W.sortCols);
  const sortRows = word(P, W.sortRows);
  const blocks = address(P, W.sortBlocks);
  const rowBytes = i32x4.splat(word(P, W.sortBlockCols) << 2);
  const perWidth = float(P, W.perSortWidth);
  const perHeight = float(P, W.perSortHeight);
  const perCellOne = float(P, W.perCell);
  const cellM = splat(float(P, W.cellM));
  const zero = splat(0);
  const one = splat(1);
  const sixtyBelow = splat(-60);
  const dt = splat(float(P, W.dt));
  const behind = splat(sqrt<f32>(float(P, W.mattersBehind2)) + <f32>0.001);

  const step = word(P, W.step);
  const lookAgain = word(P, W.lookAgain);
  const awake = listAwake(P, from, to, scratch);
  let list = scratch + LIST;
  let arrived = 0;

  for (let index = 0; index < awake; index += 4, list += 16) {
    const i = <usize>load<u32>(list);
    const i1 = <usize>load<u32>(list, 4);
    const i2 = <usize>load<u32>(list, 8);
    const i3 = <usize>load<u32>(list, 12);
    const together = i2 - i == 8 && i3 - i == 12;
    const lanes = least(4, awake - index);
    const x = four(X, i, i1, i2, i3, together);
    const y = four(Y, i, i1, i2, i3, together);
    const hx = four(HX, i, i1, i2, i3, together);
    const hy = four(HY, i, i1, i2, i3, together);
    const v = four(V, i, i1, i2, i3, together);
    const r = four(R, i, i1, i2, i3, together);

    // The ground under each: direction of its field, distance to the wall and away from it.
    const perCell = splat(perCellOne);
    const u = f32x4.mul(x, perCell);
    const w = f32x4.mul(y, perCell);
    const col = i32x4.trunc_sat_f32x4_s(u);
    const row4 = i32x4.trunc_sat_f32x4_s(w);
    const cell = i32x4.add(i32x4.mul(row4, i32x4.splat(groundCols)), col);
    const cell0 = <usize>i32x4.extract_lane(cell, 0);
    const cell1 = <usize>i32x4.extract_lane(cell, 1);
    const cell2 = <usize>i32x4.extract_lane(cell, 2);
    const cell3 = <usize>i32x4.extract_lane(cell, 3);
    const field0 = directions + ((<usize>load<u16>(FIELD + i) * groundCells) << 1);
    const field1 = directions + ((<usize>load<u16>(FIELD + i1) * groundCells) << 1);
    const field2 = directions + ((<usize>load<u16>(FIELD + i2) * groundCells) << 1);
    const field3 = directions + ((<usize>load<u16>(FIELD + i3) * groundCells) << 1);
    let way = v128.load32_zero(field0 + (cell0 << 1));
    way = v128.load_lane<u32>(field1 + (cell1 << 1), way, 1);
    way = v128.load_lane<u32>(field2 + (cell2 << 1), way, 2);
    way = v128.load_lane<u32>(field3 + (cell3 << 1), way, 3);
    const per127 = splat(<f32>(1.0 / 127.0));
    const ex = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(way, 24), 24)), per127);
    const ey = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(way, 16), 24)), per127);
    const stands = i32x4.eq(i32x4.shl(way, 16), zero);

    let ground = v128.load32_zero(words + (cell0 << 2));
    ground = v128.load_lane<u32>(words + (cell1 << 2), ground, 1);
    ground = v128.load_lane<u32>(words + (cell2 << 2), ground, 2);
    ground = v128.load_lane<u32>(words + (cell3 << 2), ground, 3);
    const corners = i32x4.shr_s(i32x4.shl(ground, 31), 31);
    const ax = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(ground, 8), 24)), per127);
    const ay = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(ground, 24)), per127);
    const half = splat(0.5);
    const eastOff = f32x4.mul(f32x4.sub(f32x4.sub(u, f32x4.convert_i32x4_s(col)), half), cellM);
    const northOff = f32x4.mul(f32x4.sub(f32x4.sub(w, f32x4.convert_i32x4_s(row4)), half), cellM);
    const centre = f32x4.mul(
      f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(ground, 16), 16)),
      splat(<f32>(1.0 / 512.0)),
    );
    const clear = f32x4.add(centre, f32x4.add(f32x4.mul(ax, eastOff), f32x4.mul(ay, northOff)));

    const reach = f32x4.add(splat(float(P, W.sight)), f32x4.mul(splat(float(P, W.sightPerSpeed)), v));
    const look = f32x4.add(reach, splat(0.001));
    // Against the heading only as far as people who are not ahead matter, or are ahead and far aside.
    const heading2 = f32x4.add(f32x4.mul(hx, hx), f32x4.mul(hy, hy));
    const aslant = f32x4.div(look, f32x4.sqrt(heading2));
    const backX = atMost(atLeast(f32x4.mul(f32x4.abs(hy), aslant), behind), look);
    const backY = atMost(atLeast(f32x4.mul(f32x4.abs(hx), aslant), behind), look);
    const east = f32x4.gt(hx, zero);
    const north = f32x4.gt(hy, zero);
    const firstRow = cellsFrom(f32x4.sub(y, v128.bitselect(backY, look, north)), perHeight);
    const lastRow = cellsTo(f32x4.add(y, v128.bitselect(look, backY, north)), perHeight, sortRows);
    const firstCol = cellsFrom(f32x4.sub(x, v128.bitselect(backX, look, east)), perWidth);
    const lastCol = cellsTo(f32x4.add(x, v128.bitselect(look, backX, east)), perWidth, sortCols);
    const inRow = i32x4.add(i32x4.mul(firstRow, rowBytes), i32x4.splat(<i32>blocks));
    v128.store(scratch, i32x4.mul(i32x4.sub(lastRow, firstRow), rowBytes), Ask.rows);
    v128.store(scratch, i32x4.add(inRow, i32x4.shl(i32x4.shr_u(firstCol, 4), 2)), Ask.firstBlock);
    v128.store(scratch, i32x4.add(inRow, i32x4.shl(i32x4.shr_u(lastCol, 4), 2)), Ask.lastBlock);
    v128.store(scratch, v128.and(firstCol, i32x4.splat(15)), Ask.firstWithin);
    v128.store(scratch, i32x4.add(v128.and(lastCol, i32x4.splat(15)), i32x4.splat(1)), Ask.lastWithin);
    v128.store(scratch, reach, Ask.reach);
    v128.store(scratch, clear, Ask.clear);
    v128.store(scratch, corners, Ask.corner);
    lookAround(P, list, scratch);

    // From the sums of each of the four to four people's of each kind.
    const sums0 = v128.load(scratch, Sums.four);
    const sums1 = v128.load(scratch, Sums.four + 16);
    const sums2 = v128.load(scratch, Sums.four + 32);
    const sums3 = v128.load(scratch, Sums.four + 48);
    const first01 = v128.shuffle<i32>(sums0, sums1, 0, 4, 1, 5);
    const first23 = v128.shuffle<i32>(sums2, sums3, 0, 4, 1, 5);
    const second01 = v128.shuffle<i32>(sums0, sums1, 2, 6, 3, 7);
    const second23 = v128.shuffle<i32>(sums2, sums3, 2, 6, 3, 7);
    const density = v128.shuffle<i64>(first01, first23, 0, 2);
    const push = v128.shuffle<i64>(first01, first23, 1, 3);
    const repelX = v128.shuffle<i64>(second01, second23, 0, 2);
    const repelY = v128.shuffle<i64>(second01, second23, 1, 3);
    const gap = v128.load(scratch, Sums.gap);
    const oncomingGap = v128.load(scratch, Sums.oncomingGap);

    // Desired direction.
    let wallPower = f32x4.mul(f32x4.sub(r, clear), splat(float(P, W.wallPerRange)));
    wallPower = atMost(atLeast(wallPower, sixtyBelow), splat(4));
    const wall = powerOfTwo(wallPower);
    const side = f32x4.div(
      f32x4.mul(push, splat(float(P, W.steerStrength))),
      f32x4.add(one, f32x4.abs(push)),
    );
    const repel2 = f32x4.add(f32x4.mul(repelX, repelX), f32x4.mul(repelY, repelY));
    const turnAway = f32x4.div(
      splat(float(P, W.repelStrength)),
      f32x4.add(one, f32x4.mul(f32x4.sqrt(repel2), splat(float(P, W.repelBound)))),
    );
    let wishX = f32x4.add(f32x4.sub(ex, f32x4.mul(side, ey)), f32x4.mul(repelX, turnAway));
    let wishY = f32x4.add(f32x4.add(ey, f32x4.mul(side, ex)), f32x4.mul(repelY, turnAway));
    const into = atMost(f32x4.add(f32x4.mul(wishX, ax), f32x4.mul(wishY, ay)), zero);
    const out = f32x4.sub(
      f32x4.mul(wall, splat(float(P, W.wallStrength))),
      f32x4.mul(into, atMost(wall, one)),
    );
    wishX = f32x4.add(wishX, f32x4.mul(out, ax));
    wishY = f32x4.add(wishY, f32x4.mul(out, ay));
    const wish2 = f32x4.add(f32x4.mul(wishX, wishX), f32x4.mul(wishY, wishY));
    const turnShare = splat(float(P, W.turnShare));
    const scale = f32x4.div(turnShare, f32x4.sqrt(wish2));
    const keep = f32x4.sub(one, turnShare);
    const back = f32x4.lt(f32x4.add(f32x4.mul(hx, wishX), f32x4.mul(hy, wishY)), zero);
    const toLeft = f32x4.gt(f32x4.sub(f32x4.mul(hx, wishY), f32x4.mul(hy, wishX)), zero);
    const turn = v128.bitselect(turnShare, f32x4.neg(turnShare), toLeft);
    const towardsX = v128.bitselect(f32x4.mul(f32x4.neg(hy), turn), f32x4.mul(wishX, scale), back);
    const towardsY = v128.bitselect(f32x4.mul(hx, turn), f32x4.mul(wishY, scale), back);
    const turnedX = f32x4.add(f32x4.mul(hx, keep), towardsX);
    const turnedY = f32x4.add(f32x4.mul(hy, keep), towardsY);
    const turned2 = f32x4.add(f32x4.mul(turnedX, turnedX), f32x4.mul(turnedY, turnedY));
    const turns = v128.and(f32x4.gt(wish2, splat(1e-12)), f32x4.gt(turned2, splat(1e-12)));
    const unit = f32x4.div(one, f32x4.sqrt(turned2));
    putFour(outHX, i, i1, i2, i3, together, v128.bitselect(f32x4.mul(turnedX, unit), hx, turns));
    putFour(outHY, i, i1, i2, i3, together, v128.bitselect(f32x4.mul(turnedY, unit), hy, turns));

    // Speed.
    const perDensity = f32x4.div(one, f32x4.mul(density, splat(float(P, W.densityWeight))));
    let capPower = f32x4.mul(
      f32x4.sub(perDensity, splat(float(P, W.perCapJam))),
      splat(float(P, W.capShape)),
    );
    capPower = atMost(atLeast(capPower, sixtyBelow), zero);
    let cap = f32x4.mul(f32x4.sub(one, powerOfTwo(capPower)), splat(float(P, W.capScale)));
    cap = atMost(atLeast(cap, splat(float(P, W.capFloor))), one);
    const perTimeGap = splat(float(P, W.perTimeGap));
    const past = atLeast(f32x4.mul(oncomingGap, perTimeGap), splat(float(P, W.squeeze)));
    let speed = atMost(f32x4.mul(gap, perTimeGap), past);
    let fastest = f32x4.mul(four(V0, i, i1, i2, i3, together), cap);
    if (address(P, W.surfaces) != 0) {
      v128.store(scratch, hx);
      v128.store(scratch, hy, 16);
      store<f32>(scratch, surfaceFactor(P, cell0, load<f32>(scratch), load<f32>(scratch, 16)), 32);
      store<f32>(scratch, surfaceFactor(P, cell1, load<f32>(scratch, 4), load<f32>(scratch, 20)), 36);
      store<f32>(scratch, surfaceFactor(P, cell2, load<f32>(scratch, 8), load<f32>(scratch, 24)), 40);
      store<f32>(scratch, surfaceFactor(P, cell3, load<f32>(scratch, 12), load<f32>(scratch, 28)), 44);
      fastest = f32x4.mul(fastest, v128.load(scratch, 32));
    }
    speed = atLeast(atMost(speed, fastest), zero);
    speed = v128.andnot(speed, stands);

    // Place.
    putFour(outX, i, i1, i2, i3, together, f32x4.add(x, f32x4.mul(f32x4.mul(hx, speed), dt)));
    putFour(outY, i, i1, i2, i3, together, f32x4.add(y, f32x4.mul(f32x4.mul(hy, speed), dt)));
    putFour(outV, i, i1, i2, i3, together, speed);
    const atWall = f32x4.lt(clear, f32x4.add(f32x4.add(r, f32x4.mul(speed, dt)), splat(0.3)));
    if (v128.any_true(atWall)) {
      v128.store(scratch, atWall);
      // The last of a list that is filled up is there several times and is pushed once.
      for (let lane = 0; lane < lanes; lane++) {
        const at = <usize>lane << 2;
        if (load<i32>(scratch + at) != 0) keepOut(P, <usize>load<u32>(list + at));
      }
    }

    // Who has nowhere farther to go is looked at after the step; who cannot move rests.
    const newX = four(outX, i, i1, i2, i3, together);
    const newY = four(outY, i, i1, i2, i3, together);
    const there = i32x4.add(
      i32x4.mul(i32x4.trunc_sat_f32x4_s(f32x4.mul(newY, perCell)), i32x4.splat(groundCols)),
      i32x4.trunc_sat_f32x4_s(f32x4.mul(newX, perCell)),
    );
    let ways = v128.load32_zero(field0 + (<usize>i32x4.extract_lane(there, 0) << 1));
    ways = v128.load_lane<u32>(field1 + (<usize>i32x4.extract_lane(there, 1) << 1), ways, 1);
    ways = v128.load_lane<u32>(field2 + (<usize>i32x4.extract_lane(there, 2) << 1), ways, 2);
    ways = v128.load_lane<u32>(field3 + (<usize>i32x4.extract_lane(there, 3) << 1), ways, 3);
    const atEnd = i32x4.bitmask(i32x4.eq(i32x4.shl(ways, 16), zero));
    arrived += popcnt(atEnd & ((1 << lanes) - 1));
    if (lookAgain > 0) {
      const wants = f32x4.gt(four(V0, i, i1, i2, i3, together), zero);
      const blocked = v128.andnot(v128.and(f32x4.eq(speed, zero), wants), stands);
      if (v128.any_true(blocked)) restBlocked(P, list, lanes, i32x4.bitmask(blocked), step, lookAgain);
    }
  }
  if (arrived > 0) store<i32>(address(P, W.arrivals) + (<usize>(from / CHUNK) << 2), arrived);
}

/** Lets those who are blocked rest until their tile of 4 × 4 m is looked at together. */
function restBlocked(
  P: usize,
  list: usize,
  lanes: i32,
  blocked: i32,
  step: i32,
  lookAgain: i32,
): void {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  const FIELD = address(P, W.sortedField);
  for (let lane = 0; lane < lanes; lane++) {
    if (((blocked >> lane) & 1) == 0) continue;
    const at = <usize>load<u32>(list + (<usize>lane << 2));
    const east = <i32>(load<f32>(X + at) * <f32>0.25);
    const tile = east + 3 * <i32>(load<f32>(Y + at) * <f32>0.25);
    store<u16>(FIELD + at, <u16>(lookAgain - 1 - ((step + tile) % lookAgain)), 2);
  }
}

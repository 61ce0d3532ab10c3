import { LIST, listAwake, NEAR, NEAR_BYTES } from './awake';
import { CHUNK, W, address, float, least, most, sortCell, word } from './block';
import { clearanceAt, isSeen, surfaceFactor } from './ground';
import { keepOut } from './keep-out';
import {
  atLeast,
  atMost,
  fourth,
  leastLane,
  mostLane,
  positive,
  powerOfTwo,
  splat,
} from './lanes';

/** Lanes of `asks` from which the person at (dx, dy) is seen past the walls. */
function seenLanes(
  P: usize,
  list: usize,
  scratch: usize,
  asks: v128,
  dx: v128,
  dy: v128,
  d: v128,
  clear: v128,
  otherClear: f32,
): v128 {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  v128.store(scratch, asks);
  v128.store(scratch, dx, 16);
  v128.store(scratch, dy, 32);
  v128.store(scratch, d, 48);
  v128.store(scratch, clear, 64);
  for (let lane: usize = 0; lane < 16; lane += 4) {
    if (load<i32>(scratch + lane) == 0) continue;
    const at = <usize>load<u32>(list + lane);
    const seen = isSeen(
      P,
      load<f32>(X + at),
      load<f32>(Y + at),
      load<f32>(scratch + lane, 16),
      load<f32>(scratch + lane, 32),
      load<f32>(scratch + lane, 48),
      load<f32>(scratch + lane, 64),
      otherClear,
    );
    if (!seen) store<i32>(scratch + lane, 0);
  }
  return v128.load(scratch);
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
  const start = address(P, W.start);
  const restStart = address(P, W.restStart);
  const resting = word(P, W.resting);
  const words = address(P, W.words);
  const directions = address(P, W.directions);
  const groundCells = <usize>word(P, W.groundCells);
  const groundCols = word(P, W.groundCols);
  const sortCols = word(P, W.sortCols);
  const sortRows = word(P, W.sortRows);
  const blocks = address(P, W.sortBlocks);
  const blockCols = word(P, W.sortBlockCols);
  const perWidth = float(P, W.perSortWidth);
  const perHeight = float(P, W.perSortHeight);
  const perCellOne = float(P, W.perCell);
  const cellM = splat(float(P, W.cellM));
  const zero = splat(0);
  const one = splat(1);
  const eps = splat(1e-10);
  const sixtyBelow = splat(-60);
  const dt = splat(float(P, W.dt));
  const steerPerRange = splat(float(P, W.steerPerRange));
  const anticipation = splat(float(P, W.anticipation));
  const perDensityRadius2 = splat(float(P, W.perDensityRadius2));
  const headwayShare = splat(float(P, W.headwayShare));
  const oncomingShare = splat(float(P, W.oncomingShare));
  const repelPerRange = splat(float(P, W.repelPerRange));
  const keepRight = f32x4.neg(splat(float(P, W.keepRight)));
  const steerMean = splat(float(P, W.steerMean));
  const steerSpread = splat(float(P, W.steerSpread));
  const follow = splat(float(P, W.follow));
  const far2 = splat(1e8);
  const signBit = i32x4.splat(0x80000000);
  const mattersBehind2 = splat(float(P, W.mattersBehind2));
  const near0 = scratch + NEAR;
  const nearEnd = near0 + NEAR_BYTES;
  const largest: f32 = <f32>2 * float(P, W.largestRadius);

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
    const anyCorner = v128.any_true(corners);
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
    const reach2 = f32x4.mul(reach, reach);
    const ownLead = f32x4.mul(anticipation, v);
    let push = zero;
    let repelX = zero;
    let repelY = zero;
    let density = one;
    let gap = f32x4.sub(f32x4.sub(reach, splat(largest)), follow);
    let oncomingGap = gap;

    const firstRow = most(0, <i32>(leastLane(f32x4.sub(y, look)) * perHeight));
    const lastRow = least(sortRows - 1, <i32>(mostLane(f32x4.add(y, look)) * perHeight));
    const firstCol = most(0, <i32>(leastLane(f32x4.sub(x, look)) * perWidth));
    const lastCol = least(sortCols - 1, <i32>(mostLane(f32x4.add(x, look)) * perWidth));
    const firstBlock = blocks + (<usize>(firstCol >> 4) << 2);
    const lastBlock = blocks + (<usize>(lastCol >> 4) << 2);
    // Those who rest come first, row by row, then the others.
    let table = resting > 0 ? restStart : start;
    let row = firstRow;
    let j: usize = 0;
    let end: usize = 0;
    let next = near0;
    for (;;) {
      if (j >= end) {
        if (row > lastRow && table != start) {
          table = start;
          row = firstRow;
        }
        if (row <= lastRow) {
          const inRow = <usize>(row * blockCols) << 2;
          const first = sortCell(load<i32>(firstBlock + inRow), firstCol & 15);
          const last = sortCell(load<i32>(lastBlock + inRow), (lastCol & 15) + 1);
          j = <usize>load<u32>(table + (<usize>first << 2)) << 2;
          end = <usize>load<u32>(table + (<usize>last << 2)) << 2;
          row++;
        }
      }
      // Who is near any of the four, without a branch.
      const until = end - j > <usize>(nearEnd - next) ? j + (nearEnd - next) : end;
      for (; j < until; j += 4) {
        const dx = f32x4.sub(v128.load32_splat(X + j), x);
        const dy = f32x4.sub(v128.load32_splat(Y + j), y);
        const d2 = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
        const ahead = f32x4.add(f32x4.mul(dx, hx), f32x4.mul(dy, hy));
        const asks = v128.or(f32x4.lt(d2, mattersBehind2), f32x4.gt(ahead, zero));
        const near = v128.and(v128.and(f32x4.lt(d2, reach2), f32x4.gt(d2, eps)), asks);
        store<u32>(next, <u32>j);
        next += <usize>v128.any_true(near) << 2;
      }
      const done = j >= end && row > lastRow && table == start;
      if (!done && next + 16 <= nearEnd) continue;

      for (let at = near0; at < next; at += 4) {
        const j = <usize>load<u32>(at);
        const dx = f32x4.sub(v128.load32_splat(X + j), x);
        const dy = f32x4.sub(v128.load32_splat(Y + j), y);
        const apart2 = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
        let near = v128.and(f32x4.lt(apart2, reach2), f32x4.gt(apart2, eps));
        if (anyCorner) {
          const d = f32x4.sqrt(apart2);
          const otherClear = clearanceAt(P, load<f32>(X + j), load<f32>(Y + j));
          const hidden = f32x4.gt(d, f32x4.add(clear, splat(otherClear)));
          const asks = v128.and(v128.and(near, corners), hidden);
          if (v128.any_true(asks)) {
            const seen = seenLanes(P, list, scratch, asks, dx, dy, d, clear, otherClear);
            near = v128.andnot(near, v128.andnot(asks, seen));
          }
        }
        // Who is not near is so far away that nothing comes of it.
        const d2 = v128.bitselect(apart2, far2, near);
        const d = f32x4.sqrt(d2);
        const hjx = v128.load32_splat(HX + j);
        const hjy = v128.load32_splat(HY + j);
        const ahead = f32x4.add(f32x4.mul(dx, hx), f32x4.mul(dy, hy));
        const left = f32x4.sub(f32x4.mul(dy, hx), f32x4.mul(dx, hy));
        const along = f32x4.add(f32x4.mul(hx, hjx), f32x4.mul(hy, hjy));
        const otherAlong = f32x4.add(f32x4.mul(dx, hjx), f32x4.mul(dy, hjy));
        const perD = f32x4.div(one, d);
        const cosine = f32x4.mul(ahead, perD);
        const both = f32x4.add(r, v128.load32_splat(R + j));
        const free = f32x4.sub(d, both);
        const aside = f32x4.abs(left);

        const part = positive(f32x4.sub(one, f32x4.mul(d2, perDensityRadius2)));
        density = f32x4.add(density, f32x4.mul(f32x4.mul(part, part), f32x4.add(one, cosine)));

        // Where a mask is set the gap is no number, and the least stays.
        const oncoming = f32x4.lt(along, zero);
        const notInWay = v128.or(
          v128.or(f32x4.lt(ahead, zero), f32x4.gt(aside, f32x4.mul(both, oncomingShare))),
          f32x4.ge(along, zero),
        );
        oncomingGap = atMost(v128.or(free, notInWay), oncomingGap);
        const notBefore = v128.or(
          v128.or(
            f32x4.le(f32x4.add(ahead, otherAlong), zero),
            f32x4.gt(aside, f32x4.mul(both, headwayShare)),
          ),
          oncoming,
        );
        gap = atMost(v128.or(f32x4.sub(free, f32x4.mul(follow, cosine)), notBefore), gap);

        const nearness = fourth(positive(f32x4.sub(one, f32x4.mul(free, repelPerRange))));
        const repel = f32x4.mul(nearness, perD);
        repelX = f32x4.sub(repelX, f32x4.mul(repel, dx));
        repelY = f32x4.sub(repelY, f32x4.mul(repel, dy));

        const lead = f32x4.mul(anticipation, v128.load32_splat(V + j));
        const closing = f32x4.sub(f32x4.mul(ownLead, ahead), f32x4.mul(lead, otherAlong));
        const foreseen = positive(f32x4.sub(free, f32x4.mul(closing, perD)));
        const against = f32x4.sub(steerMean, f32x4.mul(steerSpread, along));
        const urgency = fourth(positive(f32x4.sub(one, f32x4.mul(foreseen, steerPerRange))));
        const weight = v128.and(f32x4.mul(urgency, against), f32x4.gt(ahead, zero));
        const turning = f32x4.sub(f32x4.mul(hx, hjy), f32x4.mul(hy, hjx));
        const foreseenLeft = f32x4.add(left, f32x4.mul(lead, turning));
        const toRight = f32x4.ge(foreseenLeft, v128.and(keepRight, oncoming));
        push = f32x4.add(push, v128.xor(weight, v128.and(toRight, signBit)));
      }
      if (done) break;
      next = near0;
    }

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

import { NEAR, NEAR_BYTES, RANGES } from './awake';
import { W, address, float, sortCell, word } from './block';
import { clearanceAt, isSeen } from './ground';
import { atMost, fourth, leastLane, splat } from './lanes';

/** Bytes in a thread's scratch: what is asked about four people, lane by lane ... */
export const enum Ask {
  rows = 0,
  firstBlock = 16,
  firstWithin = 32,
  lastBlock = 48,
  lastWithin = 64,
  reach = 80,
  clear = 96,
  corner = 112,
}

/** ... and what comes of each one's neighbours: the sums of density, steering and repulsion; the gaps; the list's end. */
export const enum Sums {
  four = 128,
  gap = 192,
  oncomingGap = 208,
  listEnd = 224,
}

/** Drops from the list of who is near those whom the person at byte offset i does not see past the walls. */
function dropHidden(P: usize, i: usize, clear: f32, from: usize, to: usize): usize {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  const x = load<f32>(X + i);
  const y = load<f32>(Y + i);
  let next = from;
  for (let at = from; at < to; at += 4) {
    const j = <usize>load<u32>(at);
    const otherX = load<f32>(X + j);
    const otherY = load<f32>(Y + j);
    const dx: f32 = otherX - x;
    const dy: f32 = otherY - y;
    const d: f32 = sqrt<f32>(dx * dx + dy * dy);
    const otherClear = clearanceAt(P, otherX, otherY);
    const hidden = d > clear + otherClear && !isSeen(P, x, y, dx, dy, d, clear, otherClear);
    store<u32>(next, <u32>j);
    next += hidden ? 0 : 4;
  }
  return next;
}

/**
 * Looks at the neighbours of four people: `Ask` in the scratch is the question, `Sums` the answer. Who is near is
 * listed first; then the lanes of a register are four neighbours of one person, and their shares are added one after
 * the other in the sorted order.
 */
export function lookAround(P: usize, list: usize, scratch: usize): void {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  const HX = address(P, W.sortedHeadingX);
  const HY = address(P, W.sortedHeadingY);
  const packing = address(P, W.packing);
  const coincident2 = splat(float(P, W.coincident2));
  const zero = f32x4.sub(coincident2, coincident2);
  const nextFour = i32x4.splat(word(P, W.nextFour));
  const mattersBehind2 = splat(float(P, W.mattersBehind2));
  const largest: f32 = <f32>2 * float(P, W.largestRadius);
  const follow = float(P, W.follow);
  const near0 = scratch + NEAR;
  // Room for two more fours, filled up, and for nobody.
  const nearEnd = near0 + NEAR_BYTES - 80;
  let next = near0;
  for (let lane: usize = 0; lane < 4; lane++) {
    const i = <usize>load<u32>(list + (lane << 2));
    const ask = scratch + (lane << 2);
    const x = v128.load32_splat(X + i);
    const y = v128.load32_splat(Y + i);
    const hx = v128.load32_splat(HX + i);
    const hy = v128.load32_splat(HY + i);
    const reach = load<f32>(ask, Ask.reach);
    const reach2 = splat(reach * reach);
    const gap: f32 = reach - largest - follow;
    v128.store(scratch + (lane << 4), f32x4(1, 0, 0, 0), Sums.four);
    store<f32>(ask, gap, Sums.gap);
    store<f32>(ask, gap, Sums.oncomingGap);
    const ranges = scratch + RANGES;
    const rangesEnd = listRanges(P, ask, ranges);
    let from = next;
    for (let range = ranges; range < rangesEnd; range += 8) {
      let j = <usize>load<u32>(range);
      const end = <usize>load<u32>(range, 4);
      const stop = i32x4.splat(<i32>end);
      let offsets = i32x4.add(i32x4.splat(<i32>j), i32x4(0, 4, 8, 12));
      // Who is near, without a branch: most ranges end within two fours.
      for (;;) {
        if (next > nearEnd) {
          endList(P, i, ask, from, next);
          sumUp(P, list, scratch);
          next = near0;
          from = near0;
        }
        for (let four: usize = 0; four < 32; four += 16) {
          const dx = f32x4.sub(v128.load(X + j + four), x);
          const dy = f32x4.sub(v128.load(Y + j + four), y);
          const d2 = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
          const ahead = f32x4.add(f32x4.mul(dx, hx), f32x4.mul(dy, hy));
          const asks = v128.or(f32x4.lt(d2, mattersBehind2), f32x4.gt(ahead, zero));
          const apart = v128.and(f32x4.lt(d2, reach2), f32x4.gt(d2, coincident2));
          const near = v128.and(v128.and(apart, i32x4.lt_s(offsets, stop)), asks);
          const lanes = <usize>i32x4.bitmask(near);
          v128.store(next, i8x16.swizzle(offsets, v128.load(packing + (lanes << 4))));
          next += <usize>popcnt(<u32>lanes) << 2;
          offsets = i32x4.add(offsets, nextFour);
        }
        j += 32;
        if (j >= end) break;
      }
    }
    next = endList(P, i, ask, from, next);
  }
  sumUp(P, list, scratch);
}

/**
 * Lists where the people begin and end who may be near the person in a lane, row by row: those who rest come first,
 * then the others. All of it before anybody is looked at: the look-ups then wait for nothing.
 */
function listRanges(P: usize, ask: usize, ranges: usize): usize {
  const start = address(P, W.start);
  const stride = <usize>word(P, W.sortBlockCols) << 2;
  const firstWithin = load<i32>(ask, Ask.firstWithin);
  const lastWithin = load<i32>(ask, Ask.lastWithin);
  let range = ranges;
  let table = word(P, W.resting) > 0 ? address(P, W.restStart) : start;
  for (;;) {
    let firstBlock = <usize>load<u32>(ask, Ask.firstBlock);
    let lastBlock = <usize>load<u32>(ask, Ask.lastBlock);
    const lastRow = firstBlock + <usize>load<u32>(ask, Ask.rows);
    for (; firstBlock <= lastRow; firstBlock += stride) {
      const first = sortCell(load<i32>(firstBlock), firstWithin);
      const last = sortCell(load<i32>(lastBlock), lastWithin);
      store<u32>(range, load<u32>(table + (<usize>first << 2)) << 2);
      store<u32>(range, load<u32>(table + (<usize>last << 2)) << 2, 4);
      lastBlock += stride;
      range += 8;
    }
    if (table == start) break;
    table = start;
  }
  return range;
}

/** Ends the list of the person in a lane: without those who are hidden, and nobody fills up the last four. */
function endList(P: usize, i: usize, ask: usize, from: usize, next: usize): usize {
  let to = next;
  if (load<i32>(ask, Ask.corner) != 0) to = dropHidden(P, i, load<f32>(ask, Ask.clear), from, to);
  v128.store(to, i32x4.splat(word(P, W.nobody)));
  to = from + ((to - from + 15) & ~15);
  store<u32>(ask, <u32>to, Sums.listEnd);
  return to;
}

/** Adds what comes of those in the lists of who is near to the sums, and empties the lists. */
function sumUp(P: usize, list: usize, scratch: usize): void {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  const HX = address(P, W.sortedHeadingX);
  const HY = address(P, W.sortedHeadingY);
  const V = address(P, W.sortedSpeed);
  const R = address(P, W.sortedRadius);
  const one = splat(float(P, W.one));
  const zero = f32x4.sub(one, one);
  const signBit = i32x4.splat(word(P, W.signBit));
  const steerPerRange = splat(float(P, W.steerPerRange));
  const anticipation = splat(float(P, W.anticipation));
  const perDensityRadius2 = splat(float(P, W.perDensityRadius2));
  const headwayShare = splat(float(P, W.headwayShare));
  const oncomingShare = splat(float(P, W.oncomingShare));
  const repelPerRange = splat(float(P, W.repelPerRange));
  const keepRight = splat(-float(P, W.keepRight));
  const steerMean = splat(float(P, W.steerMean));
  const steerSpread = splat(float(P, W.steerSpread));
  const follow = splat(float(P, W.follow));
  let at = scratch + NEAR;
  for (let lane: usize = 0; lane < 4; lane++) {
    const i = <usize>load<u32>(list + (lane << 2));
    const ask = scratch + (lane << 2);
    const to = <usize>load<u32>(ask, Sums.listEnd);
    const sums = scratch + (lane << 4) + Sums.four;
    const x = v128.load32_splat(X + i);
    const y = v128.load32_splat(Y + i);
    const hx = v128.load32_splat(HX + i);
    const hy = v128.load32_splat(HY + i);
    const r = v128.load32_splat(R + i);
    const ownLead = f32x4.mul(anticipation, v128.load32_splat(V + i));
    let four = v128.load(sums);
    let gap = v128.load32_splat(ask + Sums.gap);
    let oncomingGap = v128.load32_splat(ask + Sums.oncomingGap);
    for (; at < to; at += 16) {
      const j = <usize>load<u32>(at);
      const j1 = <usize>load<u32>(at, 4);
      const j2 = <usize>load<u32>(at, 8);
      const j3 = <usize>load<u32>(at, 12);
      const dx = f32x4.sub(gathered(X, j, j1, j2, j3), x);
      const dy = f32x4.sub(gathered(Y, j, j1, j2, j3), y);
      const hjx = gathered(HX, j, j1, j2, j3);
      const hjy = gathered(HY, j, j1, j2, j3);
      const d2 = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const d = f32x4.sqrt(d2);
      const ahead = f32x4.add(f32x4.mul(dx, hx), f32x4.mul(dy, hy));
      const left = f32x4.sub(f32x4.mul(dy, hx), f32x4.mul(dx, hy));
      const along = f32x4.add(f32x4.mul(hx, hjx), f32x4.mul(hy, hjy));
      const otherAlong = f32x4.add(f32x4.mul(dx, hjx), f32x4.mul(dy, hjy));
      const perD = f32x4.div(one, d);
      const cosine = f32x4.mul(ahead, perD);
      const both = f32x4.add(r, gathered(R, j, j1, j2, j3));
      const free = f32x4.sub(d, both);
      const aside = v128.andnot(left, signBit);

      const part = f32x4.pmax(zero, f32x4.sub(one, f32x4.mul(d2, perDensityRadius2)));
      const dense = f32x4.mul(f32x4.mul(part, part), f32x4.add(one, cosine));

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

      const nearness = fourth(f32x4.pmax(zero, f32x4.sub(one, f32x4.mul(free, repelPerRange))));
      const repel = v128.xor(f32x4.mul(nearness, perD), signBit);
      const repelX = f32x4.mul(repel, dx);
      const repelY = f32x4.mul(repel, dy);

      const lead = f32x4.mul(anticipation, gathered(V, j, j1, j2, j3));
      const closing = f32x4.sub(f32x4.mul(ownLead, ahead), f32x4.mul(lead, otherAlong));
      const foreseen = f32x4.pmax(zero, f32x4.sub(free, f32x4.mul(closing, perD)));
      const against = f32x4.sub(steerMean, f32x4.mul(steerSpread, along));
      const urgency = fourth(f32x4.pmax(zero, f32x4.sub(one, f32x4.mul(foreseen, steerPerRange))));
      const weight = v128.and(f32x4.mul(urgency, against), f32x4.gt(ahead, zero));
      const turning = f32x4.sub(f32x4.mul(hx, hjy), f32x4.mul(hy, hjx));
      const foreseenLeft = f32x4.add(left, f32x4.mul(lead, turning));
      const toRight = f32x4.ge(foreseenLeft, v128.and(keepRight, oncoming));
      const push = v128.xor(weight, v128.and(toRight, signBit));

      // Four sums side by side, one neighbour after the other.
      const first01 = v128.shuffle<i32>(dense, push, 0, 4, 1, 5);
      const first23 = v128.shuffle<i32>(dense, push, 2, 6, 3, 7);
      const second01 = v128.shuffle<i32>(repelX, repelY, 0, 4, 1, 5);
      const second23 = v128.shuffle<i32>(repelX, repelY, 2, 6, 3, 7);
      four = f32x4.add(four, v128.shuffle<i64>(first01, second01, 0, 2));
      four = f32x4.add(four, v128.shuffle<i64>(first01, second01, 1, 3));
      four = f32x4.add(four, v128.shuffle<i64>(first23, second23, 0, 2));
      four = f32x4.add(four, v128.shuffle<i64>(first23, second23, 1, 3));
    }
    v128.store(sums, four);
    store<f32>(ask, leastLane(gap), Sums.gap);
    store<f32>(ask, leastLane(oncomingGap), Sums.oncomingGap);
    store<u32>(ask, 0, Sums.listEnd);
  }
}

/** Four neighbours' values of a column. */
function gathered(column: usize, j: usize, j1: usize, j2: usize, j3: usize): v128 {
  let values = v128.load32_zero(column + j);
  values = v128.load_lane<u32>(column + j1, values, 1);
  values = v128.load_lane<u32>(column + j2, values, 2);
  return v128.load_lane<u32>(column + j3, values, 3);
}

import { W, address } from './block';

/** Where in a thread's scratch the list of who is awake begins. */
export const LIST: usize = 256;
/** Where the list begins of the ranges in which somebody may be near: 8 bytes each, room for 512. */
export const RANGES: usize = 2560;
/** Where the lists of who is near four people begin, one after the other, and their length. */
export const NEAR: usize = 6656;
export const NEAR_BYTES: usize = 4096;

/**
 * Lists the byte offsets of the people from ≤ index < to who move in this step, and copies the others as they are.
 * The list is filled up to a multiple of four with its last entry. Returns how many are awake.
 */
export function listAwake(P: usize, from: i32, to: i32, scratch: usize): i32 {
  const X = address(P, W.sortedX);
  const Y = address(P, W.sortedY);
  const HX = address(P, W.sortedHeadingX);
  const HY = address(P, W.sortedHeadingY);
  const V = address(P, W.sortedSpeed);
  const V0 = address(P, W.sortedDesired);
  const FIELD = address(P, W.sortedField);
  const outX = address(P, W.x);
  const outY = address(P, W.y);
  const outHX = address(P, W.headingX);
  const outHY = address(P, W.headingY);
  const outV = address(P, W.speed);
  const list = scratch + LIST;
  const zero = i32x4.splat(0);
  const end = <usize>to << 2;
  let next = list;
  for (let i = <usize>from << 2; i < end; i += 16) {
    const words = v128.load(FIELD + i);
    const v = v128.load(V + i);
    const rests = i32x4.gt_u(words, i32x4.splat(0xffff));
    const stands = v128.and(f32x4.eq(v128.load(V0 + i), zero), f32x4.eq(v, zero));
    const still = v128.or(rests, stands);
    if (v128.any_true(still)) {
      v128.store(FIELD + i, i32x4.sub(words, v128.and(rests, i32x4.splat(0x10000))));
      v128.store(outX + i, v128.load(X + i));
      v128.store(outY + i, v128.load(Y + i));
      v128.store(outHX + i, v128.load(HX + i));
      v128.store(outHY + i, v128.load(HY + i));
      v128.store(outV + i, v);
      if (i32x4.all_true(still)) continue;
    }
    const mask = i32x4.bitmask(still);
    for (let lane = 0; lane < 4; lane++) {
      const at = i + (<usize>lane << 2);
      store<u32>(next, <u32>at);
      next += ((mask >> lane) & 1) == 0 && at < end ? 4 : 0;
    }
  }
  const awake = <i32>((next - list) >> 2);
  if (awake > 0) {
    const last = load<u32>(next - 4);
    store<u32>(next, last);
    store<u32>(next, last, 4);
    store<u32>(next, last, 8);
  }
  return awake;
}

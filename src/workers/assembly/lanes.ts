export function splat(value: f32): v128 {
  return f32x4.splat(value);
}

/** value > bound ? value : bound */
export function atLeast(value: v128, bound: v128): v128 {
  return f32x4.pmax(bound, value);
}

/** value < bound ? value : bound */
export function atMost(value: v128, bound: v128): v128 {
  return f32x4.pmin(bound, value);
}

export function leastLane(v: v128): f32 {
  const a = f32x4.pmin(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmin(a, v128.shuffle<i32>(a, a, 1, 0, 3, 2)), 0);
}

export function fourth(value: v128): v128 {
  const square = f32x4.mul(value, value);
  return f32x4.mul(square, square);
}

export function powerOfTwo(power: v128): v128 {
  const magic = splat(12582912.0);
  const shifted = f32x4.add(power, magic);
  const rest = f32x4.sub(power, f32x4.sub(shifted, magic));
  let p = f32x4.add(f32x4.mul(splat(9.6181291e-3), rest), splat(5.5504109e-2));
  p = f32x4.add(f32x4.mul(p, rest), splat(2.4022651e-1));
  p = f32x4.add(f32x4.mul(p, rest), splat(6.9314718e-1));
  p = f32x4.add(f32x4.mul(p, rest), splat(1.0));
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

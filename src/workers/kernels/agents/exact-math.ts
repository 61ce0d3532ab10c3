/**
 * Logarithm and exponential of arithmetic alone: IEEE rounds + - × ÷ alike everywhere, while Math.log and Math.exp may
 * differ in the last bit between machines. Relative error below 1e-13.
 */
export function exactLog(value: number): number {
  if (!(value > 0)) return Number.NEGATIVE_INFINITY;
  let mantissa = value;
  let exponent = 0;
  while (mantissa >= 1.5) {
    mantissa /= 2;
    exponent += 1;
  }
  while (mantissa < 0.75) {
    mantissa *= 2;
    exponent -= 1;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), |argument| ≤ 0.2.
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let power = 21; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return 2 * ratio * sum + exponent * Math.LN2;
}

/** e to the power; see exactLog. */
export function exactExp(power: number): number {
  const whole = Math.round(power / Math.LN2);
  const rest = power - whole * Math.LN2;
  let sum = 1;
  for (let term = 18; term >= 1; term--) sum = 1 + (sum * rest) / term;
  // 2 to a whole number is exact, also step by step.
  let scale = 1;
  for (let k = 0; k < Math.abs(whole); k++) scale *= 2;
  return whole < 0 ? sum / scale : sum * scale;
}

/**
 * The standard normal deviate below which `share` (0 … 1) of all lie: Acklam's rational approximation of the inverse
 * distribution, relative error below 1.2e-9.
 */
export function normalQuantile(share: number): number {
  const tail = 0.02425;
  if (share > 1 - tail) return -normalQuantile(1 - share);
  if (share < tail) {
    const q = Math.sqrt(-2 * exactLog(share));
    return horner(TAIL_TOP, q) / (horner(TAIL_BOTTOM, q) * q + 1);
  }
  const q = share - 0.5;
  const r = q * q;
  return (horner(BODY_TOP, r) * q) / (horner(BODY_BOTTOM, r) * r + 1);
}

const BODY_TOP = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
];
const BODY_BOTTOM = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1,
];
const TAIL_TOP = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
];
const TAIL_BOTTOM = [
  7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416,
];

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

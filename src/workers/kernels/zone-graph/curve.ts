import type { ClockCurve, NightClock } from '../../../domain/plan/night-script.ts';

/** A curve over the seconds of a night: straight between its corners, level beyond them. */
export type Curve = (second: number) => number;

/** Compiles a script's curve. */
export function compileCurve(corners: ClockCurve, clock: NightClock): Curve {
  const at = Float64Array.from(corners, ([time]) => clock.secondOf(time));
  const value = Float64Array.from(corners, ([, amount]) => amount);
  const last = at.length - 1;
  return (second) => {
    if (second <= (at[0] ?? 0)) return value[0] ?? 0;
    if (second >= (at[last] ?? 0)) return value[last] ?? 0;
    let right = 1;
    while ((at[right] ?? 0) < second) right += 1;
    const from = at[right - 1] ?? 0;
    const to = at[right] ?? 0;
    const start = value[right - 1] ?? 0;
    return start + (((value[right] ?? 0) - start) * (second - from)) / (to - from);
  };
}

/** 0 away from a show, 1 while it lasts, rising and falling straight for `leadS` before and after. */
export function showCurve(startsAt: readonly number[], leadS: number, lastsS: number): Curve {
  return (second) => {
    let most = 0;
    for (const start of startsAt) {
      const before = (second - (start - leadS)) / leadS;
      const after = (start + lastsS + leadS - second) / leadS;
      most = Math.max(most, Math.min(1, before, after));
    }
    return most;
  };
}

import type { ClockCurve, NightClock } from '../plan/night-script.ts';

/** The curve times a factor, rounded to `step` where its values are people. */
export function scaledCurve(curve: ClockCurve, factor: number, step?: number): ClockCurve {
  return curve.map(([at, value]) => {
    const scaled = value * factor;
    return [at, step === undefined ? scaled : Math.round(scaled / step) * step] as const;
  });
}

/** The curve, but 0 in [from, until) of the night; `until` absent: to the end. */
export function closedCurve(
  curve: ClockCurve,
  clock: NightClock,
  from: string,
  until?: string,
): ClockCurve {
  const fromS = clock.secondOf(from);
  const untilS = until === undefined ? Number.POSITIVE_INFINITY : clock.secondOf(until);
  const kept = curve.filter(([at]) => {
    const second = clock.secondOf(at);
    return second < fromS - 1 || second > untilS;
  });
  const before = kept.filter(([at]) => clock.secondOf(at) < fromS);
  const after = kept.filter(([at]) => clock.secondOf(at) > untilS);
  const shut: [string, number][] = [];
  if (fromS > 0) shut.push([clockOf(from, -1), valueAt(curve, clock, fromS - 1)]);
  shut.push([from, 0]);
  if (until !== undefined) {
    shut.push([clockOf(until, -1), 0], [until, valueAt(curve, clock, untilS)]);
  }
  return [...before, ...shut, ...after];
}

/** The value of a curve at a second of the night: straight between its corners, level beyond them. */
export function valueAt(curve: ClockCurve, clock: NightClock, second: number): number {
  let before: readonly [number, number] | undefined;
  for (const [at, value] of curve) {
    const corner = [clock.secondOf(at), value] as const;
    if (corner[0] >= second) {
      if (before === undefined || corner[0] === before[0]) return value;
      const share = (second - before[0]) / (corner[0] - before[0]);
      return before[1] + share * (value - before[1]);
    }
    before = corner;
  }
  return before?.[1] ?? 0;
}

/** A time of day some seconds on, `HH:MM:SS`. */
function clockOf(at: string, addS: number): string {
  const [hour = 0, minute = 0, second = 0] = at.split(':').map(Number);
  const ofDay = (hour * 3_600 + minute * 60 + second + addS + 86_400) % 86_400;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(ofDay / 3_600)}:${two((ofDay / 60) % 60)}:${two(ofDay % 60)}`;
}

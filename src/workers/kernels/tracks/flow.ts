/** Flow through a line, from the times of its crossings. Undefined where there are too few to tell. */
export interface Flow {
  readonly crossed: number;
  /** ped/s from the first to the last crossing: (N − 1) / (t_N − t_1). */
  readonly flowPerS: number | undefined;
  /** ped/s between the crossings at which N(t) reaches 10 % and 90 % of N: start and end of the crowd are left out. */
  readonly flow1090PerS: number | undefined;
  /** `flowPerS` over the length of the line, ped/m/s. */
  readonly specificFlow: number | undefined;
}

/** `timesS` are the crossings' times in seconds, in order; the line is `lineM` long. */
export function flowThrough(timesS: readonly number[], lineM: number): Flow {
  const crossed = timesS.length;
  const flowPerS = flowBetween(timesS, 0, crossed - 1);
  return {
    crossed,
    flowPerS,
    flow1090PerS: flowBetween(
      timesS,
      // Divided, not multiplied: 0.1 × 30 is more than 3 in binary.
      Math.ceil(crossed / 10) - 1,
      Math.ceil((9 * crossed) / 10) - 1,
    ),
    specificFlow: flowPerS === undefined ? undefined : flowPerS / lineM,
  };
}

/** Of n crossings after the first one, the first is not counted: its own headway began before. */
function flowBetween(timesS: readonly number[], first: number, last: number): number | undefined {
  const seconds = (timesS[last] ?? Number.NaN) - (timesS[first] ?? Number.NaN);
  return seconds > 0 ? (last - first) / seconds : undefined;
}

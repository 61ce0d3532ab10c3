/** From this many numbers in a row on, only the first and the last are written. */
const RUN = 3;

/** Numbers as one writes them in short: `33 · 45–47`. Each once, ascending. */
export function numberRanges(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of new Set(numbers.toSorted((a, b) => a - b))) {
    const last = runs.at(-1);
    if (last && last.at(-1) === number - 1) last.push(number);
    else runs.push([number]);
  }
  return runs
    .flatMap((run) => (run.length < RUN ? run.map(String) : [`${run[0]}–${run.at(-1)}`]))
    .join(' · ');
}

/**
 * Splits whole people over weights by the largest remainder: each part is within one of its share, the sum is exact.
 * Ties go to the earlier part; weights that are all 0 count alike.
 */
export function splitByWeight(people: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) =>
    sum > 0 ? (people * weight) / sum : people / weights.length,
  );
  const parts = shares.map(Math.floor);
  const left = people - parts.reduce((total, part) => total + part, 0);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

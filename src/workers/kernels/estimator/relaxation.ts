import type { Gaussian } from './gaussian.ts';
import type { Layout } from './layout.ts';

/** After this long without a camera or a counter a zone or a way counts as blind. */
const BLIND_AFTER_S = 600;
/** Time in which blind zones even out. */
const RELAX_S = 600;
/** One standard deviation of a blind zone around its even share, as a share of it. */
const SPLIT_SD_SHARE = 0.7;

/**
 * Groups of blind leaf zones between which people walk uncounted: linked by a way that nobody counts (or whose
 * counters have been silent), or wholly without support. Their total is known from flows, their split is not.
 * `now` and instants in milliseconds, NaN for never; the session began at `startedAt`.
 */
export function blindGroups(
  layout: Layout,
  now: number,
  startedAt: number,
  areaSeenAt: Float64Array,
  counterSeenAt: Float64Array,
): readonly (readonly number[])[] {
  const silent = (at: number | undefined) => {
    const last = at === undefined || Number.isNaN(at) ? startedAt : at;
    return now - last >= BLIND_AFTER_S * 1000;
  };
  const parent = Array.from({ length: layout.leafCount }, (_, leaf) => leaf);
  const root = (leaf: number): number => {
    let at = leaf;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  const blind = parent.map((leaf) => silent(areaSeenAt[leaf]));
  const counted = new Uint8Array(layout.leafCount);
  layout.counters.forEach(({ from, to }, index) => {
    if (silent(counterSeenAt[index])) return;
    if (from >= 0 && from < layout.leafCount) counted[from] = 1;
    if (to >= 0 && to < layout.leafCount) counted[to] = 1;
  });
  for (const { from, to, uncountedM, counters } of layout.links) {
    if (from < 0 || to >= layout.leafCount || !blind[from] || !blind[to]) continue;
    const allSilent = counters.every((index) => silent(counterSeenAt[index]));
    if (uncountedM > 0 || (counters.length > 0 && allSilent)) parent[root(to)] = root(from);
  }
  const unsupported = blind.flatMap((is, leaf) => (is && !counted[leaf] ? [leaf] : []));
  for (const leaf of unsupported) parent[root(leaf)] = root(unsupported[0] ?? leaf);
  const groups = new Map<number, number[]>();
  blind.forEach((is, leaf) => {
    if (!is) return;
    const members = groups.get(root(leaf)) ?? [];
    members.push(leaf);
    groups.set(root(leaf), members);
  });
  return [...groups.values()].filter((members) => members.length > 1);
}

/**
 * Lets a group of blind zones drift towards equal density over RELAX_S, keeping its total, with noise that in the
 * long run leaves each zone uncertain by SPLIT_SD_SHARE of its even share. Linear: x ← x - κ (x - a Σx).
 */
export function relax(
  belief: Gaussian,
  group: readonly number[],
  areaM2: Float64Array,
  dtS: number,
): void {
  const { size, mean } = belief;
  const rate = 1 - Math.exp(-dtS / RELAX_S);
  const groupM2 = group.reduce((sum, leaf) => sum + (areaM2[leaf] ?? 0), 0);
  if (!(groupM2 > 0) || !(rate > 0)) return;
  const shares = group.map((leaf) => (areaM2[leaf] ?? 0) / groupM2);
  const people = group.reduce((sum, leaf) => sum + (mean[leaf] ?? 0), 0);
  const mixed = (values: readonly number[]): number[] => {
    const sum = values.reduce((total, value) => total + value, 0);
    return values.map((value, i) => (1 - rate) * value + rate * (shares[i] ?? 0) * sum);
  };
  mixed(group.map((leaf) => mean[leaf] ?? 0)).forEach((value, i) => {
    mean[group[i] ?? 0] = value;
  });
  for (let other = 0; other < size; other++) {
    if (group.includes(other)) continue;
    mixed(group.map((leaf) => belief.between(leaf, other))).forEach((value, i) => {
      belief.setBetween(group[i] ?? 0, other, value);
    });
  }
  const rows = group.map((leaf) => mixed(group.map((other) => belief.between(leaf, other))));
  // Noise (I - a 1ᵀ) D (I - 1 aᵀ): sums to zero over the group.
  const keep = 1 - (1 - rate) * (1 - rate);
  const spread = shares.map((share) => keep * (SPLIT_SD_SHARE * Math.max(0, people) * share) ** 2);
  const sum = spread.reduce((total, value) => total + value, 0);
  group.forEach((other, j) => {
    mixed(rows.map((row) => row[j] ?? 0)).forEach((value, i) => {
      if (j > i) return;
      const a = shares[i] ?? 0;
      const b = shares[j] ?? 0;
      const own = i === j ? (spread[i] ?? 0) : 0;
      const noise = own - a * (spread[j] ?? 0) - b * (spread[i] ?? 0) + a * b * sum;
      belief.setBetween(group[i] ?? 0, other, value + noise);
    });
  });
}

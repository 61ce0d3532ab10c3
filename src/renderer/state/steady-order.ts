/** What decides where a row stands. */
export interface Standing {
  readonly key: string;
  /** Of more urgent levels first, whatever their densities. */
  readonly rank: number;
  /** ped/m². */
  readonly density: number;
}

/** A place goes above another of its level when it is denser by this share of the other's density, and by this much. */
const LEAD_SHARE = 0.05;
const LEAST_LEAD_PER_M2 = 0.05;

/**
 * Keys worst first: by level, then by density. Of two places of one level with densities that are almost alike, the one
 * that stood above stays there: rows that change places with every reading cannot be read or clicked. What is not in
 * `before` comes as its density has it, and what is given first stands first of those that are quite alike.
 */
export function steadyOrder(
  before: readonly string[],
  standings: readonly Standing[],
): readonly string[] {
  const stood = new Map(before.map((key, index) => [key, index]));
  const rows = [...standings].sort((a, b) => {
    const [above, below] = [stood.get(a.key), stood.get(b.key)];
    if (a.rank !== b.rank) return b.rank - a.rank;
    if (above !== undefined && below !== undefined) return above - below;
    if (above === undefined && below === undefined) return b.density - a.density;
    return above === undefined ? 1 : -1;
  });
  const steady: Standing[] = [];
  for (const row of rows) {
    const passed = steady.findIndex((above) => leads(row, above));
    steady.splice(passed < 0 ? steady.length : passed, 0, row);
  }
  return steady.map(({ key }) => key);
}

function leads(lower: Standing, upper: Standing): boolean {
  const lead = Math.max(LEAST_LEAD_PER_M2, LEAD_SHARE * upper.density);
  return lower.rank === upper.rank && lower.density - upper.density > lead;
}

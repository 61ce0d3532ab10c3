/** An arc of a network with a capacity; ends are indices. */
export interface FlowArc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

/** A greatest flow, and the arcs of a least cut: from nodes that are still reached to nodes that are not. */
export interface GreatestFlow {
  readonly value: number;
  /** Indices into the arcs. */
  readonly cut: readonly number[];
}

/** Flows smaller than this are rounding. */
const NOTHING = 1e-9;

/** The greatest flow from `source` to `sink` over shortest augmenting ways (Edmonds and Karp 1972). */
export function greatestFlow(
  nodes: number,
  arcs: readonly FlowArc[],
  source: number,
  sink: number,
): GreatestFlow {
  // Arc k has its residual at 2k, its return at 2k + 1.
  const left = arcs.flatMap(({ capacity }) => [capacity, 0]);
  const leaving: number[][] = Array.from({ length: nodes }, () => []);
  arcs.forEach(({ from, to }, k) => {
    leaving[from]?.push(2 * k);
    leaving[to]?.push(2 * k + 1);
  });
  const end = (edge: number) => {
    const arc = arcs[edge >> 1];
    return (edge % 2 === 0 ? arc?.to : arc?.from) ?? -1;
  };
  /** The edge by which each node is reached, -1 for none; the source's own is -2. */
  const search = (): number[] => {
    const by = Array.from({ length: nodes }, () => -1);
    by[source] = -2;
    const queue = [source];
    for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
      for (const edge of leaving[node] ?? []) {
        const next = end(edge);
        if ((left[edge] ?? 0) <= NOTHING || by[next] !== -1) continue;
        by[next] = edge;
        queue.push(next);
      }
    }
    return by;
  };
  let value = 0;
  for (let by = search(); by[sink] !== -1; by = search()) {
    const way: number[] = [];
    for (let node = sink; node !== source; ) {
      const edge = by[node] ?? -1;
      way.push(edge);
      node = end(edge ^ 1);
    }
    const more = Math.min(...way.map((edge) => left[edge] ?? 0));
    for (const edge of way) {
      left[edge] = (left[edge] ?? 0) - more;
      left[edge ^ 1] = (left[edge ^ 1] ?? 0) + more;
    }
    value += more;
  }
  const reached = search();
  const cut = arcs.flatMap(({ from, to, capacity }, k) =>
    reached[from] !== -1 && reached[to] === -1 && capacity > 0 ? [k] : [],
  );
  return { value, cut };
}

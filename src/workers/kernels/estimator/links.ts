import { type Ground, OUTSIDE_LEAF } from '../../../domain/site/ground.ts';
import type { Place } from '../../../domain/site/site.ts';
import type { Counter } from './sensor-plan.ts';

/** A way between two places, with what of it nobody counts. `from` < `to`; -1 is the world. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** Metres of width that no counter watches. */
  readonly uncountedM: number;
  /** Indices of the counters on the rest of it. */
  readonly counters: readonly number[];
}

/** Wider borders than this do not carry proportionally more: people keep to ways. */
const WIDEST_M = 20;

interface Draft {
  readonly from: number;
  readonly to: number;
  readonly counters: number[];
  readonly passageM: number[];
  readonly gateM: number[];
  uncountedCheckpointM: number;
  checkpoints: number;
  borderM: number;
}

/**
 * Finds the ways between places and how much of each is uncounted: passages and gates beyond the number of plain
 * counters on the pair, checkpoints without counters, and, where the document names no way at all, the border that
 * two zones share on the walkable ground.
 */
export function findLinks(
  ground: Ground,
  counters: readonly Counter[],
  placeIndex: (place: Place) => number,
): { readonly links: readonly Link[]; readonly outsideOpen: boolean } {
  const { site } = ground;
  const drafts = new Map<string, Draft>();
  const between = (a: number, b: number): Draft => {
    const from = Math.min(a, b);
    const to = Math.max(a, b);
    const key = `${from} ${to}`;
    const draft = drafts.get(key) ?? {
      from,
      to,
      counters: [],
      passageM: [],
      gateM: [],
      uncountedCheckpointM: 0,
      checkpoints: 0,
      borderM: 0,
    };
    drafts.set(key, draft);
    return draft;
  };
  counters.forEach(({ from, to }, index) => {
    if (from !== to) between(from, to).counters.push(index);
  });
  const counted = new Set(counters.flatMap(({ checkpoint }) => checkpoint?.id ?? []));
  for (const checkpoint of site.checkpoints) {
    const draft = between(placeIndex(checkpoint.outer), placeIndex(checkpoint.inner));
    draft.checkpoints += 1;
    if (!counted.has(checkpoint.id)) draft.uncountedCheckpointM += checkpoint.clearWidthM;
  }
  for (const passage of site.passages) {
    const draft = between(placeIndex(passage.from), placeIndex(passage.to));
    draft.passageM.push(passage.clearWidthM);
  }
  for (const gate of site.gates) between(-1, placeIndex(gate.leadsTo)).gateM.push(gate.clearWidthM);
  addBorders(ground, between);

  const outside = ground.leaves.length;
  const links = [...drafts.values()]
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((draft) => ({
      from: draft.from,
      to: draft.to,
      counters: draft.counters,
      uncountedM: Math.min(WIDEST_M, uncountedM(draft, counters)),
    }));
  const approach = links.find(({ from, to }) => from === -1 && to === outside);
  const watched = approach?.counters.map((index) => counters[index]?.to) ?? [];
  const bothWays = watched.includes(outside) && watched.includes(-1);
  return { links, outsideOpen: !bothWays || (approach?.uncountedM ?? 0) > 0 };
}

function uncountedM(draft: Draft, counters: readonly Counter[]): number {
  const plain = draft.counters.filter((index) => counters[index]?.checkpoint === undefined);
  const ways = [...draft.passageM, ...draft.gateM].sort((a, b) => a - b);
  const named = draft.counters.length + draft.checkpoints + ways.length;
  if (named === 0) return draft.borderM;
  // One plain counter, or a pair of them in both directions, watches one way.
  const rising = plain.filter((index) => (counters[index]?.to ?? -1) === draft.to).length;
  const watchedWays = Math.max(rising, plain.length - rising);
  const unwatched = ways.slice(0, Math.max(0, ways.length - watchedWays));
  return draft.uncountedCheckpointM + unwatched.reduce((sum, width) => sum + width, 0);
}

/** Adds one cell's width for every pair of neighbouring walkable cells in different places. */
function addBorders(ground: Ground, between: (a: number, b: number) => Draft): void {
  const { grid, walkIndex, leafOfCell, leaves } = ground;
  const lengths = new Map<number, number>();
  const span = leaves.length + 1;
  const placeAt = (cell: number): number => {
    const walk = walkIndex[cell] ?? -1;
    if (walk < 0) return -1;
    const leaf = leafOfCell[walk] ?? OUTSIDE_LEAF;
    return leaf === OUTSIDE_LEAF ? leaves.length : leaf;
  };
  const touch = (a: number, b: number): void => {
    if (a < 0 || b < 0 || a === b) return;
    const key = Math.min(a, b) * span + Math.max(a, b);
    lengths.set(key, (lengths.get(key) ?? 0) + grid.cellM);
  };
  for (let row = 0; row < grid.rows; row++) {
    for (let col = 0; col < grid.cols; col++) {
      const cell = row * grid.cols + col;
      const place = placeAt(cell);
      if (place < 0) continue;
      if (col + 1 < grid.cols) touch(place, placeAt(cell + 1));
      if (row + 1 < grid.rows) touch(place, placeAt(cell + grid.cols));
    }
  }
  for (const [key, length] of lengths) {
    between(Math.floor(key / span), key % span).borderM = length;
  }
}

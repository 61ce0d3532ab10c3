import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import {
  AGE_STEP_S,
  DENSITY_STEP_PER_M2,
  type DensityFrame,
  NEVER_SUPPORTED,
} from '../../../domain/crowd/density-frame.ts';
import { areaM2 } from '../../../domain/geo/polygon.ts';
import { toLocalPolygon, walkableCellsInside } from '../../../domain/site/ground.ts';
import type { SiteFacts } from '../../state/site-facts.ts';
import type { Measuring } from '../../state/ui-store.ts';
import { STALE_AFTER_S, VOID_AFTER_S } from '../layers/density-scale.ts';

/** What lies inside a measured area, by the raster on show. */
export interface MeasuredCrowd {
  /** Absent where no cell has support. */
  readonly people: number | undefined;
  readonly densityPerM2: number | undefined;
  /** Share of the usable area whose cells have support; people are counted on these alone. */
  readonly knownShare: number;
  /** Share of the usable area whose support is older than a minute. */
  readonly staleShare: number;
}

/** Metres along the points; around the area when it is closed. */
export function measuredLengthM({ ground }: SiteFacts, { points, closed }: Measuring): number {
  const local = points.map((point) => ground.metres.toLocal(point));
  const [first] = local;
  const way = closed && first ? [...local, first] : local;
  let sum = 0;
  way.forEach(([east, north], index) => {
    const before = way[index - 1];
    if (before) sum += Math.hypot(east - before[0], north - before[1]);
  });
  return sum;
}

/** The measured area and its walkable part, m². */
export function measuredArea(facts: SiteFacts, points: readonly LonLat[]) {
  const { ground } = facts;
  const cells = walkableCellsInside(ground, [points]);
  return {
    areaM2: areaM2(toLocalPolygon([points], ground.metres)),
    usableM2: cells.length * ground.grid.cellM ** 2,
    cells,
  };
}

/** People on walkable cells: Σ density × cell area over the cells that have support. */
export function measuredCrowd(
  cells: Uint32Array,
  cellM: number,
  frame: DensityFrame | undefined,
  now: Millis,
): MeasuredCrowd {
  const cellM2 = cellM * cellM;
  const sinceS = frame ? Math.max(0, now - frame.issuedAt) / 1_000 : 0;
  let people = 0;
  let known = 0;
  let stale = 0;
  for (const cell of cells) {
    const age = frame?.age[cell] ?? NEVER_SUPPORTED;
    const ageS = age * AGE_STEP_S + sinceS;
    if (!frame || age === NEVER_SUPPORTED || ageS > VOID_AFTER_S) continue;
    people += (frame.density[cell] ?? 0) * DENSITY_STEP_PER_M2 * cellM2;
    known += 1;
    if (ageS > STALE_AFTER_S) stale += 1;
  }
  const total = Math.max(1, cells.length);
  return {
    people: known > 0 ? people : undefined,
    densityPerM2: known > 0 ? people / (known * cellM2) : undefined,
    knownShare: known / total,
    staleShare: stale / total,
  };
}

/** The measure after a click: a new point, or the area closed by a click on its first point within `reachM`. */
export function addPoint(
  { ground }: SiteFacts,
  before: Measuring,
  at: LonLat,
  reachM: number,
): Measuring {
  // What is closed is done: the next click begins anew.
  if (before.closed) return { points: [at], closed: false };
  const [first] = before.points;
  if (first && before.points.length >= 3) {
    const [east, north] = ground.metres.toLocal(first);
    const here = ground.metres.toLocal(at);
    if (Math.hypot(here[0] - east, here[1] - north) <= reachM) return { ...before, closed: true };
  }
  return { points: [...before.points, at], closed: false };
}

import {
  type Box,
  boxesMeet,
  boxOfRing,
  type ConvexRing,
  commonRing,
  ringAreaM2,
  ringOfBox,
} from './convex-ring.ts';
import type { Tracks } from './tracks.ts';
import { voronoiCells } from './voronoi-cells.ts';
import type { WalkableArea } from './walkable-area.ts';

/** Corners of the polygon that stands for the circle of a cut-off, as PedPy's `Cutoff` has it (`quad_segments=3`). */
const CUTOFF_CORNERS = 12;

/** The measurement area and how the Voronoi cells are bounded. */
export interface VoronoiSetting {
  readonly area: Box;
  readonly walkable: WalkableArea;
  /** Radius in metres of the 12-gon round each person that a cell does not leave; absent: no such bound. */
  readonly cutoffM: number | undefined;
}

/** Voronoi density in ped/m² and speed in m/s inside the area in one frame. */
export interface VoronoiMeasures {
  readonly densityPerM2: number;
  /** With the cut-off, where one is set. */
  readonly cutoffDensityPerM2: number | undefined;
  /** NaN where no cell of a person with a known speed meets the area. */
  readonly speedMps: number;
}

/** The rows whose position lies strictly inside the area, as PedPy counts (`shapely.contains`). */
export function rowsInside(tracks: Tracks, rows: readonly number[], area: Box): readonly number[] {
  return rows.filter((row) => {
    const x = tracks.xM[row] ?? Number.NaN;
    const y = tracks.yM[row] ?? Number.NaN;
    return area.leftM < x && x < area.rightM && area.lowM < y && y < area.highM;
  });
}

/** Classic density in ped/m²: persons strictly inside over the area (PedPy `compute_classic_density`). */
export function classicDensityPerM2(tracks: Tracks, rows: readonly number[], area: Box): number {
  return rowsInside(tracks, rows, area).length / boxAreaM2(area);
}

/**
 * Voronoi density and speed in one frame as PedPy defines them (`compute_voronoi_density`, `compute_voronoi_speed`;
 * Steffen and Seyfried 2010): V is a person's cell cut by the walkable area (the part that holds the person) and the
 * cut-off; density Σ area(V∩M)/area(V) / area(M), speed Σ v·area(V∩M) / area(M).
 * Every row must lie in the walkable area. Persons at one position share their cell's area for the speed.
 */
export function voronoiMeasures(
  tracks: Tracks,
  rows: readonly number[],
  speedMps: Float64Array,
  setting: VoronoiSetting,
): VoronoiMeasures {
  const { walkable, area, cutoffM } = setting;
  const xM = rows.map((row) => tracks.xM[row] ?? Number.NaN);
  const yM = rows.map((row) => tracks.yM[row] ?? Number.NaN);
  const { cells, sharers } = voronoiCells(xM, yM, walkable.box);
  const ring = ringOfBox(area);
  let people = 0;
  let cutoffPeople = 0;
  let speedM3PerS = 0;
  let speedM2 = 0;
  for (const [index, cell] of cells.entries()) {
    const x = xM[index] ?? 0;
    const y = yM[index] ?? 0;
    const share = shareOf(walkable, cell, x, y, area, ring);
    if (share.insideM2 > 0) {
      people += share.insideM2 / share.wholeM2;
      const speed = speedMps[rows[index] ?? 0] ?? Number.NaN;
      if (!Number.isNaN(speed)) {
        const ownM2 = share.insideM2 / (sharers[index] ?? 1);
        speedM3PerS += speed * ownM2;
        speedM2 += ownM2;
      }
    }
    if (cutoffM === undefined) continue;
    const near = commonRing(cell, cutoffRing(x, y, cutoffM));
    const nearShare = shareOf(walkable, near, x, y, area, ring);
    if (nearShare.insideM2 > 0) cutoffPeople += nearShare.insideM2 / nearShare.wholeM2;
  }
  const areaM2 = boxAreaM2(area);
  return {
    densityPerM2: people / areaM2,
    cutoffDensityPerM2: cutoffM === undefined ? undefined : cutoffPeople / areaM2,
    speedMps: speedM2 > 0 ? speedM3PerS / areaM2 : Number.NaN,
  };
}

/** The 12-gon round a position whose corners lie on the circle, the first one east of it. */
export function cutoffRing(xM: number, yM: number, radiusM: number): ConvexRing {
  return Array.from({ length: CUTOFF_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CUTOFF_CORNERS;
    return [xM + radiusM * Math.cos(angle), yM + radiusM * Math.sin(angle)];
  }).flat();
}

/** The area of a box in m². */
export function boxAreaM2({ leftM, lowM, rightM, highM }: Box): number {
  return (rightM - leftM) * (highM - lowM);
}

function shareOf(
  walkable: WalkableArea,
  cell: ConvexRing,
  x: number,
  y: number,
  area: Box,
  areaRing: ConvexRing,
): { readonly wholeM2: number; readonly insideM2: number } {
  if (cell.length === 0 || !boxesMeet(boxOfRing(cell), area)) return { wholeM2: 0, insideM2: 0 };
  let wholeM2 = 0;
  let insideM2 = 0;
  for (const piece of walkable.reach(cell, x, y)) {
    wholeM2 += ringAreaM2(piece);
    insideM2 += ringAreaM2(commonRing(piece, areaRing));
  }
  return { wholeM2, insideM2 };
}

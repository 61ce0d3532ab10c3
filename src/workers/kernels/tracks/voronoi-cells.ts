import Delaunator from 'delaunator';
import { type Box, type ConvexRing, cutRing, ringAreaM2, ringOfBox } from './convex-ring.ts';

/** Relative error of the cells' sum above which the triangulation is not trusted. */
const SUM_TOLERANCE = 1e-6;

/** The Voronoi cell of each person. */
export interface VoronoiCells {
  /** By person, in the order given. Persons at one and the same position have the same cell. */
  readonly cells: readonly ConvexRing[];
  /** How many persons have that cell: 1, or more where positions are identical. */
  readonly sharers: readonly number[];
}

/**
 * Voronoi cells within a box that holds all positions. A cell is the box cut by the bisectors towards the person's
 * Delaunay neighbours, so that the cells at the edge of the crowd end at the box, exactly and without mirrored or
 * far points; two persons give half-planes, and persons on one line strips.
 */
export function voronoiCells(xM: ArrayLike<number>, yM: ArrayLike<number>, box: Box): VoronoiCells {
  const { x, y, siteOf, sharers } = distinctSites(xM, yM);
  const whole = ringOfBox(box);
  const wholeM2 = ringAreaM2(whole);
  let ofSites = cutCells(x, y, whole, delaunayNeighbours(x, y));
  const sumM2 = ofSites.reduce((sum, cell) => sum + ringAreaM2(cell), 0);
  if (x.length > 0 && Math.abs(sumM2 - wholeM2) > SUM_TOLERANCE * wholeM2) {
    // Positions that differ in their last bits only can be left out of the triangulation: all against all then.
    const everyone = x.map((_, site) => site);
    const others = everyone.map((site) => everyone.filter((other) => other !== site));
    ofSites = cutCells(x, y, whole, others);
  }
  return {
    cells: siteOf.map((site) => ofSites[site] ?? []),
    sharers: siteOf.map((site) => sharers[site] ?? 1),
  };
}

interface Sites {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The site of each person. */
  readonly siteOf: readonly number[];
  /** Persons at each site. */
  readonly sharers: readonly number[];
}

function distinctSites(xM: ArrayLike<number>, yM: ArrayLike<number>): Sites {
  const x: number[] = [];
  const y: number[] = [];
  const siteOf: number[] = [];
  const sharers: number[] = [];
  const known = new Map<string, number>();
  for (let person = 0; person < xM.length; person++) {
    const px = xM[person] ?? Number.NaN;
    const py = yM[person] ?? Number.NaN;
    const key = `${px} ${py}`;
    const site = known.get(key) ?? x.length;
    if (site === x.length) {
      known.set(key, site);
      x.push(px);
      y.push(py);
    }
    siteOf.push(site);
    sharers[site] = (sharers[site] ?? 0) + 1;
  }
  return { x, y, siteOf, sharers };
}

function delaunayNeighbours(
  x: readonly number[],
  y: readonly number[],
): readonly (readonly number[])[] {
  if (x.length < 3) return x.map((_, site) => (x.length === 1 ? [] : [1 - site]));
  const points = new Float64Array(2 * x.length);
  // Near their centre the triangulation has more digits to work with.
  const x0 = x[0] ?? 0;
  const y0 = y[0] ?? 0;
  x.forEach((px, site) => {
    points[2 * site] = px - x0;
    points[2 * site + 1] = (y[site] ?? 0) - y0;
  });
  const { triangles, halfedges, hull } = new Delaunator(points);
  const neighbours: number[][] = x.map(() => []);
  const join = (a: number, b: number) => {
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  };
  if (triangles.length === 0) {
    // All on one line; the hull is then their order along it.
    for (let i = 1; i < hull.length; i++) join(hull[i - 1] ?? 0, hull[i] ?? 0);
    return neighbours;
  }
  for (let edge = 0; edge < triangles.length; edge++) {
    // Each inner edge is met twice, from both of its triangles.
    if ((halfedges[edge] ?? -1) > edge) continue;
    const next = edge % 3 === 2 ? edge - 2 : edge + 1;
    join(triangles[edge] ?? 0, triangles[next] ?? 0);
  }
  return neighbours;
}

function cutCells(
  x: readonly number[],
  y: readonly number[],
  whole: ConvexRing,
  neighbours: readonly (readonly number[])[],
): readonly ConvexRing[] {
  return neighbours.map((others, site) => {
    const px = x[site] ?? 0;
    const py = y[site] ?? 0;
    let cell = whole;
    for (const other of others) {
      const qx = x[other] ?? 0;
      const qy = y[other] ?? 0;
      const a = qx - px;
      const b = qy - py;
      // Nearer to p than to q: not beyond the line through the middle of both, square to the way from p to q.
      cell = cutRing(cell, a, b, (a * (px + qx) + b * (py + qy)) / 2);
    }
    return cell;
  });
}

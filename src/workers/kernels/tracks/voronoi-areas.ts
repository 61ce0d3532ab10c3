import Delaunator from 'delaunator';

/**
 * Areas in m² of the Voronoi cells of many people, not clipped by anything: infinite at the edge of the crowd.
 * Fast enough for a whole event (see bench/voronoi.ts): no polygon is built, and the memory of one frame serves the
 * next. Each Delaunay edge stands square on one edge of the Voronoi diagram, between the circumcentres of its two
 * triangles; that edge and the person span a triangle, and the cell is their sum.
 */
export class VoronoiAreas {
  readonly #points: Float64Array;
  readonly #areas: Float64Array;
  readonly #centres: Float64Array;
  #delaunay: Delaunator<Float64Array> | undefined;

  constructor(persons: number) {
    this.#points = new Float64Array(2 * persons);
    this.#areas = new Float64Array(persons);
    // A triangulation of n points has fewer than 2 n triangles.
    this.#centres = new Float64Array(4 * persons);
  }

  /**
   * The areas for positions x, y, x, y, … in metres, valid until the next call. Of persons at identical positions
   * one has the whole cell, the others 0.
   */
  of(points: Float64Array): Float64Array {
    this.#points.set(points);
    if (this.#delaunay) this.#delaunay.update();
    else this.#delaunay = new Delaunator(this.#points);
    circumcentres(this.#points, this.#delaunay.triangles, this.#centres);
    sumAreas(this.#points, this.#delaunay, this.#centres, this.#areas);
    return this.#areas;
  }
}

function sumAreas(
  points: Float64Array,
  { triangles, halfedges, hull }: Delaunator<Float64Array>,
  centres: Float64Array,
  areas: Float64Array,
): void {
  areas.fill(0);
  for (let edge = 0; edge < halfedges.length; edge++) {
    const twin = halfedges[edge] as number;
    if (twin < edge) continue;
    const one = 2 * Math.trunc(edge / 3);
    const other = 2 * Math.trunc(twin / 3);
    const p = triangles[edge] as number;
    const q = triangles[twin] as number;
    const px = points[2 * p] as number;
    const py = points[2 * p + 1] as number;
    const qx = points[2 * q] as number;
    const qy = points[2 * q + 1] as number;
    const alongX = (centres[other] as number) - (centres[one] as number);
    const alongY = (centres[other + 1] as number) - (centres[one + 1] as number);
    // The Voronoi edge halves the way from p to q at a right angle: both get half the cross product with half of it.
    const quarter = ((qx - px) * alongY - (qy - py) * alongX) / 4;
    areas[p] = (areas[p] as number) + quarter;
    areas[q] = (areas[q] as number) + quarter;
  }
  for (const person of hull) areas[person] = Number.POSITIVE_INFINITY;
  // Triangles of delaunator run clockwise with y upwards: the sign is the same for all cells.
  for (let i = 0; i < areas.length; i++) areas[i] = Math.abs(areas[i] as number);
}

function circumcentres(points: Float64Array, triangles: Uint32Array, centres: Float64Array): void {
  for (let t = 0, out = 0; t < triangles.length; t += 3, out += 2) {
    const a = 2 * (triangles[t] as number);
    const b = 2 * (triangles[t + 1] as number);
    const c = 2 * (triangles[t + 2] as number);
    const ax = points[a] as number;
    const ay = points[a + 1] as number;
    const bx = (points[b] as number) - ax;
    const by = (points[b + 1] as number) - ay;
    const cx = (points[c] as number) - ax;
    const cy = (points[c + 1] as number) - ay;
    const bb = bx * bx + by * by;
    const cc = cx * cx + cy * cy;
    const half = 0.5 / (bx * cy - by * cx);
    centres[out] = ax + (cy * bb - by * cc) * half;
    centres[out + 1] = ay + (bx * cc - cx * bb) * half;
  }
}

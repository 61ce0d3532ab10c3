import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { type Boxed, BoxIndex } from './box-index.ts';

/** A straight piece of wall in local metres; the ground is on the left of the way from a to b. */
export interface Wall {
  readonly a: EastNorth;
  readonly b: EastNorth;
}

/** Where people may walk: the union of `walkable` less the union of `blocked`. */
export interface WalkableArea {
  readonly walkable: readonly LocalPolygon[];
  readonly blocked: readonly LocalPolygon[];
}

/** Beside an edge both sides are probed at this distance in metres; narrower gaps are not seen. */
const PROBE_M = 1e-4;

/**
 * The edges of all polygons that part ground from no ground: where polygons touch or overlap there is no wall.
 * Edges are cut where they meet others, then each piece is probed left and right of its middle.
 */
export function wallsOf(area: WalkableArea): readonly Wall[] {
  const edges = [...area.walkable, ...area.blocked].flatMap(edgesOf);
  const index = new BoxIndex(edges);
  const isWalkable = walkableTest(area);
  return edges.flatMap((edge) =>
    piecesOf(edge, index).flatMap((piece): Wall[] => {
      const { a, b } = piece;
      const lengthM = Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2);
      if (lengthM < PROBE_M) return [];
      const east = (a[0] + b[0]) / 2;
      const north = (a[1] + b[1]) / 2;
      const acrossE = (-(b[1] - a[1]) / lengthM) * PROBE_M;
      const acrossN = ((b[0] - a[0]) / lengthM) * PROBE_M;
      const left = isWalkable(east + acrossE, north + acrossN);
      if (left === isWalkable(east - acrossE, north - acrossN)) return [];
      return [left ? piece : { a: b, b: a }];
    }),
  );
}

interface Edge extends Wall, Boxed {}

interface BoxedPolygon extends Boxed {
  /** The edges in bands from south to north: `bands[band]` has those that reach into it. */
  readonly bands: readonly (readonly Edge[])[];
  readonly perBand: number;
}

function edgesOf(polygon: LocalPolygon): Edge[] {
  return polygon.flatMap((ring) =>
    ring.flatMap((a, index): Edge[] => {
      const b = ring[(index + 1) % ring.length];
      if (b === undefined || (a[0] === b[0] && a[1] === b[1])) return [];
      const low: EastNorth = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
      const high: EastNorth = [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
      return [{ a, b, low, high }];
    }),
  );
}

function piecesOf(edge: Edge, others: BoxIndex<Edge>): Wall[] {
  const cuts = [0, 1];
  const reach: Boxed = {
    low: [edge.low[0] - PROBE_M, edge.low[1] - PROBE_M],
    high: [edge.high[0] + PROBE_M, edge.high[1] + PROBE_M],
  };
  others.eachNear(reach, (other) => {
    if (other === edge || !boxesTouch(edge, other)) return;
    for (const point of [other.a, other.b]) addIfOn(cuts, edge, point);
    addCrossing(cuts, edge, other);
  });
  cuts.sort((left, right) => left - right);
  const at = (share: number): EastNorth => [
    edge.a[0] + share * (edge.b[0] - edge.a[0]),
    edge.a[1] + share * (edge.b[1] - edge.a[1]),
  ];
  return cuts.flatMap((from, index) => {
    const to = cuts[index + 1];
    return to === undefined || to <= from ? [] : [{ a: at(from), b: at(to) }];
  });
}

function boxesTouch(one: Edge, other: Edge): boolean {
  return (
    one.low[0] <= other.high[0] + PROBE_M &&
    other.low[0] <= one.high[0] + PROBE_M &&
    one.low[1] <= other.high[1] + PROBE_M &&
    other.low[1] <= one.high[1] + PROBE_M
  );
}

/** Adds the place of `point` along the edge if it lies on it (collinear edges overlap by their ends). */
function addIfOn(cuts: number[], { a, b }: Edge, point: EastNorth): void {
  const east = b[0] - a[0];
  const north = b[1] - a[1];
  const squared = east * east + north * north;
  const share = ((point[0] - a[0]) * east + (point[1] - a[1]) * north) / squared;
  const off = (point[0] - a[0]) * north - (point[1] - a[1]) * east;
  if (share > 0 && share < 1 && off * off <= PROBE_M * PROBE_M * squared) cuts.push(share);
}

function addCrossing(cuts: number[], { a, b }: Edge, other: Edge): void {
  const e1 = b[0] - a[0];
  const n1 = b[1] - a[1];
  const e2 = other.b[0] - other.a[0];
  const n2 = other.b[1] - other.a[1];
  const cross = e1 * n2 - n1 * e2;
  if (cross === 0) return;
  const e0 = other.a[0] - a[0];
  const n0 = other.a[1] - a[1];
  const share = (e0 * n2 - n0 * e2) / cross;
  const along = (e0 * n1 - n0 * e1) / cross;
  if (share > 0 && share < 1 && along >= 0 && along <= 1) cuts.push(share);
}

/** Tells whether a point is ground. */
export function walkableTest(area: WalkableArea): (east: number, north: number) => boolean {
  const walkable = new BoxIndex(area.walkable.map(boxed));
  const blocked = new BoxIndex(area.blocked.map(boxed));
  return (east, north) =>
    walkable.at(east, north).some((polygon) => isInside(polygon, east, north)) &&
    !blocked.at(east, north).some((polygon) => isInside(polygon, east, north));
}

/** Edges in a band, about. */
const BAND_EDGES = 8;

function boxed(polygon: LocalPolygon): BoxedPolygon {
  const edges = edgesOf(polygon);
  const low: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high: [number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const edge of edges) {
    low[0] = Math.min(low[0], edge.low[0]);
    low[1] = Math.min(low[1], edge.low[1]);
    high[0] = Math.max(high[0], edge.high[0]);
    high[1] = Math.max(high[1], edge.high[1]);
  }
  const count = Math.ceil(edges.length / BAND_EDGES);
  const perBand = high[1] > low[1] ? count / (high[1] - low[1]) : 0;
  const bands: Edge[][] = Array.from({ length: Math.max(1, count) }, () => []);
  const bandAt = (north: number) =>
    Math.min(bands.length - 1, Math.floor((north - low[1]) * perBand));
  for (const edge of edges) {
    const last = bandAt(edge.high[1]);
    for (let band = bandAt(edge.low[1]); band <= last; band++) bands[band]?.push(edge);
  }
  return { bands, perBand, low, high };
}

/** Even-odd rule, as domain/geo's `contains`, behind a box and in the point's band of edges. */
function isInside(
  { bands, perBand, low, high }: BoxedPolygon,
  east: number,
  north: number,
): boolean {
  if (east < low[0] || east > high[0] || north < low[1] || north > high[1]) return false;
  let inside = false;
  const band = Math.min(bands.length - 1, Math.floor((north - low[1]) * perBand));
  for (const { a, b } of bands[band] ?? []) {
    if (a[1] > north === b[1] > north) continue;
    if (east < ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

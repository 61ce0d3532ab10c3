import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { type Ground, toLocalPolygon } from '../../../domain/site/ground.ts';
import { type CheckpointGap, metresIn } from './checkpoint-gaps.ts';

/** A barrier's corners stand so near to its line, and a narrowed gap is filled so far to its sides, in metres. */
const BARRIER_M = 1.5;
const BARRIER_REACH_M = 3;

const COS_22 = Math.sqrt(2 + Math.SQRT2) / 2;
const SIN_22 = Math.sqrt(2 - Math.SQRT2) / 2;
const COS_45 = Math.SQRT1_2;
/** A regular polygon of 16 corners, as directions; square roots alone, so that it is the same on every machine. */
const ROUND: readonly EastNorth[] = quarter([
  [1, 0],
  [COS_22, SIN_22],
  [COS_45, COS_45],
  [SIN_22, COS_22],
]);

/** The ground of a site as polygons in local metres, for walls that are exact. */
export interface SitePolygons {
  readonly walkable: readonly LocalPolygon[];
  readonly obstacles: readonly LocalPolygon[];
}

/**
 * The same ground as domain/site's raster, whose cells are coarser: open ground and streets with round ends, less
 * all obstacles. (Where a street's clear width brushes a façade the raster gives the street's edge, this the façade.) Gaps whose width was `changed` have their barriers moved.
 */
export function sitePolygons(
  { site, metres }: Ground,
  gaps: readonly CheckpointGap[],
  widened: ReadonlyMap<number, number>,
): SitePolygons {
  const changed = gaps.filter((_, index) => widened.has(index));
  const streets = site.streets.flatMap(({ line, clearWidthM }) =>
    strokeOf(
      line.map((position) => metres.toLocal(position)),
      clearWidthM / 2,
    ),
  );
  return {
    walkable: [
      ...site.openGround.map(({ polygon }) => toLocalPolygon(polygon, metres)),
      ...streets,
    ],
    obstacles: [
      ...site.obstacles.map(({ kind, polygon }) => {
        const local = toLocalPolygon(polygon, metres);
        return kind === 'structure' ? cutBack(local, changed) : local;
      }),
      ...changed.flatMap(sidesOf),
    ],
  };
}

/** A barrier whose end stands in a gap that has been made wider, cut back to the gap's edge. */
function cutBack(barrier: LocalPolygon, gaps: readonly CheckpointGap[]): LocalPolygon {
  return gaps.reduce((polygon, gap) => {
    const asides = (polygon[0] ?? []).map((point) => asideOf(gap, point));
    const sum = asides.reduce((total, aside) => total + aside, 0);
    const side = sum < 0 ? -1 : 1;
    return polygon.map((ring) =>
      ring.map((point): EastNorth => {
        const along = metresIn(gap, ...point);
        const short = gap.halfWidthM - side * asideOf(gap, point);
        if (Math.abs(along) > BARRIER_M || short <= 0 || short > 2 * gap.halfWidthM) return point;
        const [east, north] = gap.inward;
        return [point[0] - north * side * short, point[1] + east * side * short];
      }),
    );
  }, barrier);
}

/** Barriers that fill what a gap has lost at both its sides. */
function sidesOf({ middle, inward, halfWidthM }: CheckpointGap): LocalPolygon[] {
  const at = (along: number, aside: number): EastNorth => [
    middle[0] + inward[0] * along - inward[1] * aside,
    middle[1] + inward[1] * along + inward[0] * aside,
  ];
  return [-1, 1].map((side) => {
    const from = side * halfWidthM;
    const to = side * (halfWidthM + BARRIER_REACH_M);
    return [[at(-0.25, from), at(0.25, from), at(0.25, to), at(-0.25, to)]];
  });
}

function asideOf({ middle, inward }: CheckpointGap, [east, north]: EastNorth): number {
  return (north - middle[1]) * inward[0] - (east - middle[0]) * inward[1];
}

/** A rectangle for each piece of the line and a disc at each of its points. */
export function strokeOf(line: readonly EastNorth[], half: number): LocalPolygon[] {
  const parts: LocalPolygon[] = line.map(([east, north]) => [
    ROUND.map(([x, y]): EastNorth => [east + x * half, north + y * half]),
  ]);
  line.forEach((a, index) => {
    const b = line[index + 1];
    if (b === undefined) return;
    const along = [b[0] - a[0], b[1] - a[1]] as const;
    const length = Math.sqrt(along[0] * along[0] + along[1] * along[1]);
    if (length === 0) return;
    const east = (-along[1] / length) * half;
    const north = (along[0] / length) * half;
    parts.push([
      [
        [a[0] - east, a[1] - north],
        [b[0] - east, b[1] - north],
        [b[0] + east, b[1] + north],
        [a[0] + east, a[1] + north],
      ],
    ]);
  });
  return parts;
}

function quarter(first: readonly EastNorth[]): readonly EastNorth[] {
  const turned = (points: readonly EastNorth[]) => points.map(([x, y]): EastNorth => [-y, x]);
  const second = turned(first);
  const third = turned(second);
  return [...first, ...second, ...third, ...turned(third)];
}

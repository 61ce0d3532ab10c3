import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Rng } from '../../../domain/base/rng.ts';

/** A polygon as scenarios have it: outer ring, then holes, in local metres. */
export type Shape = EastNorth[][];

/** The rectangle between two corners. */
export function rect(x0: number, y0: number, x1: number, y1: number): Shape {
  return [
    [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ],
  ];
}

/** A wall along x = `x` from `y0` to `y1`, `thickM` thick to the east, with doors left out as [from, to] in y. */
export function wallWithDoors(
  x: number,
  thickM: number,
  [y0, y1]: EastNorth,
  doors: readonly EastNorth[],
): Shape[] {
  const edges = [y0, ...doors.flat(), y1];
  const pieces: Shape[] = [];
  for (let k = 0; k + 1 < edges.length; k += 2) {
    const [from = y0, to = y1] = edges.slice(k, k + 2);
    if (to > from) pieces.push(rect(x, from, x + thickM, to));
  }
  return pieces;
}

/** The same across: a wall along y = `y` from `x0` to `x1`, `thickM` thick to the north. */
export function crossWallWithDoors(
  y: number,
  thickM: number,
  span: EastNorth,
  doors: readonly EastNorth[],
): Shape[] {
  return wallWithDoors(y, thickM, span, doors).map((shape) =>
    shape.map((ring) => ring.map(([a, b]): EastNorth => [b, a])),
  );
}

/** A ring round the origin with the given radii, as two regular polygons of `corners` corners. */
export function annulus(innerM: number, outerM: number, corners = 180): Shape {
  const circle = (radiusM: number): EastNorth[] =>
    Array.from({ length: corners }, (_, k): EastNorth => {
      const angle = (2 * Math.PI * k) / corners;
      return [radiusM * Math.cos(angle), radiusM * Math.sin(angle)];
    });
  return [circle(outerM), circle(innerM)];
}

/** A bar across a ring at an angle, `lengthM` long along the ring. */
export function annulusBar(
  innerM: number,
  outerM: number,
  angleRad: number,
  lengthM: number,
): Shape {
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  const corner = (along: number, across: number): EastNorth => [
    across * c - along * s,
    across * s + along * c,
  ];
  const half = lengthM / 2;
  return [
    [corner(-half, innerM), corner(-half, outerM), corner(half, outerM), corner(half, innerM)],
  ];
}

/**
 * About `densityPerM2` × area places in a triangular lattice, each moved by chance within `jitter` of the free gap, so
 * that nobody touches a neighbour with the given radius. Rows run along x.
 */
export function latticePlaces(
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  densityPerM2: number,
  radiusM: number,
  rng: Rng,
): EastNorth[] {
  const wanted = Math.sqrt(2 / (Math.sqrt(3) * densityPerM2));
  const rows = Math.max(1, Math.round((y1 - y0) / (wanted * (Math.sqrt(3) / 2))));
  const inRow = densityPerM2 * (x1 - x0) * ((y1 - y0) / rows);
  const gapX = (x1 - x0) / inRow;
  const gapY = (y1 - y0) / rows;
  const free = Math.max(0, Math.min(gapX, Math.hypot(gapX / 2, gapY)) - 2 * radiusM);
  const reach = Math.min(0.2, 0.35 * free);
  const places: EastNorth[] = [];
  for (let row = 0; row < rows; row++) {
    const shift = row % 2 === 0 ? 0.25 : 0.75;
    for (let k = 0; k + shift < inRow; k++) {
      const angle = 2 * Math.PI * rng.next();
      const distance = reach * Math.sqrt(rng.next());
      places.push([
        x0 + (k + shift) * gapX + distance * Math.cos(angle),
        y0 + (row + 0.5) * gapY + distance * Math.sin(angle),
      ]);
    }
  }
  return places;
}

/**
 * `count` places by chance, none nearer to another than `apartM`, which must leave room: under about half of the area
 * may be taken by circles of this diameter.
 */
export function scatteredPlaces(
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  count: number,
  apartM: number,
  rng: Rng,
): EastNorth[] {
  const cols = Math.max(1, Math.floor((x1 - x0) / apartM));
  const byCell = new Map<number, EastNorth[]>();
  const cellOf = (x: number, y: number) =>
    Math.floor((y - y0) / apartM) * (cols + 2) + Math.floor((x - x0) / apartM);
  const isFree = (x: number, y: number): boolean =>
    [-1, 0, 1].every((row) =>
      [-1, 0, 1].every((col) =>
        (byCell.get(cellOf(x, y) + row * (cols + 2) + col) ?? []).every(
          ([ox, oy]) => Math.hypot(ox - x, oy - y) >= apartM,
        ),
      ),
    );
  const places: EastNorth[] = [];
  for (let attempt = 0; places.length < count && attempt < 1000 * count; attempt++) {
    const [x, y] = [x0 + (x1 - x0) * rng.next(), y0 + (y1 - y0) * rng.next()];
    if (!isFree(x, y)) continue;
    places.push([x, y]);
    byCell.set(cellOf(x, y), [...(byCell.get(cellOf(x, y)) ?? []), [x, y]]);
  }
  return places;
}

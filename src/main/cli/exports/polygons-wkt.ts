import type { LocalPolygon } from '../../../domain/geo/polygon.ts';

/** Polygons with their holes as the WKT that JuPedSim's files hold; rings are closed. */
export function polygonsWkt(polygons: readonly LocalPolygon[]): string {
  const texts = polygons.map((polygon) => {
    const rings = polygon.map((ring) => {
      const points = [...ring, ...ring.slice(0, 1)].map(([x, y]) => `${x} ${y}`);
      return `(${points.join(', ')})`;
    });
    return `POLYGON (${rings.join(', ')})`;
  });
  return `GEOMETRYCOLLECTION (${texts.join(', ')})`;
}

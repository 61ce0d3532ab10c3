import type { LonLat } from '../base/quantity.ts';
import { localMetres } from './local-metres.ts';

const POINTS = 32;

/**
 * An ellipse as a ring of 32 points, not closed: semi-axes in metres, the major one's bearing in degrees from north.
 * Good to a few thousandths within 100 km; not near the poles, where a degree of longitude has no length.
 */
export function ellipseRing(
  centre: LonLat,
  majorM: number,
  minorM: number,
  bearingDeg: number,
): readonly LonLat[] {
  const metres = localMetres(centre);
  const turn = (bearingDeg * Math.PI) / 180;
  return Array.from({ length: POINTS }, (_, index): LonLat => {
    const angle = (2 * Math.PI * index) / POINTS;
    const along = majorM * Math.cos(angle);
    const across = minorM * Math.sin(angle);
    return metres.toLonLat([
      along * Math.sin(turn) + across * Math.cos(turn),
      along * Math.cos(turn) - across * Math.sin(turn),
    ]);
  });
}

import type { CameraParts } from './camera-parts.ts';
import type { AreaSensor } from './sensor-plan.ts';

/** How unevenly people stand in the parts of a zone, relative to its mean; one standard deviation. */
const UNEVEN = 0.4;
/** A density in a few square metres says little about the zone around it: sensors are put where it is dense. */
const POINT_SPREAD = 0.6;
/** The share of a sensor's stated error that does not average out at all. */
const SYSTEMATIC_SHARE = 0.5;

/**
 * Covariance of the relative errors ("gains") of area sensors as witnesses of their whole zone, before anything was
 * learnt: sensors × sensors, row-major. `systematic` is each sensor's own lasting error. `spread` is that people are
 * not spread evenly: a camera over a part of a zone may see too many or too few. What one part has too many the
 * others have too few, so cameras that together see the whole zone are wrong in opposite ways and their sum is right.
 */
export interface GainPrior {
  readonly systematic: Float64Array;
  readonly spread: Float64Array;
}

/**
 * Parts deviate independently by UNEVEN, conditioned on Σ share·deviation = 0 over the zone: with shares s the
 * covariance of the parts is UNEVEN² (I - s sᵀ / sᵀs), and a camera's deviation is the mean over its parts.
 */
export function gainPrior(sensors: readonly AreaSensor[], cut: CameraParts): GainPrior {
  const count = sensors.length;
  const systematic = Float64Array.from(
    sensors,
    ({ relativeError }) => (SYSTEMATIC_SHARE * relativeError) ** 2,
  );
  const spread = new Float64Array(count * count);
  const main = sensors.map(({ covers }) =>
    covers.reduce((widest, cover) => (cover.share > widest.share ? cover : widest)),
  );
  sensors.forEach(({ kind }, a) => {
    if (kind === 'pointDensity') {
      spread[a * count + a] = POINT_SPREAD ** 2;
      return;
    }
    const leaf = main[a]?.leaf;
    const parts = cut.parts.filter((part) => part.leaf === leaf && part.cells > 0);
    const total = parts.reduce((sum, part) => sum + part.cells, 0);
    const squares = parts.reduce((sum, part) => sum + (part.cells / total) ** 2, 0);
    const weightsOf = (camera: number) => {
      const seen = parts.reduce(
        (sum, part) => sum + (part.cameras.includes(camera) ? part.cells : 0),
        0,
      );
      return parts.map((part) => (part.cameras.includes(camera) ? part.cells / seen : 0));
    };
    const mine = weightsOf(a);
    const along = (weights: readonly number[]) =>
      weights.reduce((sum, weight, i) => sum + (weight * (parts[i]?.cells ?? 0)) / total, 0);
    for (let b = 0; b <= a; b++) {
      if (sensors[b]?.kind !== 'zoneCount' || main[b]?.leaf !== leaf) continue;
      const other = weightsOf(b);
      const shared = mine.reduce((sum, weight, i) => sum + weight * (other[i] ?? 0), 0);
      const value = UNEVEN ** 2 * (shared - (along(mine) * along(other)) / squares);
      spread[a * count + b] = value;
      spread[b * count + a] = value;
    }
  });
  return { systematic, spread };
}

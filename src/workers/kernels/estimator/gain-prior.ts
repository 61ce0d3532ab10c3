import type { CameraParts } from './camera-parts.ts';
import type { AreaSensor } from './sensor-plan.ts';

/** How unevenly people stand in the parts of a zone, relative to its mean; one standard deviation. */
const UNEVEN = 0.3;
/** A density in a few square metres says little about the zone around it: sensors are put where it is dense. */
const POINT_SPREAD = 0.6;
/**
 * The part of a sensor's stated error that outlasts minutes, as a share of its standard deviation; the rest
 * (√(1 - share²)) is new within CORRELATION_S. Variances add up to the stated one: a data sheet does not say how much
 * of the error stays, and an error taken for noise that in fact stays is false certainty.
 */
export const LASTING_SHARE = 0.85;

/**
 * Covariance of the relative errors ("gains") of two area sensors as witnesses of their whole zone, before anything
 * was learnt; a ≤ b, pairs without any are left out. It has two parts: each sensor's own lasting error, and that
 * people are not spread evenly: a camera over a part of a zone may see too many or too few. What one part has too many
 * the others have too few, so cameras that together see the whole zone are wrong in opposite ways and their sum is
 * right.
 */
export type GainPrior = readonly {
  readonly a: number;
  readonly b: number;
  readonly covariance: number;
}[];

/**
 * Parts deviate independently by UNEVEN, conditioned on Σ share·deviation = 0 over the zone: with shares s the
 * covariance of the parts is UNEVEN² (I - s sᵀ / sᵀs), and a camera's deviation is the mean over its parts.
 */
export function gainPrior(sensors: readonly AreaSensor[], cut: CameraParts): GainPrior {
  const count = sensors.length;
  const spread = new Float64Array(count * count);
  const main = sensors.map(({ covers }) =>
    covers.reduce((widest, cover) => (cover.share > widest.share ? cover : widest)),
  );
  sensors.forEach(({ kind }, a) => {
    if (kind === 'pointDensity') {
      spread[a * count + a] = POINT_SPREAD ** 2;
      return;
    }
    if (kind === 'gridCell') {
      spread[a * count + a] = UNEVEN ** 2 * partlySeen(sensors[a]);
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
  const pairs: { a: number; b: number; covariance: number }[] = [];
  sensors.forEach(({ relativeError }, b) => {
    for (let a = 0; a <= b; a++) {
      const own = a === b ? (LASTING_SHARE * relativeError) ** 2 : 0;
      const covariance = own + (spread[b * count + a] ?? 0);
      if (covariance !== 0) pairs.push({ a, b, covariance });
    }
  });
  return pairs;
}

/** How much of what a grid cell sees lies in zones that it cuts: 0 when it sees whole zones, nearly 1 for slivers. */
function partlySeen(cell: AreaSensor | undefined): number {
  const covers = cell?.covers ?? [];
  return covers.reduce((sum, { share }) => sum + (1 - share), 0) / Math.max(1, covers.length);
}

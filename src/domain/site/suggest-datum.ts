import type { LonLat } from '../base/quantity.ts';
import { DATUMS, type Datum, toWgs84 } from '../geo/datum.ts';
import type { Ground } from './ground.ts';

/** A point this close to walkable ground counts as on it: no phone knows where it is better than that. */
const NEAR_GROUND_M = 10;
/** Fewer points on the ground than this say nothing. */
const LEAST_POINTS = 3;
/** A datum is suggested when it puts this many times as many points on the ground as the one that was named. */
const CLEARLY_BETTER = 1.5;

/** How many of some points lie on the ground when their numbers are taken for one datum. */
export interface DatumFit {
  readonly datum: Datum;
  readonly onGround: number;
  readonly points: number;
}

/**
 * How well each datum fits some positions of unknown or doubted datum, best first. Chinese datums shift a place by
 * 400-1,200 m, so the wrong one puts people into the lake, into houses or off the site.
 */
export function fitDatums(positions: readonly LonLat[], ground: Ground): readonly DatumFit[] {
  const reach = Math.ceil(NEAR_GROUND_M / ground.grid.cellM);
  return DATUMS.map((datum) => ({
    datum,
    points: positions.length,
    onGround: positions.filter((at) => isNearGround(toWgs84(at, datum), ground, reach)).length,
  })).sort((a, b) => b.onGround - a.onGround);
}

/** The datum that fits clearly better than the named one (or than all others, when none is named). */
export function suggestDatum(
  positions: readonly LonLat[],
  ground: Ground,
  named?: Datum,
): DatumFit | undefined {
  const fits = fitDatums(positions, ground);
  const [best] = fits;
  if (!best || best.onGround < LEAST_POINTS || best.datum === named) return undefined;
  const against = named ? fits.find(({ datum }) => datum === named) : fits[1];
  return best.onGround > CLEARLY_BETTER * (against?.onGround ?? 0) ? best : undefined;
}

function isNearGround(position: LonLat, { grid, metres, walkIndex }: Ground, reach: number) {
  const [east, north] = metres.toLocal(position);
  const col = Math.floor((east - grid.westM) / grid.cellM);
  const row = Math.floor((north - grid.southM) / grid.cellM);
  for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
    for (let c = Math.max(0, col - reach); c <= Math.min(grid.cols - 1, col + reach); c++) {
      if ((walkIndex[r * grid.cols + c] ?? -1) >= 0) return true;
    }
  }
  return false;
}

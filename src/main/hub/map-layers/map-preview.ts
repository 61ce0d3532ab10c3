import type { LonLat } from '../../../domain/base/quantity.ts';
import { DATUMS, type Datum, toWgs84 } from '../../../domain/geo/datum.ts';
import { cellAt } from '../../../domain/geo/grid.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import {
  boundsAround,
  type LonLatBounds,
  type MapFilePreview,
  type MapPlacement,
} from '../../../domain/site/map-layer.ts';
import { suggestDatum } from '../../../domain/site/suggest-datum.ts';
import type { MapFileSummary } from '../../../workers/map-files-port.ts';

/** Tells what a file holds and where on the site it would lie in each datum; `named` is the one that was chosen. */
export function mapPreview(summary: MapFileSummary, ground: Ground, named?: Datum): MapFilePreview {
  const { digest: _digest, bounds, sample, ...told } = summary;
  // Pixels cannot be moved: tiles are in the datum of the pyramid.
  const datums = summary.kind === 'tiles' ? (['WGS84'] as const) : DATUMS;
  const suggested = suggestDatum(sample, ground, named)?.datum;
  return {
    ...told,
    placements: datums.map((datum) =>
      summary.kind === 'tiles'
        ? { datum, bounds, onSite: siteWithin(bounds, ground) }
        : placement(bounds, sample, ground, datum),
    ),
    ...(suggested === undefined ? {} : { suggested }),
  };
}

function placement(
  bounds: LonLatBounds,
  sample: readonly LonLat[],
  ground: Ground,
  datum: Datum,
): MapPlacement {
  const onSite = sample.filter((at) => isOnSite(toWgs84(at, datum), ground)).length;
  const moved = boundsAround(frameOf(bounds).map((at) => toWgs84(at, datum)));
  return { datum, bounds: moved ?? bounds, onSite: onSite / Math.max(1, sample.length) };
}

function isOnSite(at: LonLat, { grid, metres }: Ground): boolean {
  return cellAt(grid, metres.toLocal(at)) >= 0;
}

/** Corners and middles of the sides: a datum bends straight sides by less than a metre over a city. */
function frameOf([west, south, east, north]: LonLatBounds): readonly LonLat[] {
  const lon = (west + east) / 2;
  const lat = (south + north) / 2;
  return [
    [west, south],
    [lon, south],
    [east, south],
    [west, lat],
    [east, lat],
    [west, north],
    [lon, north],
    [east, north],
  ];
}

/** The share of the site's raster that lies within some bounds. */
function siteWithin(bounds: LonLatBounds, { grid, metres }: Ground): number {
  const { westM, southM, cols, rows, cellM } = grid;
  const [west, south] = metres.toLonLat([westM, southM]);
  const [east, north] = metres.toLonLat([westM + cols * cellM, southM + rows * cellM]);
  const across = Math.min(east, bounds[2]) - Math.max(west, bounds[0]);
  const up = Math.min(north, bounds[3]) - Math.max(south, bounds[1]);
  const share = (Math.max(0, across) * Math.max(0, up)) / ((east - west) * (north - south));
  return Math.min(1, share);
}

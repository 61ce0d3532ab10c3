import type { EastNorth, LonLat } from '../../../domain/base/quantity.ts';

/** A zone of the Universal Transverse Mercator projection. */
export interface UtmZone {
  /** 1-60, six degrees each from 180° W. */
  readonly zone: number;
  readonly south: boolean;
}

const SEMI_MAJOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const SCALE = 0.9996;
const FALSE_EAST_M = 500_000;
const FALSE_NORTH_SOUTH_M = 10_000_000;

const n = FLATTENING / (2 - FLATTENING);
const RADIUS_M = (SEMI_MAJOR_M / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
/** Krüger's series to the third order: within a millimetre up to 3,000 km from the central meridian. */
const BETA = [
  n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96,
  n ** 2 / 48 + n ** 3 / 15,
  (17 * n ** 3) / 480,
];
const DELTA = [
  2 * n - (2 * n ** 2) / 3 - 2 * n ** 3,
  (7 * n ** 2) / 3 - (8 * n ** 3) / 5,
  (56 * n ** 3) / 15,
];
const RADIANS = Math.PI / 180;

/** UTM metres to WGS84 degrees (Krüger 1912; Kawase 2011, Bulletin of the GSI 59). */
export function utmToLonLat({ zone, south }: UtmZone, [east, north]: EastNorth): LonLat {
  const xi = (north - (south ? FALSE_NORTH_SOUTH_M : 0)) / (SCALE * RADIUS_M);
  const eta = (east - FALSE_EAST_M) / (SCALE * RADIUS_M);
  let xi1 = xi;
  let eta1 = eta;
  BETA.forEach((beta, index) => {
    const twice = 2 * (index + 1);
    xi1 -= beta * Math.sin(twice * xi) * Math.cosh(twice * eta);
    eta1 -= beta * Math.cos(twice * xi) * Math.sinh(twice * eta);
  });
  const chi = Math.asin(Math.sin(xi1) / Math.cosh(eta1));
  let lat = chi;
  DELTA.forEach((delta, index) => {
    lat += delta * Math.sin(2 * (index + 1) * chi);
  });
  const lon = Math.atan2(Math.sinh(eta1), Math.cos(xi1)) / RADIANS;
  return [centralMeridian(zone) + lon, lat / RADIANS];
}

/**
 * The zone a coordinate system's name means: EPSG:326zz and 327zz (WGS84), EPSG:258zz (ETRS89, within a metre of
 * WGS84), "UTM Zone 32U" (its letter is the band of latitude). Undefined for every other system.
 */
export function utmZoneNamed(name: string): UtmZone | undefined {
  const [, system, code] = /^\s*(?:EPSG:+)?(326|327|258)(\d\d)\s*$/i.exec(name) ?? [];
  const [, named, band] = /^\s*UTM\s+zone\s+(\d{1,2})\s*([C-HJ-NP-X])\s*$/i.exec(name) ?? [];
  const zone = Number(code ?? named);
  if (!(zone >= 1 && zone <= 60)) return undefined;
  const south = system === '327' || (band !== undefined && band.toUpperCase() < 'N');
  return { zone, south };
}

function centralMeridian(zone: number): number {
  return 6 * zone - 183;
}

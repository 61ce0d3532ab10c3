import gcoord from 'gcoord';
import type { LonLat } from '../base/quantity.ts';

/** The datums that Chinese and world data come in; every import names one. */
export const DATUMS = ['WGS84', 'GCJ-02', 'BD-09'] as const;
export type Datum = (typeof DATUMS)[number];

const CRS = { WGS84: gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const;

/** Converts a WGS84 position to the named datum: for those who send as others do. */
export function fromWgs84(position: LonLat, datum: Datum): LonLat {
  if (datum === 'WGS84') return position;
  const [lon, lat] = gcoord.transform([position[0], position[1]], gcoord.WGS84, CRS[datum]);
  return [lon, lat];
}

/** Converts a position of the named datum to WGS84, the only datum used inside. */
export function toWgs84(position: LonLat, datum: Datum): LonLat {
  if (datum === 'WGS84') return position;
  const [lon, lat] = gcoord.transform([position[0], position[1]], CRS[datum], gcoord.WGS84);
  return [lon, lat];
}

/** Milliseconds since 1970-01-01T00:00:00Z, or a duration in milliseconds. */
export type Millis = number;

/** WGS84 longitude and latitude in degrees, in this order. */
export type LonLat = readonly [lon: number, lat: number];

/** Local metres east and north of the site's origin. */
export type EastNorth = readonly [eastM: number, northM: number];

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 3_600_000;

import { expect, test } from 'vitest';
import { utmToLonLat, utmZoneNamed } from './utm.ts';

// The first two pairs are those of Vadere's own tests (ReferenceCoordinateSystemTest, Apache SIS).
test.each<[string, number, number, number, number]>([
  ['EPSG:25832', 100_000, 100_000, 5.4072291, 0.9029408],
  ['EPSG:32632', 692_000 + 324.886638718, 5_337_000 + 562.448443838, 11.58645, 48.16219],
  // On the central meridian the easting is the false one, and the equator is the origin.
  ['EPSG:32651', 500_000, 0, 123, 0],
  ['EPSG:32751', 500_000, 10_000_000, 123, 0],
])('%s', (name, east, north, lon, lat) => {
  const zone = utmZoneNamed(name);
  const [lonRead, latRead] = zone ? utmToLonLat(zone, [east, north]) : [];
  expect(lonRead).toBeCloseTo(lon, 7);
  expect(latRead).toBeCloseTo(lat, 7);
});

test.each<[string, ReturnType<typeof utmZoneNamed>]>([
  ['UTM Zone 32U', { zone: 32, south: false }],
  ['utm zone 56H', { zone: 56, south: true }],
  ['32650', { zone: 50, south: false }],
  ['EPSG:32761', undefined],
  ['EPSG:4326', undefined],
  ['EPSG:31468', undefined],
  ['', undefined],
])('%s is the zone %o', (name, zone) => {
  expect(utmZoneNamed(name)).toEqual(zone);
});

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { type LocalMetres, localMetres } from '../../../domain/geo/local-metres.ts';
import type { Tracks } from '../../../workers/kernels/tracks/tracks.ts';
import { readCsvTracks } from '../tracks/csv-tracks.ts';
import { readTrackFile } from '../tracks/read-track-file.ts';
import { type Place, turned } from './placement.ts';

/** Tracks in metres east and north of a known place. */
export interface GeographicTracks {
  readonly tracks: Tracks;
  readonly metres: LocalMetres;
}

/** Where tracks lie that do not say it themselves, or are to lie elsewhere. */
export interface TrackPlaces {
  readonly framesPerS: number | undefined;
  /** WGS84 position of x = 0, y = 0 of tracks in metres; x points east, y north. */
  readonly origin: LonLat | undefined;
  /** Where the mean of all positions is put. */
  readonly place: Place | undefined;
}

/**
 * Reads tracks with their place on Earth: from columns of WGS84 longitude and latitude where a table has them, else
 * from metres and `origin`. Throws in words where neither is there.
 */
export async function readGeographicTracks(
  file: string,
  places: TrackPlaces,
): Promise<GeographicTracks> {
  const degrees = await readDegrees(file, places.framesPerS);
  if (degrees) return placed(inMetres(degrees), places.place);
  const { tracks } = await readTrackFile(file, places.framesPerS);
  if (places.origin === undefined && places.place === undefined) {
    throw new Error(
      `${file} has metres without a place on Earth: say with --origin lon,lat where x = 0, y = 0 is, or put it somewhere with --place`,
    );
  }
  return placed({ tracks, metres: localMetres(places.origin ?? [0, 0]) }, places.place);
}

/** Columns of WGS84 by the names they go by, without case. */
const LON = /^(lon|lng|longitude)(_wgs84)?$/i;
const LAT = /^(lat|latitude)(_wgs84)?$/i;
const PLANAR = /^(x|y|pos_x|pos_y|posx|posy|x_pos|y_pos)(?:\W|_|$)/i;

/** Which columns of a table are longitude and latitude; undefined where it has not both. */
export function degreesColumns(
  names: readonly string[],
): { readonly lon: number; readonly lat: number } | undefined {
  const lon = names.findIndex((name) => LON.test(name));
  const lat = names.findIndex((name) => LAT.test(name));
  return lon < 0 || lat < 0 ? undefined : { lon, lat };
}

/**
 * Tracks in degrees: the reader of tables is given a header in which longitude and latitude are called x and y, so
 * that its checks of rows and rates hold for them too. Undefined where the file has no such columns.
 */
async function readDegrees(
  file: string,
  framesPerS: number | undefined,
): Promise<Tracks | undefined> {
  const bytes = await readFile(file);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isPacked ? await promisify(gunzip)(bytes) : bytes).toString('utf8');
  const end = text.search(/\r?\n/);
  const header = text.slice(0, end < 0 ? undefined : end);
  const mark = [',', ';', '\t'].find((one) => header.includes(one)) ?? ',';
  const names = header.split(mark).map((name) => name.trim().replaceAll('"', ''));
  const columns = degreesColumns(names);
  if (columns === undefined) return undefined;
  const renamed = names.map((name, column) => {
    if (column === columns.lon) return 'x';
    if (column === columns.lat) return 'y';
    return PLANAR.test(name) ? `planar ${column}` : name;
  });
  const body = text.slice(header.length).replaceAll('\r\n', '\n');
  return readCsvTracks(file, renamed.join(mark) + body, framesPerS).tracks;
}

function inMetres(degrees: Tracks): GeographicTracks {
  const metres = localMetres([degrees.xM[0] ?? 0, degrees.yM[0] ?? 0]);
  return {
    metres,
    tracks: mapped(degrees, (lon, lat) => metres.toLocal([lon, lat])),
  };
}

/** Puts the mean of all positions at a place. */
function placed({ tracks, metres }: GeographicTracks, place: Place | undefined): GeographicTracks {
  if (place === undefined) return { tracks, metres };
  const count = tracks.xM.length;
  const east = tracks.xM.reduce((sum, x) => sum + x, 0) / count;
  const north = tracks.yM.reduce((sum, y) => sum + y, 0) / count;
  return {
    metres: localMetres([place.lon, place.lat]),
    tracks: mapped(tracks, (x, y) => turned([x - east, y - north], place.bearingDeg)),
  };
}

function mapped(tracks: Tracks, map: (x: number, y: number) => readonly [number, number]): Tracks {
  const moved = Array.from(tracks.xM, (x, row) => map(x, tracks.yM[row] ?? 0));
  return {
    ...tracks,
    xM: Float64Array.from(moved, ([x]) => x),
    yM: Float64Array.from(moved, ([, y]) => y),
  };
}

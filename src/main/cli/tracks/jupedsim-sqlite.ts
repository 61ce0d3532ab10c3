import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { openForReading } from '../../../store/inspect.ts';
import { numberIn, type Sql, SqlError, textIn } from '../../../store/sql.ts';
import { TrackCollector } from './track-collector.ts';
import { agreedRate, plainNumber, refuse, type TrackFile } from './track-file.ts';
import { polygonsOfWkt } from './wkt.ts';

/** Rows that are held twice, by SQLite's driver and by us, at a time. */
const PAGE_ROWS = 50_000;
/** Versions of the file: 2 added geometries that change, 3 left out the orientation. */
const VERSIONS = ['1', '2', '3'];

/** Reads JuPedSim's SQLite output, versions 1 to 3: positions in metres, frame rate, walkable area. */
export async function readJupedsimSqlite(
  file: string,
  asked: number | undefined,
): Promise<TrackFile> {
  const sql = await openForReading(file);
  try {
    return await readAll(sql, file, asked);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    refuse(file, undefined, `no JuPedSim trajectory, or a damaged one: ${error.message}`);
  } finally {
    await sql.close();
  }
}

async function readAll(sql: Sql, file: string, asked: number | undefined): Promise<TrackFile> {
  const version = await metadata(sql, 'version');
  if (version === undefined || !VERSIONS.includes(version)) {
    const found = version === undefined ? 'has no version' : `has version ${version}`;
    refuse(file, undefined, `the trajectory ${found}; versions 1 to 3 can be read`);
  }
  const rate = agreedRate(file, plainNumber(await metadata(sql, 'fps')), asked);
  const collector = new TrackCollector(file);
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await sql.all(
      `SELECT rowid AS row, frame, id, pos_x, pos_y FROM trajectory_data
       WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE_ROWS}`,
      [after],
    );
    for (const row of rows) {
      after = numberIn(row, 'row');
      collector.add(
        String(numberIn(row, 'id')),
        numberIn(row, 'frame'),
        numberIn(row, 'pos_x'),
        numberIn(row, 'pos_y'),
        after,
      );
    }
    if (rows.length < PAGE_ROWS) break;
  }
  const walkable = await geometry(sql, file);
  return {
    format: 'JuPedSim SQLite',
    tracks: collector.tracks(rate),
    walkable: walkable.length > 0 ? walkable : undefined,
    warnings: [],
  };
}

async function metadata(sql: Sql, key: string): Promise<string | undefined> {
  const row = await sql.first('SELECT CAST(value AS TEXT) AS value FROM metadata WHERE key = ?', [
    key,
  ]);
  return row && textIn(row, 'value');
}

/** All geometries of the run; where it changed they are joined, as PedPy does. */
async function geometry(sql: Sql, file: string): Promise<readonly LocalPolygon[]> {
  const rows = await sql.all('SELECT wkt FROM geometry');
  return rows.flatMap((row) => {
    const polygons = polygonsOfWkt(textIn(row, 'wkt'));
    if (!polygons.ok) refuse(file, undefined, `its geometry cannot be read: ${polygons.error}`);
    return polygons.value;
  });
}

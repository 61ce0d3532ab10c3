import { bytesIn, numberIn, Sql, textIn } from './sql.ts';

/** No tile is longer than this. */
const MAX_TILE_BYTES = 8 * 1024 * 1024;
const MAX_METADATA_ROWS = 200;
const MAX_METADATA_LENGTH = 1_000_000;

/** An MBTiles 1.3 file: tiles of the Web Mercator pyramid in SQLite. Opened for reading; nothing is put beside it. */
export class MbtilesFile {
  readonly #sql: Sql;

  private constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Opens a file; throws a `SqlError` when it is no SQLite file or has not the tables of MBTiles. */
  static async open(file: string): Promise<MbtilesFile> {
    const sql = await Sql.open(file, 'still');
    try {
      // The file is somebody else's: its views and triggers may call nothing that does more than compute.
      await sql.exec('PRAGMA trusted_schema = OFF');
      const views = await sql.all(
        "SELECT sql FROM sqlite_schema WHERE type = 'view' AND sql LIKE '%recursive%'",
      );
      if (views.length > 0) throw new Error('its views compute without end');
      await sql.all('SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles LIMIT 1');
      return new MbtilesFile(sql);
    } catch (error) {
      await sql.close();
      throw error;
    }
  }

  /** The file's own account of itself: name, format, bounds, attribution, json. */
  async metadata(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#sql.all(
      `SELECT CAST(name AS TEXT) AS name, CAST(value AS TEXT) AS value FROM metadata
       WHERE name IS NOT NULL AND value IS NOT NULL AND length(value) <= ? LIMIT ?`,
      [MAX_METADATA_LENGTH, MAX_METADATA_ROWS],
    );
    return new Map(rows.map((row) => [textIn(row, 'name'), textIn(row, 'value')]));
  }

  /** The least and greatest zoom of its tiles; undefined when it has none. */
  async zooms(): Promise<readonly [least: number, greatest: number] | undefined> {
    const row = await this.#sql.first(
      'SELECT min(zoom_level) AS least, max(zoom_level) AS greatest FROM tiles',
    );
    if (!row || row.least === null) return undefined;
    return [numberIn(row, 'least'), numberIn(row, 'greatest')];
  }

  /** A tile as it is stored; row 0 is the northern one (XYZ), though the file counts from the south (TMS). */
  async tile(z: number, x: number, y: number): Promise<Uint8Array | undefined> {
    return await this.#tileWhere('zoom_level = ? AND tile_column = ? AND tile_row = ?', [
      z,
      x,
      2 ** z - 1 - y,
    ]);
  }

  /** Any tile, to see what the tiles are. */
  async anyTile(): Promise<Uint8Array | undefined> {
    return await this.#tileWhere('1 = 1', []);
  }

  async close(): Promise<void> {
    await this.#sql.close();
  }

  async #tileWhere(condition: string, values: readonly number[]): Promise<Uint8Array | undefined> {
    const row = await this.#sql.first(
      `SELECT CAST(tile_data AS BLOB) AS tile FROM tiles
       WHERE ${condition} AND tile_data IS NOT NULL AND length(tile_data) <= ? LIMIT 1`,
      [...values, MAX_TILE_BYTES],
    );
    return row && bytesIn(row, 'tile');
  }
}

import { rename, rm } from 'node:fs/promises';
import { type PreparedSql, Sql, type SqlValue } from './sql.ts';

/** JuPedSim's version of the layout: 2 added geometries by frame, 3 left out the orientation. */
const VERSION = '3';
/** Rows of one statement; their values stay below SQLite's limit of bound parameters. */
const BATCH_ROWS = 500;
/** Frames that one transaction holds at most. */
const FRAMES_A_COMMIT = 200;

/** One person's position in a frame; metres. */
export interface TrajectoryRow {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** The ground people walk on during some frames. */
export interface TrajectoryGeometry {
  /** A name for it: the same one, the same ground. */
  readonly hash: number;
  readonly wkt: string;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
}

/**
 * Writes a trajectory as JuPedSim does (its SQLite output, version 3): tables trajectory_data, frame_data, geometry
 * and metadata. The file takes its name only when it is whole; until then it is `FILE.partial`.
 */
export class TrajectoryFile {
  readonly #file: string;
  readonly #partial: string;
  readonly #sql: Sql;
  readonly #batch: PreparedSql;
  readonly #pending: SqlValue[] = [];
  readonly #known = new Set<number>();
  #frames = 0;
  #bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];

  private constructor(file: string, sql: Sql, batch: PreparedSql) {
    this.#file = file;
    this.#partial = partialName(file);
    this.#sql = sql;
    this.#batch = batch;
  }

  /** Begins a file; throws `SqlError` when it cannot be written. `fps` is frames per second of the scenario. */
  static async create(file: string, fps: number): Promise<TrajectoryFile> {
    const partial = partialName(file);
    await rm(partial, { force: true });
    const sql = await Sql.open(partial, 'create');
    try {
      // The file counts only once it is whole and renamed, so nothing need survive a crash in between.
      await sql.exec(
        `PRAGMA journal_mode = OFF;
         PRAGMA synchronous = OFF;
         BEGIN;
         CREATE TABLE trajectory_data (
           frame INTEGER NOT NULL, id INTEGER NOT NULL, pos_x REAL NOT NULL, pos_y REAL NOT NULL);
         CREATE TABLE metadata (key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL);
         CREATE TABLE geometry (hash INTEGER NOT NULL, wkt TEXT NOT NULL);
         CREATE UNIQUE INDEX geometry_hash ON geometry (hash);
         CREATE TABLE frame_data (frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);`,
      );
      await setMetadata(sql, 'version', VERSION);
      await setMetadata(sql, 'fps', withPoint(fps));
      const values = Array.from({ length: BATCH_ROWS }, () => '(?, ?, ?, ?)').join(', ');
      const batch = await sql.prepare(`INSERT INTO trajectory_data VALUES ${values}`);
      return new TrajectoryFile(file, sql, batch);
    } catch (error) {
      await sql.close();
      throw error;
    }
  }

  /** Adds a frame; frames come in order. */
  async write(
    frame: number,
    rows: Iterable<TrajectoryRow>,
    geometry: TrajectoryGeometry,
  ): Promise<void> {
    await this.#addGeometry(geometry);
    await this.#sql.run('INSERT INTO frame_data VALUES (?, ?)', [frame, geometry.hash]);
    for (const { id, x, y } of rows) {
      this.#pending.push(frame, id, x, y);
      if (this.#pending.length === BATCH_ROWS * 4) {
        await this.#batch.run(this.#pending);
        this.#pending.length = 0;
      }
    }
    this.#frames += 1;
    if (this.#frames % FRAMES_A_COMMIT === 0) await this.#sql.exec('COMMIT; BEGIN');
  }

  /** Ends the file and gives it its name, over an older one of that name. */
  async finish(): Promise<void> {
    for (let i = 0; i < this.#pending.length; i += 4) {
      const row = this.#pending.slice(i, i + 4);
      await this.#sql.run('INSERT INTO trajectory_data VALUES (?, ?, ?, ?)', row);
    }
    const [west, south, east, north] = this.#bounds;
    if (west <= east) {
      for (const [key, value] of Object.entries({
        xmin: west,
        xmax: east,
        ymin: south,
        ymax: north,
      })) {
        await setMetadata(this.#sql, key, withPoint(value));
      }
    }
    // Made at the end: an index that grows with the rows costs more than one built over them.
    await this.#sql.exec('CREATE INDEX frame_id_idx ON trajectory_data (frame, id); COMMIT');
    await this.#batch.finalize();
    await this.#sql.close();
    await rename(this.#partial, this.#file);
  }

  /** Throws away what was written. */
  async discard(): Promise<void> {
    await this.#batch.finalize();
    await this.#sql.close();
    await rm(this.#partial, { force: true });
  }

  async #addGeometry({ hash, wkt, bounds }: TrajectoryGeometry): Promise<void> {
    if (this.#known.has(hash)) return;
    this.#known.add(hash);
    const [west, south, east, north] = this.#bounds;
    this.#bounds = [
      Math.min(west, bounds[0]),
      Math.min(south, bounds[1]),
      Math.max(east, bounds[2]),
      Math.max(north, bounds[3]),
    ];
    await this.#sql.run('INSERT INTO geometry VALUES (?, ?)', [hash, wkt]);
  }
}

function partialName(file: string): string {
  return `${file}.partial`;
}

function setMetadata(sql: Sql, key: string, value: string): Promise<void> {
  return sql.run('INSERT INTO metadata VALUES (?, ?)', [key, value]);
}

/** A number as Python writes a float, which is what JuPedSim's files hold: "2.0". */
function withPoint(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

import type { Millis } from '../domain/base/quantity.ts';
import { hashFields } from './chain.ts';
import { bytesIn, numberIn, type Sql, type SqlRow, textIn } from './sql.ts';

/** A row of `frames`. */
export interface FrameRow {
  readonly layer: string;
  readonly member: number;
  readonly issuedAt: Millis;
  readonly validAt: Millis;
  /** The note in the log that holds the digest; in files of format 1 the last entry recorded before the frame. */
  readonly recordedSeq: number;
  readonly codec: string;
  readonly digest: Uint8Array;
  readonly blob: Uint8Array;
}

/** A row of `worlds`. */
export interface WorldRow {
  /** The last log entry that the world contains, and its hash. */
  readonly seq: number;
  readonly logHash: Uint8Array;
  readonly recordedAt: Millis;
  readonly codec: string;
  readonly modelsDigest: Uint8Array;
  readonly digest: Uint8Array;
  readonly world: Uint8Array;
}

/** The digest that a frame should have: over layer, member, times, codec and bytes. */
export function digestOfFrame(row: Omit<FrameRow, 'recordedSeq' | 'digest'>): Uint8Array {
  const { layer, member, issuedAt, validAt, codec, blob } = row;
  return hashFields('anlan frame 1', [layer, member, issuedAt, validAt, codec, blob]);
}

/** The digest that a world should have. */
export function digestOfWorld(row: Omit<WorldRow, 'recordedAt' | 'digest'>): Uint8Array {
  const { seq, logHash, codec, modelsDigest, world } = row;
  return hashFields('anlan world 1', [seq, logHash, codec, modelsDigest, world]);
}

/** A row of `frames` that was read. */
export function frameRow(row: SqlRow): FrameRow {
  return {
    layer: textIn(row, 'layer'),
    member: numberIn(row, 'member'),
    issuedAt: numberIn(row, 'issued_at'),
    validAt: numberIn(row, 'valid_at'),
    recordedSeq: numberIn(row, 'recorded_seq'),
    codec: textIn(row, 'codec'),
    digest: bytesIn(row, 'digest'),
    blob: bytesIn(row, 'blob'),
  };
}

/** A row of `worlds` that was read. */
export function worldRow(row: SqlRow): WorldRow {
  return {
    seq: numberIn(row, 'seq'),
    recordedAt: numberIn(row, 'recorded_at'),
    logHash: bytesIn(row, 'log_hash'),
    codec: textIn(row, 'codec'),
    modelsDigest: bytesIn(row, 'models_digest'),
    digest: bytesIn(row, 'digest'),
    world: bytesIn(row, 'world'),
  };
}

export function insertFrameRow(sql: Sql, row: FrameRow): Promise<void> {
  return sql.run(
    `INSERT INTO frames (layer, member, issued_at, valid_at, recorded_seq, codec, digest, blob)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.layer,
      row.member,
      row.issuedAt,
      row.validAt,
      row.recordedSeq,
      row.codec,
      row.digest,
      row.blob,
    ],
  );
}

/** A second world of one entry takes the first one's place. */
export function insertWorldRow(sql: Sql, row: WorldRow): Promise<void> {
  return sql.run(
    `INSERT OR REPLACE INTO worlds (seq, recorded_at, log_hash, codec, models_digest, digest, world)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [row.seq, row.recordedAt, row.logHash, row.codec, row.modelsDigest, row.digest, row.world],
  );
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { invariant } from '../domain/base/assert.ts';
import type { Millis } from '../domain/base/quantity.ts';
import { err, ok, type Result } from '../domain/base/result.ts';
import type { DensityFrame } from '../domain/crowd/density-frame.ts';
import { sameBytes } from './chain.ts';
import { type Sql, SqlError, type SqlRow } from './sql.ts';
import { digestOfFrame, type FrameRow, frameRow, insertFrameRow } from './stored-rows.ts';

export const DENSITY_LAYER = 'density';
/** Planes of u8 codes, raw deflate, after the number of cells. */
const CODEC = 'u8-planes-deflate-1';
const HEADER_BYTES = 4;
/** The largest grid a site may have. */
const MAX_CELLS = 1_500 * 1_000;

/** A raster as it stands in the file. */
export interface StoredFrame {
  readonly frame: DensityFrame;
  /** The note in the log that holds the digest; in files of format 1 the last entry recorded before the frame. */
  readonly recordedSeq: number;
  /** SHA-256 over layer, times, codec and bytes. */
  readonly digest: Uint8Array;
}

/** A frame's two planes as bytes: u32 number of cells, then the raw deflate of the density and the age codes. */
export function encodeFrame(frame: DensityFrame): Uint8Array {
  const { density, age } = frame;
  const cells = density.length;
  invariant(age.length === cells, `frame with ${cells} densities and ${age.length} ages`);
  invariant(cells <= MAX_CELLS, `frame of ${cells} cells`);
  const planes = new Uint8Array(2 * cells);
  planes.set(density);
  planes.set(age, cells);
  const packed = deflateRawSync(planes, { level: 1 });
  const blob = new Uint8Array(HEADER_BYTES + packed.byteLength);
  new DataView(blob.buffer).setUint32(0, cells, true);
  blob.set(packed, HEADER_BYTES);
  return blob;
}

/** Reads `encodeFrame` back; never throws, whatever the bytes. */
export function decodeFrame(blob: Uint8Array, issuedAt: Millis): Result<DensityFrame> {
  if (blob.byteLength < HEADER_BYTES)
    return err(`a frame of ${blob.byteLength} bytes has no header`);
  const cells = new DataView(blob.buffer, blob.byteOffset).getUint32(0, true);
  if (cells > MAX_CELLS) return err(`a frame of ${cells} cells is larger than any site`);
  try {
    const planes = inflateRawSync(blob.subarray(HEADER_BYTES), { maxOutputLength: 2 * cells + 1 });
    if (planes.byteLength !== 2 * cells) return err(`a frame holds fewer than its ${cells} cells`);
    const copy = Uint8Array.from(planes);
    return ok({ issuedAt, density: copy.subarray(0, cells), age: copy.subarray(cells) });
  } catch {
    return err(`the ${cells} cells of a frame cannot be unpacked`);
  }
}

/** Writes one density frame; part of the caller's transaction. */
export async function insertFrame(
  sql: Sql,
  frame: DensityFrame,
  recordedSeq: number,
): Promise<FrameRow> {
  const { issuedAt } = frame;
  const content = {
    layer: DENSITY_LAYER,
    member: 0,
    issuedAt,
    validAt: issuedAt,
    codec: CODEC,
    blob: encodeFrame(frame),
  };
  const row = { ...content, recordedSeq, digest: digestOfFrame(content) };
  await insertFrameRow(sql, row);
  return row;
}

/** The density frames of [from, to] in order of time; throws `SQLITE_CORRUPT` at one that is damaged. */
export async function selectFrames(
  sql: Sql,
  from: Millis,
  to: Millis,
): Promise<readonly StoredFrame[]> {
  const rows = await sql.all(
    `SELECT * FROM frames WHERE layer = ? AND member = 0 AND valid_at BETWEEN ? AND ?
     ORDER BY valid_at, id`,
    [DENSITY_LAYER, from, to],
  );
  return rows.map(storedFrame);
}

/** Reads a row of `frames`; throws `SQLITE_CORRUPT` when it is not what was written. */
export function storedFrame(row: SqlRow): StoredFrame {
  const stored = frameRow(row);
  const { issuedAt, codec, digest, recordedSeq } = stored;
  if (codec !== CODEC) throw damagedFrame(issuedAt, `codec ${codec} is unknown`);
  if (!sameBytes(digest, digestOfFrame(stored))) throw damagedFrame(issuedAt, 'it was changed');
  const frame = decodeFrame(stored.blob, issuedAt);
  if (!frame.ok) throw damagedFrame(issuedAt, frame.error);
  return { frame: frame.value, recordedSeq, digest };
}

function damagedFrame(issuedAt: Millis, what: string): SqlError {
  return new SqlError(
    'SQLITE_CORRUPT',
    `density frame of ${new Date(issuedAt).toISOString()}: ${what}`,
  );
}

import type { StoredEntry } from './entry-codec.ts';
import type { ScannedRow } from './page-scan.ts';
import type { FrameRow, WorldRow } from './stored-rows.ts';

/** A row of the log with the hashes that stand in it. */
export interface LogRow {
  readonly seq: number;
  readonly stored: StoredEntry;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
}

const isHash = (cell: unknown): cell is Uint8Array =>
  cell instanceof Uint8Array && cell.byteLength === 32;

/** A row that looks like one of the log; the chain says whether it is. */
export function asLogRow({ rowid, cells }: ScannedRow): LogRow | undefined {
  const [seq, observedAt, recordedAt, kind, audience, payload, previous, hash] = cells;
  if (cells.length !== 8 || seq !== undefined || !isHash(previous) || !isHash(hash)) {
    return undefined;
  }
  if (typeof observedAt !== 'number' || typeof recordedAt !== 'number') return undefined;
  if (typeof kind !== 'string' || typeof audience !== 'string') return undefined;
  if (!(payload instanceof Uint8Array)) return undefined;
  return {
    seq: rowid,
    stored: { observedAt, recordedAt, kind, audience, payload },
    previous,
    hash,
  };
}

/** A row of two texts, as documents are; the first entry of the log says whether they are the file's. */
export function asDocument({ cells }: ScannedRow): readonly [string, string] | undefined {
  const [name, content] = cells;
  if (cells.length !== 2 || typeof name !== 'string' || typeof content !== 'string') {
    return undefined;
  }
  return name === 'formatVersion' ? undefined : [name, content];
}

/** A row that looks like one of `frames`; its digest says whether it is. */
export function asFrame({ cells }: ScannedRow): FrameRow | undefined {
  const [id, layer, member, issuedAt, validAt, recordedSeq, codec, digest, blob] = cells;
  if (cells.length !== 9 || id !== undefined || !isHash(digest)) return undefined;
  if (typeof layer !== 'string' || typeof codec !== 'string') return undefined;
  if (typeof member !== 'number' || typeof recordedSeq !== 'number') return undefined;
  if (typeof issuedAt !== 'number' || typeof validAt !== 'number') return undefined;
  if (!(blob instanceof Uint8Array)) return undefined;
  return { layer, member, issuedAt, validAt, recordedSeq, codec, digest, blob };
}

/** A row that looks like one of `worlds`; its digest says whether it is. */
export function asWorld({ rowid, cells }: ScannedRow): WorldRow | undefined {
  const [seq, recordedAt, logHash, codec, modelsDigest, digest, world] = cells;
  if (cells.length !== 7 || seq !== undefined || typeof recordedAt !== 'number') return undefined;
  if (!isHash(logHash) || !isHash(modelsDigest) || !isHash(digest)) return undefined;
  if (typeof codec !== 'string' || !(world instanceof Uint8Array)) return undefined;
  return { seq: rowid, recordedAt, logHash, codec, modelsDigest, digest, world };
}

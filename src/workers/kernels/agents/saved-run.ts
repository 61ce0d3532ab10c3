/** Raised with every change of what is saved; other versions are not read. */
const VERSION = 2;
const MAGIC = 0x414e4c41;

/** A column of a saved run. */
export type SavedColumn =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * Packs columns, bit for bit, little-endian: magic, version, fingerprint (8 bytes), number of columns, byte length of
 * each, then the columns, each on an 8-byte border.
 */
export function packRun(fingerprint: number, columns: readonly SavedColumn[]): Uint8Array {
  const padded = (bytes: number) => (bytes + 7) & ~7;
  const head = padded(20 + 4 * columns.length);
  const size = columns.reduce((sum, { byteLength }) => sum + padded(byteLength), head);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setFloat64(8, fingerprint, true);
  view.setUint32(16, columns.length, true);
  let at = head;
  columns.forEach((column, index) => {
    view.setUint32(20 + 4 * index, column.byteLength, true);
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += padded(column.byteLength);
  });
  return bytes;
}

/** Reads the columns back as bytes; throws in words when they are not a run's of this fingerprint. */
export function unpackRun(bytes: Uint8Array, fingerprint: number): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== MAGIC) {
    throw new Error('saved run: these bytes are not a saved run');
  }
  if (view.getUint32(4, true) !== VERSION) {
    throw new Error(
      `saved run: version ${view.getUint32(4, true)} is not ${VERSION}: run the scenario again from its start`,
    );
  }
  if (view.getFloat64(8, true) !== fingerprint) {
    throw new Error(
      'saved run: it is of another scenario, seed, step or parameter set: open it with those it was saved with',
    );
  }
  // A Buffer's own slice would be a view of the file's bytes and not a column by itself.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(16, true);
  let at = (20 + 4 * count + 7) & ~7;
  return Array.from({ length: count }, (_, index) => {
    const length = at <= bytes.byteLength ? view.getUint32(20 + 4 * index, true) : Number.NaN;
    if (!(at + length <= bytes.byteLength)) throw new Error('saved run: the bytes are cut off');
    const column = plain.slice(at, at + length);
    at += (length + 7) & ~7;
    return column;
  });
}

/** A 64-bit hash of bytes whose number is a multiple of 4, in hex (two multiplicative lanes of 32 bits). */
export function hashBytes(bytes: Uint8Array): string {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const word of words) {
    high = Math.imul(high ^ word, 2654435761);
    high ^= high >>> 15;
    low = Math.imul(low ^ word, 1597334677);
    low ^= low >>> 13;
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return hex(high) + hex(low);
}

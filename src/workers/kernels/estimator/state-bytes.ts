/** Raised with every change of what is saved; other versions are not read. */
const STATE_VERSION = 2;
const MAGIC = 0x414e4c45;

/**
 * Packs columns of numbers, bit for bit. Layout, all Float64 little-endian: magic, version, fingerprint of the site,
 * number of columns, length of each column, then the columns.
 */
export function packState(fingerprint: number, columns: readonly Float64Array[]): Uint8Array {
  const head = [MAGIC, STATE_VERSION, fingerprint, columns.length];
  const words = [...head, ...columns.map((column) => column.length)];
  const size = words.length + columns.reduce((sum, column) => sum + column.length, 0);
  const view = new DataView(new ArrayBuffer(size * 8));
  let at = 0;
  const write = (value: number) => {
    view.setFloat64(at * 8, value, true);
    at += 1;
  };
  words.forEach(write);
  for (const column of columns) column.forEach(write);
  return new Uint8Array(view.buffer);
}

/**
 * Reads `count` columns back; undefined for another version, another site, or bytes that do not add up.
 * A fingerprint that fits means the same site, hence the same lengths.
 */
export function unpackState(
  bytes: Uint8Array,
  fingerprint: number,
  count: number,
): readonly Float64Array[] | undefined {
  const words = Math.floor(bytes.byteLength / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (at: number) => view.getFloat64(at * 8, true);
  if (words < 4 || read(0) !== MAGIC || read(1) !== STATE_VERSION) return undefined;
  if (read(2) !== fingerprint || read(3) !== count || words < 4 + count) return undefined;
  const sizes = Array.from({ length: count }, (_, index) => read(4 + index));
  if (sizes.reduce((sum, size) => sum + size, 4 + count) !== words) return undefined;
  let at = 4 + count;
  return sizes.map((size) => {
    const column = Float64Array.from({ length: size }, (_, index) => read(at + index));
    at += size;
    return column;
  });
}

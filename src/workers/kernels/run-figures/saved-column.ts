/** A column of numbers as base64, for a state that is JSON. */
export function columnText(column: Uint8Array | Uint16Array | Uint32Array | Float32Array): string {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('base64');
}

/** Puts a saved column back into one of the same kind and length. Throws when it does not fit. */
export function restoreColumn(
  column: Uint8Array | Uint16Array | Uint32Array | Float32Array,
  text: string,
): void {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== column.byteLength) {
    throw new Error('the saved figures are of another site');
  }
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength).set(bytes);
}

/** The bytes to send of a file: from `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a Range header for a file of `size` bytes (RFC 9110, section 14). `whole` when there is none, when it is not
 * understood, or when it asks for several ranges, which a server may answer with the whole file.
 */
export function byteRange(header: string | null, size: number): ByteRange | 'whole' | 'outside' {
  const found = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/i.exec(header?.trim() ?? '');
  if (!found) return 'whole';
  const [, from, to, suffix] = found;
  if (from === undefined) {
    const length = Number(suffix);
    if (length === 0 || size === 0) return 'outside';
    return { first: Math.max(0, size - length), last: size - 1 };
  }
  const first = Number(from);
  const last = to ? Math.min(Number(to), size - 1) : size - 1;
  if (to && Number(to) < first) return 'whole';
  return first >= size ? 'outside' : { first, last };
}

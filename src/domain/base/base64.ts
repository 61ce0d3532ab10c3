const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Bytes as base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let k = 0; k < bytes.length; k += 3) {
    const left = bytes.length - k;
    const word = ((bytes[k] ?? 0) << 16) | ((bytes[k + 1] ?? 0) << 8) | (bytes[k + 2] ?? 0);
    text += DIGITS[(word >> 18) & 63];
    text += DIGITS[(word >> 12) & 63];
    text += left > 1 ? DIGITS[(word >> 6) & 63] : '=';
    text += left > 2 ? DIGITS[word & 63] : '=';
  }
  return text;
}

/** The bytes of a base64 text; undefined where it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let k = 0; k < text.length; k += 4) {
    let word = 0;
    for (let digit = 0; digit < 4; digit++) {
      const isPadding = k + digit >= text.length - padding;
      const value = isPadding ? 0 : VALUE.get(text[k + digit] ?? '');
      if (value === undefined) return undefined;
      word = (word << 6) | value;
    }
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) {
      bytes[at++] = (word >> shift) & 0xff;
    }
  }
  return bytes;
}

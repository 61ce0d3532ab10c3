/** First byte of a MAVLink 1 packet (mavlink.io, "Serialization"). */
export const MAVLINK_V1 = 0xfe;
/** The same of MAVLink 2. */
export const MAVLINK_V2 = 0xfd;

/** Bytes besides the payload: header and checksum. */
const V1_OVERHEAD = 8;
const V2_OVERHEAD = 12;
const SIGNATURE_BYTES = 13;
const FLAG_SIGNED = 0x01;

/** No packet is shorter than this many bytes. */
export const SHORTEST_FRAME = V1_OVERHEAD;

/** Whether a packet may begin with this byte. */
export function isFrameStart(byte: number | undefined): boolean {
  return byte === MAVLINK_V1 || byte === MAVLINK_V2;
}

/**
 * Bytes of the packet that begins at `offset`, as its header says; nothing is checked beyond the header.
 * `more`: the bytes end before the header says it. `none`: no packet begins here, or one with an incompatibility
 * flag that is not known and that must therefore be dropped.
 */
export function frameLength(bytes: Uint8Array, offset: number): number | 'more' | 'none' {
  const start = bytes[offset];
  if (!isFrameStart(start)) return 'none';
  const payload = bytes[offset + 1];
  if (payload === undefined) return 'more';
  if (start === MAVLINK_V1) return payload + V1_OVERHEAD;
  const flags = bytes[offset + 2];
  if (flags === undefined) return 'more';
  if ((flags & ~FLAG_SIGNED) !== 0) return 'none';
  return payload + V2_OVERHEAD + ((flags & FLAG_SIGNED) !== 0 ? SIGNATURE_BYTES : 0);
}

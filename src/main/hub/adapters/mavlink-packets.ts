import {
  type MavLinkData,
  type MavLinkDataConstructor,
  MavLinkProtocolV1,
  MavLinkProtocolV2,
  MSG_ID_MAGIC_NUMBER,
  x25crc,
} from 'node-mavlink';
import { frameLength, isFrameStart, MAVLINK_V1 } from './mavlink-frame.ts';

const V1 = new MavLinkProtocolV1();
const V2 = new MavLinkProtocolV2();
const CHECKSUM_BYTES = 2;
const SIGNED_TAIL_BYTES = 15;
const FLAG_SIGNED = 0x01;

/** A packet whose checksum is right. */
export interface MavlinkPacket {
  readonly system: number;
  readonly component: number;
  readonly id: number;
  /** The fields of its payload as node-mavlink reads them. */
  read<T extends MavLinkData>(message: MavLinkDataConstructor<T>): T;
}

/** What a chunk of a stream held, in order. */
export interface Packets {
  readonly packets: readonly MavlinkPacket[];
  /** Packets whose id is in no dialect: without its checksum seed nothing in them can be trusted. */
  readonly unknown: readonly Uint8Array[];
  /** Stretches between packets that are none: each is one packet that was damaged, or bytes of something else. */
  readonly damaged: readonly DamagedStretch[];
}

/** Bytes of a stream that are no packet. */
export interface DamagedStretch {
  /** Its length. */
  readonly bytes: number;
  /** Whether a packet of a known kind began there whose checksum was wrong. */
  readonly wrongChecksum: boolean;
}

/**
 * Cuts one sender's stream into packets, however its chunks fall. After bytes that are no packet it goes on at the
 * next byte that could begin one, so that what is damaged never hides what follows.
 */
export class PacketStream {
  #pending: Uint8Array = new Uint8Array();

  /** Bytes of a packet that has not come to its end. */
  get pending(): number {
    return this.#pending.length;
  }

  feed(chunk: Uint8Array): Packets {
    const found: MutablePackets = { packets: [], unknown: [], damaged: [] };
    const bytes = this.#joined(chunk, found);
    let at = 0;
    let skippedFrom = 0;
    let wrongChecksum = false;
    const closeStretch = () => {
      if (at > skippedFrom) found.damaged.push({ bytes: at - skippedFrom, wrongChecksum });
      wrongChecksum = false;
    };
    while (at < bytes.length) {
      const length = frameLength(bytes, at);
      if (length === 'more' || (length !== 'none' && at + length > bytes.length)) break;
      const kind = length === 'none' ? 'noise' : judge(bytes, at, length);
      if (kind === 'noise' || kind === 'wrongChecksum' || length === 'none') {
        wrongChecksum ||= kind === 'wrongChecksum';
        at += 1;
        continue;
      }
      closeStretch();
      const frame = bytes.subarray(at, at + length);
      if (kind === 'unknown') found.unknown.push(frame);
      else found.packets.push(packetOf(frame));
      at += length;
      skippedFrom = at;
    }
    closeStretch();
    // A copy: the socket's buffer may be used again.
    this.#pending = Uint8Array.from(bytes.subarray(at));
    return found;
  }

  /** A chunk that begins with a whole packet shows that what waited for its end will never be one. */
  #joined(chunk: Uint8Array, found: MutablePackets): Uint8Array {
    if (this.#pending.length === 0) return chunk;
    const length = frameLength(chunk, 0);
    const fresh = typeof length === 'number' && length <= chunk.length && judge(chunk, 0, length);
    if (fresh === 'valid') {
      found.damaged.push({ bytes: this.#pending.length, wrongChecksum: false });
      return chunk;
    }
    return Buffer.concat([this.#pending, chunk]);
  }
}

interface MutablePackets {
  readonly packets: MavlinkPacket[];
  readonly unknown: Uint8Array[];
  readonly damaged: DamagedStretch[];
}

/** Judges the bytes of a packet that lies whole in `bytes`. */
function judge(
  bytes: Uint8Array,
  at: number,
  length: number,
): 'valid' | 'wrongChecksum' | 'unknown' | 'noise' {
  const magic = MSG_ID_MAGIC_NUMBER[String(messageId(bytes, at))];
  const next = at + length;
  if (magic === undefined) {
    return next === bytes.length || isFrameStart(bytes[next]) ? 'unknown' : 'noise';
  }
  const frame = bufferOf(bytes.subarray(at, next));
  const tail = isSigned(bytes, at) ? SIGNED_TAIL_BYTES : CHECKSUM_BYTES;
  const checksum = frame.readUInt16LE(length - tail);
  return x25crc(frame, 1, tail, magic) === checksum ? 'valid' : 'wrongChecksum';
}

function packetOf(frame: Uint8Array): MavlinkPacket {
  const protocol = frame[0] === MAVLINK_V1 ? V1 : V2;
  const v1 = protocol === V1;
  return {
    system: frame[v1 ? 3 : 5] ?? 0,
    component: frame[v1 ? 4 : 6] ?? 0,
    id: messageId(frame, 0),
    read: (message) => protocol.data(protocol.payload(bufferOf(frame)), message),
  };
}

function messageId(bytes: Uint8Array, at: number): number {
  if (bytes[at] === MAVLINK_V1) return bytes[at + 5] ?? 0;
  return (bytes[at + 7] ?? 0) | ((bytes[at + 8] ?? 0) << 8) | ((bytes[at + 9] ?? 0) << 16);
}

function isSigned(bytes: Uint8Array, at: number): boolean {
  return bytes[at] !== MAVLINK_V1 && ((bytes[at + 2] ?? 0) & FLAG_SIGNED) !== 0;
}

/** The same bytes as node-mavlink wants them. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

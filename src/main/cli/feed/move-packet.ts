import {
  common,
  type MavLinkData,
  type MavLinkDataConstructor,
  MSG_ID_MAGIC_NUMBER,
  minimal,
  x25crc,
} from 'node-mavlink';
import type { LonLat } from '../../../domain/base/quantity.ts';
import type { Placement } from './placement.ts';

const MAVLINK_V1 = 0xfe;
const CHECKSUM_BYTES = 2;
const FLAG_SIGNED = 0x01;
const FULL_CIRCLE_CDEG = 36_000;
const UNKNOWN_CDEG = 65_535;

type Message = MavLinkDataConstructor<MavLinkData>;
type Moves = (payload: Payload, placement: Placement) => void;

/** Messages that say where a vehicle is or which way it looks, and what becomes of them elsewhere. */
const MOVED = new Map<number, { readonly message: Message; readonly move: Moves }>([
  moved(common.GlobalPositionInt, (payload, placement) => {
    movePosition(payload, placement, 'lon', 'lat');
    const [vy, vx] = placement.velocity([payload.int16('vy'), payload.int16('vx')]);
    payload.setInt16('vx', Math.round(vx));
    payload.setInt16('vy', Math.round(vy));
    moveDirection(payload, placement, 'hdg');
  }),
  moved(common.GpsRawInt, (payload, placement) => {
    movePosition(payload, placement, 'lon', 'lat');
    moveDirection(payload, placement, 'cog');
  }),
  moved(common.Gps2Raw, (payload, placement) => {
    movePosition(payload, placement, 'lon', 'lat');
    moveDirection(payload, placement, 'cog');
  }),
  moved(common.HomePosition, (payload, placement) => {
    movePosition(payload, placement, 'longitude', 'latitude');
  }),
  moved(common.VfrHud, (payload, placement) => {
    payload.setInt16('heading', Math.round(placement.direction(payload.int16('heading'))) % 360);
  }),
]);

/** Messages that mean the same anywhere. */
const KEPT: ReadonlySet<number> = new Set(
  [
    minimal.Heartbeat,
    common.SysStatus,
    common.SystemTime,
    common.BatteryStatus,
    common.StatusText,
  ].map(({ MSG_ID }) => MSG_ID),
);

/**
 * A MAVLink packet as it would have been sent elsewhere, with a right checksum and without its signature. Undefined for
 * kinds of messages that may speak of a place and are not known here: left out rather than left behind.
 */
export function movePacket(packet: Uint8Array, placement: Placement): Uint8Array | undefined {
  const isV1 = packet[0] === MAVLINK_V1;
  const id = messageId(packet, isV1);
  if (KEPT.has(id)) return packet;
  const known = MOVED.get(id);
  if (known === undefined) return undefined;
  const payload = new Payload(packet, isV1, known.message);
  known.move(payload, placement);
  return payload.packet();
}

/** The position that a GLOBAL_POSITION_INT packet gives; undefined for other kinds, and where it has none. */
export function positionIn(packet: Uint8Array): LonLat | undefined {
  const isV1 = packet[0] === MAVLINK_V1;
  if (messageId(packet, isV1) !== common.GlobalPositionInt.MSG_ID) return undefined;
  const payload = new Payload(packet, isV1, common.GlobalPositionInt);
  const lat = payload.int32('lat');
  const lon = payload.int32('lon');
  return lat === 0 && lon === 0 ? undefined : [lon / 1e7, lat / 1e7];
}

function moved(message: Message, move: Moves) {
  return [message.MSG_ID, { message, move }] as const;
}

function movePosition(payload: Payload, placement: Placement, lonField: string, latField: string) {
  const lat = payload.int32(latField);
  const lon = payload.int32(lonField);
  // 0, 0 is how an autopilot says that it has no position.
  if (lat === 0 && lon === 0) return;
  const [toLon, toLat] = placement.position([lon / 1e7, lat / 1e7]);
  payload.setInt32(lonField, Math.round(toLon * 1e7));
  payload.setInt32(latField, Math.round(toLat * 1e7));
}

function moveDirection(payload: Payload, placement: Placement, field: string) {
  const was = payload.uint16(field);
  if (was === UNKNOWN_CDEG) return;
  payload.setUint16(field, Math.round(placement.direction(was / 100) * 100) % FULL_CIRCLE_CDEG);
}

function messageId(packet: Uint8Array, isV1: boolean): number {
  if (isV1) return packet[5] ?? 0;
  return (packet[7] ?? 0) | ((packet[8] ?? 0) << 8) | ((packet[9] ?? 0) << 16);
}

/** The payload of a packet by the fields of its message; MAVLink 2 leaves zeros at its end away. */
class Payload {
  readonly #message: Message;
  readonly #header: Uint8Array;
  readonly #isV1: boolean;
  readonly #view: DataView;

  constructor(packet: Uint8Array, isV1: boolean, message: Message) {
    const from = isV1 ? 6 : 10;
    const length = packet[1] ?? 0;
    const whole = new Uint8Array(Math.max(length, message.PAYLOAD_LENGTH));
    whole.set(packet.subarray(from, from + length));
    this.#message = message;
    this.#header = Uint8Array.from(packet.subarray(0, from));
    this.#isV1 = isV1;
    this.#view = new DataView(whole.buffer);
  }

  int32 = (field: string) => this.#view.getInt32(this.#at(field), true);
  int16 = (field: string) => this.#view.getInt16(this.#at(field), true);
  uint16 = (field: string) => this.#view.getUint16(this.#at(field), true);
  setInt32 = (field: string, value: number) => this.#view.setInt32(this.#at(field), value, true);
  setInt16 = (field: string, value: number) => this.#view.setInt16(this.#at(field), value, true);
  setUint16 = (field: string, value: number) => this.#view.setUint16(this.#at(field), value, true);

  packet(): Uint8Array {
    const payload = new Uint8Array(this.#view.buffer).subarray(0, this.#length());
    const bytes = Buffer.concat([this.#header, payload, Buffer.alloc(CHECKSUM_BYTES)]);
    bytes[1] = payload.length;
    // Whoever signed it signed other bytes.
    if (!this.#isV1) bytes[2] = (bytes[2] ?? 0) & ~FLAG_SIGNED;
    const magic = MSG_ID_MAGIC_NUMBER[String(this.#message.MSG_ID)] ?? 0;
    bytes.writeUInt16LE(x25crc(bytes, 1, CHECKSUM_BYTES, magic), bytes.length - CHECKSUM_BYTES);
    return bytes;
  }

  #length(): number {
    if (this.#isV1) return this.#header[1] ?? 0;
    const whole = new Uint8Array(this.#view.buffer);
    let length = whole.length;
    while (length > 1 && whole[length - 1] === 0) length -= 1;
    return length;
  }

  #at(field: string): number {
    const found = this.#message.FIELDS.find(({ name }) => name === field);
    if (!found) throw new Error(`invariant broken: ${this.#message.MSG_NAME} has no ${field}`);
    return found.offset;
  }
}

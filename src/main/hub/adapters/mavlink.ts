import { z } from 'zod';
import type { DroneId } from '../../../domain/base/ids.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import type { DeliveryReceipt } from '../../../domain/session/source.ts';
import {
  type Adapter,
  type DecoderOut,
  NOTHING_DECODED,
  type RawMessage,
  unreadable,
} from './adapter.ts';
import { type DamagedStretch, PacketStream } from './mavlink-packets.ts';
import { MavlinkSystems } from './mavlink-systems.ts';
import { receiveUdp } from './mavlink-udp.ts';
import { otherFormat, splitTlog, startsAsTlog } from './tlog.ts';

/** Senders whose half packets are remembered; one who is forgotten loses at most one packet. */
const MOST_SENDERS = 64;

const configSchema = z
  .object({
    /** UDP port on 127.0.0.1; 0: any that is free, and the feed says which. */
    port: z.number().int().min(0).max(65_535).default(14_550),
    /** Names by system id; without one it is UAV-<system id>. */
    callsigns: z
      .record(z.string().regex(/^\d{1,3}$/, 'a system id is a number'), z.string().min(1).max(64))
      .default({}),
    /** Drones are called <idPrefix>-<system id>: two feeds whose systems have the same numbers need two. */
    idPrefix: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
      .default('drone'),
  })
  .strict();

type MavlinkConfig = z.infer<typeof configSchema>;

/**
 * MAVLink 1 and 2 over UDP on 127.0.0.1, and .tlog files posted to the feed. Drones may share a stream. The time of a
 * datagram is when it was received, for MAVLink's own clocks begin at power-on; a .tlog brings its own.
 * Signatures are passed over, not checked: the feed has no key.
 */
export const mavlink: Adapter<MavlinkConfig> = {
  kind: 'mavlink-udp',
  config: configSchema,
  decoder(config, out) {
    const systems = new MavlinkSystems({
      drone: (system) => `${config.idPrefix}-${system}` as DroneId,
      callsign: (system) => config.callsigns[system] ?? `UAV-${system}`,
    });
    const streams = new Map<string, PacketStream>();
    return async (raw) => {
      const stream = streamOf(streams, raw.from ?? '');
      if (stream.pending === 0) {
        const other = otherFormat(raw.bytes);
        if (other !== undefined) return refuse(out, raw, other);
        if (startsAsTlog(raw.bytes)) return await takeTlog(raw, systems, out);
      }
      return await takeChunk(raw, stream, systems, out);
    };
  },
  start(config, out, signal) {
    const receive = this.decoder(config, out);
    out.endpoint(receive);
    receiveUdp({ host: '127.0.0.1', port: config.port }, receive, out, signal);
    return undefined;
  },
};

function streamOf(streams: Map<string, PacketStream>, from: string): PacketStream {
  const known = streams.get(from);
  if (known) return known;
  const [oldest] = streams.keys();
  if (oldest !== undefined && streams.size >= MOST_SENDERS) streams.delete(oldest);
  const stream = new PacketStream();
  streams.set(from, stream);
  return stream;
}

async function takeChunk(
  raw: RawMessage,
  stream: PacketStream,
  systems: MavlinkSystems,
  out: DecoderOut,
): Promise<DeliveryReceipt> {
  if (raw.bytes.length === 0) return refuse(out, raw, 'an empty datagram: no MAVLink packet in it');
  const at = out.receivedAt();
  const { packets, unknown, damaged } = stream.feed(raw.bytes);
  for (const bytes of unknown) out.unknown({ ...raw, bytes });
  if (packets.length === 0 && unknown.length === 0 && damaged.length > 0) {
    return refuse(out, raw, wordsOf(damaged, raw.bytes.length));
  }
  if (packets.length === 0 && damaged.length === 0) {
    return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: true };
  }
  const drones = systems.take(packets, at);
  const refusals = damaged.map((one) => ({ reason: wordsOf([one], raw.bytes.length) }));
  return await out.deliver({ ...NOTHING_DECODED, drones, refusals }, raw);
}

/** A whole recording: its own stamps are the times, and every record is judged for itself. */
async function takeTlog(
  raw: RawMessage,
  systems: MavlinkSystems,
  out: DecoderOut,
): Promise<DeliveryReceipt> {
  const problems: string[] = [];
  const drones: DroneReport[] = [];
  for (const { at, bytes } of splitTlog(raw.bytes, (words) => problems.push(words))) {
    drones.push(...takeRecord(at, bytes, systems, raw, out, problems));
  }
  const refusals = problems.map((reason) => ({ reason }));
  return await out.deliver({ ...NOTHING_DECODED, drones, refusals }, raw);
}

function takeRecord(
  at: Millis,
  bytes: Uint8Array,
  systems: MavlinkSystems,
  raw: RawMessage,
  out: DecoderOut,
  problems: string[],
): readonly DroneReport[] {
  const { packets, unknown, damaged } = new PacketStream().feed(bytes);
  for (const one of unknown) out.unknown({ ...raw, bytes: one });
  if (damaged.length > 0) problems.push(wordsOf(damaged, bytes.length));
  return systems.take(packets, at);
}

function refuse(out: DecoderOut, raw: RawMessage, reason: string): DeliveryReceipt {
  out.fail(reason, raw);
  return unreadable(reason);
}

function wordsOf(damaged: readonly DamagedStretch[], of: number): string {
  const bytes = damaged.reduce((sum, one) => sum + one.bytes, 0);
  const why = damaged.some(({ wrongChecksum }) => wrongChecksum)
    ? 'no MAVLink packet with a right checksum (damaged on the way, or of another dialect)'
    : 'no MAVLink packet';
  return `${bytes} of ${of} bytes are ${why}`;
}

import type { Socket } from 'node:net';
import { z } from 'zod';
import type { DeliveryReceipt } from '../../../domain/session/source.ts';
import {
  type Adapter,
  type Decoded,
  type DecoderOut,
  NOTHING_DECODED,
  type RawMessage,
  unreadable,
} from './adapter.ts';
import { cotServerSchema, keepConnected } from './cot-connect.ts';
import { listenTcp, listenUdp } from './cot-listen.ts';
import { readCotMeaning } from './cot-meaning.ts';
import { readTakMessage } from './cot-protobuf.ts';
import { type CotFrame, CotSplitter, TAK_MAGIC } from './cot-splitter.ts';
import { readCotXml } from './cot-xml.ts';

const configSchema = z
  .object({
    /** A port of this machine where peers send to. */
    listen: z
      .object({
        protocol: z.enum(['tcp', 'udp']),
        /** 0: any free port; the feed's account names it. */
        port: z.number().int().min(0).max(65_535),
      })
      .strict()
      .optional(),
    /** A TAK server to take the stream from. */
    connect: cotServerSchema.optional(),
    /** The ground's height above the WGS84 ellipsoid, metres: without it drones have no altitude. */
    groundHaeM: z.number().min(-500).max(9_000).optional(),
  })
  .strict()
  .refine(({ listen, connect }) => !listen || !connect, {
    error: 'listen or connect, not both: make two feeds',
  });

type CotConfig = z.infer<typeof configSchema>;

/**
 * Cursor on Target (MITRE base schema 2.0, TAK protocol version 1): units, drones and marks of other systems. XML and
 * protobuf come through a port of this machine, from a TAK server, or, with neither set, as posted messages.
 */
export const cot: Adapter<CotConfig> = {
  kind: 'cot',
  config: configSchema,
  decoder(config, out) {
    return async (raw) => await take(framesOf(raw.bytes), raw, config, out);
  },
  start(config, out, signal) {
    const decode = this.decoder(config, out);
    const stream = async (socket: Socket, from: string) => {
      const splitter = new CotSplitter();
      const handOn = async (frames: readonly CotFrame[]) => {
        // One at a time: a slow record holds the sender back.
        for (const frame of frames) {
          await take([frame], { bytes: bytesOf(frame), from }, config, out);
        }
      };
      for await (const chunk of socket) await handOn(splitter.push(chunk as Uint8Array));
      await handOn(splitter.end());
    };
    const report = (state: 'up' | 'down', words: string) => out.connection(state, words);
    if (config.connect) {
      const from = `${config.connect.host}:${config.connect.port}`;
      const run = (socket: Socket) => stream(socket, from);
      keepConnected(config.connect, { run, report }, signal);
    } else if (config.listen) {
      const listen = config.listen.protocol === 'tcp' ? listenTcp : listenUdp;
      const datagram = async (bytes: Uint8Array, from: string) => {
        await decode({ bytes, from });
      };
      listen(config.listen.port, { peer: stream, datagram, report }, signal);
    } else {
      out.endpoint(decode);
    }
    return undefined;
  },
};

/** The events of one message: a datagram of the TAK protocol, or XML events one after the other. */
function framesOf(bytes: Uint8Array): readonly CotFrame[] {
  // Mesh framing: magic, version, magic, and the payload up to the end of the datagram.
  if (bytes[0] === TAK_MAGIC && bytes[2] === TAK_MAGIC && (bytes[1] ?? 2) < 2) {
    const payload = bytes.subarray(3);
    if (bytes[1] === 1) return [{ kind: 'protobuf', bytes: payload }];
    return framesOf(payload);
  }
  const splitter = new CotSplitter();
  return [...splitter.push(bytes), ...splitter.end()];
}

function bytesOf(frame: CotFrame): Uint8Array {
  return frame.kind === 'junk' ? new Uint8Array() : frame.bytes;
}

/** Decodes frames and hands on what they hold together. */
async function take(
  frames: readonly CotFrame[],
  raw: RawMessage,
  { groundHaeM }: CotConfig,
  out: DecoderOut,
): Promise<DeliveryReceipt> {
  const decoded = decodeFrames(frames, out.receivedAt(), groundHaeM);
  if (decoded.events === 0) {
    const reason = decoded.problems[0] ?? 'no Cursor-on-Target event in the message';
    out.fail(reason, raw);
    return unreadable(reason);
  }
  if (decoded.isEmpty && decoded.problems.length === 0) {
    out.unknown(raw);
    return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: true };
  }
  const refusals = decoded.problems.map((reason) => ({ reason }));
  return await out.deliver({ ...decoded.content, refusals }, raw);
}

interface DecodedFrames {
  /** Events that could be read, whatever they mean. */
  readonly events: number;
  readonly isEmpty: boolean;
  readonly content: Decoded;
  readonly problems: readonly string[];
}

function decodeFrames(
  frames: readonly CotFrame[],
  receivedAt: number,
  groundHaeM: number | undefined,
): DecodedFrames {
  const problems: string[] = [];
  const units: Decoded['units'][number][] = [];
  const drones: Decoded['drones'][number][] = [];
  const marks: Decoded['marks'][number][] = [];
  const removedMarks: string[] = [];
  let events = 0;
  for (const frame of frames) {
    if (frame.kind === 'junk') {
      problems.push(`${frame.byteCount} bytes are no Cursor-on-Target event`);
      continue;
    }
    const read = frame.kind === 'xml' ? readCotXml(frame.bytes) : readTakMessage(frame.bytes);
    if (!read.ok) {
      problems.push(read.error);
      continue;
    }
    events += 1;
    if (read.value === undefined) continue;
    const meaning = readCotMeaning(read.value, receivedAt, groundHaeM);
    if (!meaning.ok) problems.push(meaning.error);
    else if (meaning.value.kind === 'unit') units.push(meaning.value.unit);
    else if (meaning.value.kind === 'drone') drones.push(meaning.value.drone);
    else if (meaning.value.kind === 'mark') marks.push(meaning.value.mark);
    else if (meaning.value.kind === 'removed') removedMarks.push(...meaning.value.marks);
  }
  const count = units.length + drones.length + marks.length + removedMarks.length;
  const content: Decoded = {
    ...NOTHING_DECODED,
    units,
    drones,
    marks,
    ...(removedMarks.length > 0 ? { removedMarks } : {}),
  };
  return { events, isEmpty: count === 0, content, problems };
}

import { z } from 'zod';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err } from '../../../domain/base/result.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import type { DeliveryReceipt } from '../../../domain/session/source.ts';
import {
  type Adapter,
  type AdapterOut,
  type DecoderOut,
  NOTHING_DECODED,
  type RawMessage,
  type Receive,
  unreadable,
} from './adapter.ts';
import { DjiAircraft, djiDrone } from './dji-cloud-aircraft.ts';
import {
  type Aircraft,
  aircraftSchema,
  DJI_FILTERS,
  type DjiTopic,
  type Envelope,
  envelopeSchema,
  readTopic,
  SPEAKER_EVENTS,
  speakerProgressSchema,
} from './dji-cloud-messages.ts';
import { DjiSpeakers } from './dji-cloud-speaker.ts';
import { openMqttLink, outsideBrokerSchema } from './mqtt-link.ts';

const serialSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'a serial number');

const configSchema = z
  .object({
    /** The hub's own broker, or one elsewhere. */
    broker: z.union([z.literal('embedded'), outsideBrokerSchema]).default('embedded'),
    /** Names by the aircraft's serial number. */
    callsigns: z.record(serialSchema, z.string().min(1).max(64)).default({}),
    /** PSDK index of the loudspeaker by serial number, for aircraft whose gateway does not say it. */
    speakers: z.record(serialSchema, z.number().int().min(0).max(255)).default({}),
    /** Recordings that loudspeakers can play: PCM that the gateway fetches. */
    recordings: z
      .record(
        z.string().min(1).max(64),
        z.object({ url: z.url(), md5: z.string().regex(/^[0-9a-f]{32}$/, 'MD5 in hex') }).strict(),
      )
      .default({}),
    replyWithinS: z.number().min(1).max(120).default(10),
  })
  .strict();

type DjiConfig = z.infer<typeof configSchema>;

type Publish = AdapterOut['publish'];

/** What of a message is for the loudspeakers; true when it was of use. */
interface SpeakerInbox {
  reply(envelope: Envelope): boolean;
  event(serial: string, envelope: Envelope): boolean;
  state(serial: string, data: Aircraft): void;
}

/** A preview reaches no loudspeaker. */
const NO_SPEAKERS: SpeakerInbox = {
  reply: () => false,
  event: () => false,
  state: () => undefined,
};

/**
 * DJI docks and remote controls by the DJI Cloud API, over the hub's own broker or one elsewhere: positions, battery,
 * mode and home of their aircraft in, loudspeaker orders out with their progress. The hub answers no binding or
 * topology requests: a gateway is bound by the platform that owns it, whose broker's topics the hub shares.
 */
export const djiCloud: Adapter<DjiConfig> = {
  kind: 'dji-cloud',
  config: configSchema,
  decoder: (config, out) => receiver(new DjiAircraft(config), out, NO_SPEAKERS),
  start(config, out, signal) {
    const aircraft = new DjiAircraft(config);
    // Set once the way is open; nothing is ordered before.
    let publish: Publish = () => Promise.reject(new Error('the feed is starting'));
    const speakers = new DjiSpeakers({
      publish: (topic, payload) => publish(topic, payload),
      progress: out.broadcastProgress,
      now: out.receivedAt,
      recordings: config.recordings,
      replyWithinMs: config.replyWithinS * SECOND,
      signal,
    });
    const inbox: SpeakerInbox = {
      reply: (envelope) => speakers.takeReply(envelope),
      event(serial, envelope) {
        const progress = speakerProgressSchema.safeParse(envelope.data);
        if (!progress.success) return false;
        if (!speakers.takeProgress(serial, envelope.bid, progress.data)) return false;
        if (envelope.need_reply !== 1) return true;
        publish(`thing/product/${serial}/events_reply`, answerTo(envelope, out.receivedAt())).catch(
          (error: unknown) => out.fail(`answering ${serial}: ${wordsOf(error)}`),
        );
        return true;
      },
      state(serial, data) {
        const idle = data.psdk_widget_values?.some(({ speaker }) => speaker?.system_state === 0);
        if (idle) speakers.takeIdle(djiDrone(serial));
      },
    };
    publish = connect(config, receiver(aircraft, out, inbox), out, signal);
    return {
      loudspeakers: () => aircraft.speakers(out.receivedAt()),
      async broadcast(order) {
        const place = aircraft.speaker(order.drone, out.receivedAt());
        return place
          ? await speakers.send(order, place)
          : err(`${order.drone} has not been heard of, or has no loudspeaker`);
      },
    };
  },
};

function receiver(aircraft: DjiAircraft, out: DecoderOut, speakers: SpeakerInbox): Receive {
  return async (raw) => {
    const envelope = readEnvelope(raw.bytes);
    if (typeof envelope === 'string') return refuse(out, raw, envelope);
    const topic = topicOf(raw);
    if (!topic) return refuse(out, raw, `topic ${raw.from} is none of DJI's thing/product/…`);
    return await take(topic, envelope, raw, { aircraft, out, speakers });
  };
}

interface Inside {
  readonly aircraft: DjiAircraft;
  readonly out: DecoderOut;
  readonly speakers: SpeakerInbox;
}

async function take(
  topic: { readonly serial: string; readonly kind: DjiTopic },
  envelope: Envelope,
  raw: RawMessage,
  { aircraft, out, speakers }: Inside,
): Promise<DeliveryReceipt> {
  const { serial, kind } = topic;
  if (kind === 'services_reply' || kind === 'events') {
    const used =
      kind === 'services_reply'
        ? speakers.reply(envelope)
        : SPEAKER_EVENTS.has(envelope.method ?? '') && speakers.event(serial, envelope);
    if (used) return await out.deliver(NOTHING_DECODED, raw);
    out.unknown(raw);
    return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: true };
  }
  const data = aircraftSchema.safeParse(envelope.data);
  if (!data.success) {
    const [issue] = data.error.issues;
    return refuse(out, raw, `${kind} of ${serial}: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const receivedAt = out.receivedAt();
  const observedAt = envelope.timestamp ?? receivedAt;
  const report = aircraft.take(serial, envelope.gateway, data.data, { observedAt, receivedAt });
  speakers.state(serial, data.data);
  const drones: readonly DroneReport[] = report ? [report] : [];
  return await out.deliver({ ...NOTHING_DECODED, drones }, raw);
}

/** A sample that somebody looks at has no topic: it is taken for the properties of an aircraft. */
function topicOf({ from }: RawMessage) {
  if (from === undefined || from === 'sample') {
    return { serial: 'sample', kind: 'osd' as const };
  }
  return readTopic(from);
}

function readEnvelope(bytes: Uint8Array): Envelope | string {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return `not JSON: ${wordsOf(error)}`;
  }
  const envelope = envelopeSchema.safeParse(json);
  if (envelope.success) return envelope.data;
  const [issue] = envelope.error.issues;
  return `not a message of the DJI Cloud API: ${issue?.path.join('.')}: ${issue?.message}`;
}

/** A gateway repeats an event that wants an answer until it has one. */
function answerTo({ tid, bid, method }: Envelope, timestamp: Millis): Uint8Array {
  return Buffer.from(JSON.stringify({ tid, bid, method, timestamp, data: { result: 0 } }));
}

/** Subscribes where the gateways publish; gives the way back to them. */
function connect(
  { broker }: DjiConfig,
  receive: Receive,
  out: AdapterOut,
  signal: AbortSignal,
): Publish {
  if (broker === 'embedded') {
    for (const filter of DJI_FILTERS) out.subscribe(filter, receive);
    out.connection('up', "the hub's own broker");
    return out.publish;
  }
  const link = openMqttLink(
    broker,
    DJI_FILTERS,
    {
      take: async (raw) => (await receive(raw)).committed,
      state: (state, words) => out.connection(state, words),
    },
    signal,
  );
  return link.publish;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refuse(out: DecoderOut, raw: RawMessage, reason: string): DeliveryReceipt {
  out.fail(reason, raw);
  return unreadable(reason);
}

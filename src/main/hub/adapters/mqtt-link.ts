import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { z } from 'zod';
import type { RawMessage } from './adapter.ts';

/** Where a broker is and who we are to it. Secrets are named by where they are kept, never held. */
export const outsideBrokerSchema = z
  .object({
    url: z.url({
      protocol: /^(?:mqtts?|wss?)$/,
      error: 'a broker is mqtt://, mqtts://, ws:// or wss:// and a host',
    }),
    username: z.string().min(1).optional(),
    /** Name of the environment variable that holds the password. */
    passwordFrom: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable')
      .optional(),
    /** Under which the broker keeps what we have not acknowledged; one for each hub. */
    clientId: z.string().min(1).max(200),
    /** PEM files: who may have signed the broker's certificate, and our own certificate with its key. */
    caFile: z.string().min(1).optional(),
    certFile: z.string().min(1).optional(),
    keyFile: z.string().min(1).optional(),
    mqttVersion: z.enum(['5', '3.1.1']).default('5'),
  })
  .strict()
  .refine(({ url }) => new URL(url).password === '' && new URL(url).username === '', {
    error: 'name and password belong into username and passwordFrom, not into the address',
    path: ['url'],
  })
  .refine(({ certFile, keyFile }) => (certFile === undefined) === (keyFile === undefined), {
    error: 'certFile and keyFile go together',
    path: ['certFile'],
  });
export type OutsideBroker = z.infer<typeof outsideBrokerSchema>;

/** What the link does with what comes. */
export interface MqttLinkEvents {
  /** Takes a message; resolves to whether it is on disk. */
  take(message: RawMessage): Promise<boolean>;
  /** The link came up or went down, in words. */
  state(state: 'up' | 'down', words: string): void;
}

/** What can be done at a link beside receiving. */
export interface MqttLink {
  /** Publishes now or never (QoS 0): rejects while the broker is away, and nothing is sent later instead. */
  publish(topic: string, payload: Uint8Array): Promise<void>;
}

/** The broker keeps our session, and what is published meanwhile, for this long (MQTT 5, 3.1.2.11.2). */
const SESSION_EXPIRY_S = 7 * 24 * 3_600;
/** Messages that may wait for their commit at one time; the broker holds further ones back. */
const MAX_IN_FLIGHT = 4_000;
const KEEPALIVE_S = 30;
const CONNECT_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** A message that could not be recorded is offered again after this. */
const NOT_COMMITTED_MS = 2_000;
/** Why mqtt.js is told not to acknowledge a message itself: it is done later, when the message is on disk. */
const LATER = new Error('acknowledged when committed');

/**
 * Subscribes at a broker until `signal` aborts, and comes back by itself. A message is acknowledged when `take` says
 * that it is on disk; the session is kept at the broker, so that what was not acknowledged comes again.
 */
export function openMqttLink(
  broker: OutsideBroker,
  topics: readonly string[],
  on: MqttLinkEvents,
  signal: AbortSignal,
): MqttLink {
  const where = new URL(broker.url);
  const place = `${where.protocol}//${where.host}`;
  const away: MqttLink = {
    publish: () => Promise.reject(new Error(`${place} is not connected`)),
  };
  const password = broker.passwordFrom === undefined ? undefined : process.env[broker.passwordFrom];
  if (broker.passwordFrom !== undefined && password === undefined) {
    on.state('down', `${place}: the environment variable ${broker.passwordFrom} is not set`);
    return away;
  }
  let client: MqttClient;
  try {
    client = connect(broker.url, clientOptions(broker, password));
  } catch (error) {
    // A certificate that cannot be read.
    on.state('down', `${place}: ${wordsOf(error)}`);
    return away;
  }
  let why = 'no answer';
  let retryMs = FIRST_RETRY_MS;
  client.on('connect', () => {
    client.subscribe([...topics], { qos: 1 }, (error, granted) => {
      const refused = granted?.find(({ qos }) => qos >= 128);
      if (error || refused) {
        const reason = error ? wordsOf(error) : `no right to subscribe to ${refused?.topic}`;
        on.state('down', `${place}: ${reason}`);
        return;
      }
      retryMs = FIRST_RETRY_MS;
      client.options.reconnectPeriod = FIRST_RETRY_MS;
      why = 'the connection was lost';
      on.state('up', `${place} as ${broker.clientId}`);
    });
  });
  client.on('error', (error) => {
    why = wordsOf(error);
  });
  client.on('disconnect', (packet) => {
    // MQTT 5, 3.14.2.1: the broker says why (0x8E: another client has taken our id).
    if (packet.reasonCode !== undefined && packet.reasonCode >= 0x80) {
      why =
        packet.reasonCode === 0x8e
          ? `another client is connected as ${broker.clientId}`
          : `the broker ended the connection (reason ${packet.reasonCode})`;
    }
  });
  client.on('close', () => {
    client.options.reconnectPeriod = retryMs;
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
    if (!signal.aborted) on.state('down', `${place}: ${why}`);
  });
  acknowledgeWhenCommitted(client, on, signal);
  signal.addEventListener('abort', () => client.end(), { once: true });
  return {
    async publish(topic, payload) {
      if (!client.connected) return await away.publish(topic, payload);
      await client.publishAsync(topic, Buffer.from(payload), { qos: 0 });
    },
  };
}

/** Reads the PEM files, once for each start of the feed; throws where one cannot be read. */
function clientOptions(broker: OutsideBroker, password: string | undefined): IClientOptions {
  const { username, clientId, caFile, certFile, keyFile } = broker;
  return {
    clientId,
    clean: false,
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectPeriod: FIRST_RETRY_MS,
    reconnectOnConnackError: true,
    resubscribe: false,
    ...(broker.mqttVersion === '5'
      ? {
          protocolVersion: 5,
          properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: MAX_IN_FLIGHT },
        }
      : { protocolVersion: 4 }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
    ...(certFile === undefined ? {} : { cert: readFileSync(certFile) }),
    ...(keyFile === undefined ? {} : { key: readFileSync(keyFile) }),
  };
}

/**
 * mqtt.js handles one message after the other and acknowledges each when its handler is done: with a commit every
 * 100 ms that would be ten messages a second. So its handler is done at once, with an error, which keeps it from
 * acknowledging, and the acknowledgement is written when the message is on disk.
 */
function acknowledgeWhenCommitted(client: MqttClient, on: MqttLinkEvents, signal: AbortSignal) {
  let inFlight = 0;
  let held: (() => void) | undefined;
  const acknowledge = acknowledgements();
  client.handleMessage = (packet, done) => {
    const { stream } = client;
    const message = { bytes: bytesOf(packet.payload), from: packet.topic };
    const isWanted = () => !signal.aborted && client.connected && client.stream === stream;
    const { messageId } = packet;
    inFlight += 1;
    const settled = (committed: boolean) => {
      inFlight -= 1;
      if (committed && messageId !== undefined && isWanted()) acknowledge(stream, messageId);
      held?.();
      held = undefined;
    };
    const taken =
      packet.qos === 0 ? on.take(message) : untilCommitted(() => on.take(message), isWanted);
    // An adapter that throws is a bug; the message comes again with the next connection.
    taken.then(settled, () => settled(false));
    const next = () => done(LATER);
    // A broker without a receive maximum is held back by reading no further.
    if (inFlight < MAX_IN_FLIGHT) next();
    else held = next;
  };
}

/**
 * Writes acknowledgements (MQTT 3.1.1 and 5, 3.4), those of one commit together: one packet each would cost a system
 * call each.
 */
function acknowledgements(): (stream: Writable, messageId: number) => void {
  let corked: Writable | undefined;
  return (stream, messageId) => {
    if (corked !== stream) {
      corked = stream;
      stream.cork();
      setImmediate(() => {
        corked = undefined;
        stream.uncork();
      });
    }
    stream.write(Buffer.from([0x40, 2, messageId >> 8, messageId & 0xff]));
  };
}

async function untilCommitted(
  take: () => Promise<boolean>,
  isWanted: () => boolean,
): Promise<boolean> {
  while (isWanted()) {
    if (await take()) return true;
    await new Promise((resolve) => setTimeout(resolve, NOT_COMMITTED_MS));
  }
  return false;
}

function bytesOf(payload: string | Buffer): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Of several addresses tried, the first tells enough.
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  return error.message;
}

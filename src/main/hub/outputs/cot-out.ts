import dgram from 'node:dgram';
import net, { type Socket } from 'node:net';
import { z } from 'zod';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { cotServerSchema, keepConnected } from '../adapters/cot-connect.ts';
import { COT_SUBJECTS, cotDelete, cotEvents, cotXml, type OutgoingEvent } from './cot-events.ts';
import type { Output, OutputReport } from './output.ts';
import type { Picture } from './picture.ts';

const configSchema = z
  .object({
    /** Datagrams to a host or a multicast group, one event each. */
    udp: z
      .object({
        host: z.string().min(1).max(253),
        port: z.number().int().min(1).max(65_535),
        /** How many routers a multicast passes. */
        multicastTtl: z.number().int().min(0).max(255).default(1),
      })
      .strict()
      .optional(),
    /** A TAK server that takes the stream. */
    tcp: cotServerSchema.optional(),
    /** Changes go out this often, seconds. */
    everyS: z.number().min(1).max(3_600).default(5),
    /** Receivers take an event for stale after this, seconds; before that it is repeated. */
    staleS: z.number().min(10).max(86_400).default(60),
    language: z.enum(['zh', 'en']).default('zh'),
    subjects: z
      .array(z.enum(COT_SUBJECTS))
      .min(1)
      .default([...COT_SUBJECTS]),
  })
  .strict()
  .refine(({ udp, tcp }) => (udp === undefined) !== (tcp === undefined), {
    error: 'exactly one of udp and tcp says where to send',
  })
  .refine(({ everyS, staleS }) => staleS >= 2 * everyS, {
    error: 'staleS must be at least twice everyS, or events go stale before they are repeated',
  });

type CotOutConfig = z.infer<typeof configSchema>;

/** Sends what has changed, and repeats what would go stale, as Cursor-on-Target events. */
export const cotOut: Output<CotOutConfig> = {
  kind: 'cot-out',
  config: configSchema,
  start(config, report, signal) {
    const news = new CotNews(config);
    const carrier = config.udp
      ? datagrams(config.udp, report, signal)
      : stream(config.tcp, report, signal, () => news.forget());
    let dueAt = Number.NEGATIVE_INFINITY;
    return {
      publish(picture) {
        // Ticks come a little early or late, and a clock may be set back.
        const waitMs = dueAt - picture.sentAt;
        if (waitMs > SECOND / 2 && waitMs <= config.everyS * SECOND) return;
        dueAt = picture.sentAt + config.everyS * SECOND;
        if (!carrier.isReady()) return;
        const messages = news.take(picture);
        for (const message of messages) carrier.send(message);
      },
    };
  },
};

/** What receivers were told last under one uid. */
interface Told {
  readonly event: OutgoingEvent;
  readonly body: string;
  readonly at: Millis;
}

/** Remembers what receivers were told, so that they hear of changes and of what would go stale. */
export class CotNews {
  readonly #config: Pick<CotOutConfig, 'language' | 'subjects' | 'staleS'>;
  #told: ReadonlyMap<string, Told> = new Map();

  constructor(config: Pick<CotOutConfig, 'language' | 'subjects' | 'staleS'>) {
    this.#config = config;
  }

  /** The events that are due, as XML. */
  take(picture: Picture): readonly string[] {
    const { language, subjects, staleS } = this.#config;
    const staleMs = staleS * SECOND;
    const { sentAt } = picture;
    const messages: string[] = [];
    const told = new Map<string, Told>();
    for (const event of cotEvents(picture, language, subjects)) {
      const body = JSON.stringify(event.body);
      const before = this.#told.get(event.uid);
      const isNews = before?.body !== body || Math.abs(sentAt - before.at) >= staleMs / 2;
      if (isNews) messages.push(cotXml(event, sentAt, staleMs));
      told.set(event.uid, { event, body, at: isNews ? sentAt : (before?.at ?? sentAt) });
    }
    for (const [uid, { event }] of this.#told) {
      if (!told.has(uid)) messages.push(cotDelete(event, sentAt, staleMs));
    }
    this.#told = told;
    return messages;
  }

  /** A new receiver knows nothing. */
  forget(): void {
    this.#told = new Map();
  }
}

interface Carrier {
  isReady(): boolean;
  send(message: string): void;
}

/** Memory that a receiver which reads too slowly may cost. */
const MAX_WAITING_BYTES = 1_000_000;

function datagrams(
  { host, port, multicastTtl }: NonNullable<CotOutConfig['udp']>,
  report: OutputReport,
  signal: AbortSignal,
): Carrier {
  const socket = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
  let isOpen = false;
  socket.on('error', (error) => report.fail(`UDP ${host}:${port}: ${error.message}`));
  socket.bind(0, () => {
    if (signal.aborted) return;
    socket.setMulticastTTL(multicastTtl);
    isOpen = true;
    report.connection('up', `UDP to ${host}:${port}`);
  });
  signal.addEventListener('abort', () => {
    isOpen = false;
    socket.close();
  });
  return {
    isReady: () => isOpen,
    send(message) {
      socket.send(message, port, host, (error) => {
        if (error) report.fail(`UDP ${host}:${port}: ${error.message}`);
        else report.sent(1);
      });
    },
  };
}

function stream(
  server: CotOutConfig['tcp'],
  report: OutputReport,
  signal: AbortSignal,
  onConnected: () => void,
): Carrier {
  if (!server) throw new Error('cot-out: no server to send to');
  let open: Socket | undefined;
  keepConnected(
    server,
    {
      report: (state, words) => report.connection(state, words),
      async run(socket) {
        onConnected();
        open = socket;
        // What a server sends back is a feed's to read; unread it would stop the connection.
        socket.resume();
        await new Promise((resolve) => socket.once('close', resolve));
        if (open === socket) open = undefined;
      },
    },
    signal,
  );
  return {
    isReady() {
      if (!open) return false;
      if (open.writableLength <= MAX_WAITING_BYTES) return true;
      report.fail(
        `${server.host}:${server.port} takes nothing in: ${open.writableLength} bytes wait`,
      );
      return false;
    },
    send(message) {
      open?.write(message, (error) => {
        if (!error) report.sent(1);
      });
    },
  };
}

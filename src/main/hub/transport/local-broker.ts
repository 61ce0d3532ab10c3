import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import type { Receive } from '../adapters/adapter.ts';
import { meansTopic } from '../adapters/topic-filter.ts';
import type { MessageBroker } from '../sources/message-broker.ts';
import { limitPackets } from './packet-limit.ts';

/** A message is at most this long. */
const MAX_PACKET_BYTES = 2 * 1024 * 1024;
/** Clients at one time; further ones are turned away. */
const MAX_CLIENTS = 256;
/** Read from one client before its messages wait for their commit: it sends no more meanwhile. */
const READ_AHEAD_BYTES = 1024 * 1024;
/** A client has this long to say who it is, and a subscriber to take what it is sent. */
const PATIENCE_MS = 10_000;
/** A sender whose message was not recorded is cut off after this, and sends it again when it comes back. */
const NOT_COMMITTED_MS = 1_000;
/** Trouble with clients is logged at most this often. */
const WARN_EVERY_MS = 10_000;

/** How the hub's own broker stands. */
export interface LocalBrokerState {
  readonly port: number;
  readonly clients: number;
  /** Messages under topics that no feed asked for: acknowledged and let go. */
  readonly unclaimed: number;
  readonly lastUnclaimedTopic?: string;
}

/** The hub's own MQTT broker, on 127.0.0.1. */
export interface LocalBroker extends MessageBroker {
  /** Undefined while nobody has needed it. */
  state(): LocalBrokerState | undefined;
  /** Resolves to the port once it listens; undefined when nobody has needed it. */
  listening(): Promise<number | undefined>;
  /** Ends every connection; what is not acknowledged by then is not acknowledged any more. */
  close(): Promise<void>;
}

/** What the broker needs of its surroundings. */
export interface LocalBrokerOptions {
  /** 0: any free one. When it is taken another is used, and said in the log. */
  readonly port: number;
  readonly warn: (message: string) => void;
  readonly onError: (error: unknown) => void;
}

interface Subscriber {
  readonly filter: string;
  readonly receive: Receive;
}

/** Makes the broker; it listens from the first subscription or publication on. */
export function localBroker(options: LocalBrokerOptions): LocalBroker {
  return new OwnBroker(options);
}

/**
 * aedes, with the hub as its one lasting subscriber: a publisher is acknowledged when the record holds its message.
 * Nothing is kept for clients that are away, so that none can fill the memory.
 */
class OwnBroker implements LocalBroker {
  readonly #options: LocalBrokerOptions;
  readonly #subscribers = new Set<Subscriber>();
  readonly #sockets = new Set<Socket>();
  #started: Promise<{ readonly broker: Aedes; readonly server: Server } | undefined> | undefined;
  #state: LocalBrokerState | undefined;
  #closing = false;
  #warnedAt = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(options: LocalBrokerOptions) {
    this.#options = options;
  }

  subscribe(filter: string, receive: Receive, signal: AbortSignal): void {
    if (signal.aborted) return;
    const subscriber = { filter, receive };
    this.#subscribers.add(subscriber);
    signal.addEventListener('abort', () => this.#subscribers.delete(subscriber), { once: true });
    void this.#start();
  }

  async publish(topic: string, payload: Uint8Array): Promise<void> {
    const started = await this.#start();
    if (!started) throw new Error("the hub's own broker does not run");
    const packet = {
      cmd: 'publish',
      topic,
      payload: Buffer.from(payload),
      qos: 1,
      retain: false,
      dup: false,
    } as const;
    await new Promise<void>((resolve, reject) => {
      started.broker.publish(packet, (error) => (error ? reject(error) : resolve()));
    });
  }

  state(): LocalBrokerState | undefined {
    return this.#state && { ...this.#state, clients: this.#sockets.size };
  }

  async listening(): Promise<number | undefined> {
    await this.#started;
    return this.#state?.port;
  }

  async close(): Promise<void> {
    // From now on nothing is taken: a sender that is not acknowledged repeats it to the next run.
    this.#closing = true;
    const started = await this.#started;
    if (!started) return;
    const closed = new Promise<void>((resolve) => started.server.close(() => resolve()));
    await new Promise<void>((resolve) => started.broker.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    this.#state = undefined;
  }

  #start() {
    this.#started ??= this.#open().catch((error: unknown) => {
      this.#options.onError(error);
      return undefined;
    });
    return this.#started;
  }

  async #open() {
    const broker = await Aedes.createBroker({
      connectTimeout: PATIENCE_MS,
      drainTimeout: PATIENCE_MS,
      preConnect: (_client, packet, done) => {
        packet.clean = true;
        done(null, true);
      },
      authorizePublish: (_client, packet, done) => {
        packet.retain = false;
        this.#take(packet.topic, packet.payload, packet.qos > 0).then(
          () => done(null),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      },
    });
    broker.on('clientError', (_client, error) => this.#warn(error.message));
    broker.on('connectionError', (_client, error) => this.#warn(error.message));
    // Not in its types: what goes wrong in the broker itself must not end the hub.
    (broker as NodeJS.EventEmitter).on('error', this.#options.onError);

    const server = createServer({ highWaterMark: READ_AHEAD_BYTES, noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.setKeepAlive(true, 60_000);
      limitPackets(socket, MAX_PACKET_BYTES);
      broker.handle(socket);
    });
    server.maxConnections = MAX_CLIENTS;
    server.on('drop', () => this.#warn(`more than ${MAX_CLIENTS} clients: one was turned away`));
    const port = await this.#listen(server);
    server.on('error', this.#options.onError);
    this.#state = { port, clients: 0, unclaimed: 0 };
    return { broker, server };
  }

  /** Listens on the wanted port, or on any free one; resolves to which. */
  async #listen(server: Server): Promise<number> {
    const { port, warn } = this.#options;
    try {
      await listenOn(server, port);
    } catch (error) {
      await listenOn(server, 0);
      const why = error instanceof Error ? error.message : String(error);
      warn(`MQTT: port ${port} cannot be used (${why}); listening on ${portOf(server)} instead`);
    }
    return portOf(server);
  }

  /** Hands a message to the feeds that asked for it; resolves when it may be acknowledged, rejects when not. */
  async #take(topic: string, payload: string | Buffer, repeats: boolean): Promise<void> {
    if (this.#closing) throw new Error('the hub is closing');
    if (topic.startsWith('$')) throw new Error(`topic ${topic} is the broker's own`);
    const meant = [...this.#subscribers].filter(({ filter }) => meansTopic(filter, topic));
    if (meant.length === 0) {
      this.#unclaimed(topic);
      return;
    }
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    const receipts = await Promise.all(meant.map(({ receive }) => receive({ bytes, from: topic })));
    if (!repeats || receipts.every(({ committed }) => committed)) return;
    await new Promise((resolve) => setTimeout(resolve, NOT_COMMITTED_MS));
    throw new Error(`a message under ${topic} was not recorded: its sender must repeat it`);
  }

  #unclaimed(topic: string): void {
    if (!this.#state) return;
    const unclaimed = this.#state.unclaimed + 1;
    this.#state = { ...this.#state, unclaimed, lastUnclaimedTopic: topic.slice(0, 256) };
  }

  #warn(message: string): void {
    if (this.#closing) return;
    const now = performance.now();
    if (now - this.#warnedAt < WARN_EVERY_MS) {
      this.#unsaid += 1;
      return;
    }
    this.#warnedAt = now;
    const more =
      this.#unsaid > 0 ? ` (and ${this.#unsaid} more since the last of these lines)` : '';
    this.#unsaid = 0;
    this.#options.warn(`MQTT client: ${message}${more}`);
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

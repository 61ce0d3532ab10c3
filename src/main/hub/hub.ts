import type { SeatId } from '../../domain/base/ids.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { EntryKind } from '../../domain/session/entry.ts';
import type { DeliveryReceipt } from '../../domain/session/source.ts';
import type { Link } from '../../domain/wire/contract.ts';
import type { EstimateThread } from '../../workers/estimate-port.ts';
import type { Documents, RecordThread } from '../../workers/record-port.ts';
import type { RehearseThread } from '../../workers/rehearse-port.ts';
import { type RemoteThread, startThread, threadFile } from '../../workers/remote.ts';
import type { Caller } from './commands/command.ts';
import { readEventDocuments } from './event-documents.ts';
import { MapLayers, type MapLayerWish } from './map-layers/map-layers.ts';
import { openSession, type SessionSettings } from './open-session.ts';
import { readRecordingNotice } from './recording-notice.ts';
import { serveSeat } from './seat-connection.ts';
import { healthJson, stateJson } from './state-json.ts';
import { localBroker } from './transport/local-broker.ts';

/** Where MQTT brokers listen by default (registered with IANA). */
const MQTT_PORT = 1_883;

/** How to open a hub. */
export interface HubOptions extends SessionSettings {
  readonly version: string;
  readonly eventFile: string;
  /** Documents of the template, for an event file that does not exist yet. */
  readonly documents?: Documents;
  /** Of the hub's own MQTT broker, which listens when a feed needs it; default 1883, 0: any free one. */
  readonly mqttPort?: number;
  readonly log: {
    info(message: string): void;
    warn(message: string): void;
    error(error: unknown, message: string): void;
  };
}

/** A message of a feed that was not taken, as HTTP says it. */
export interface IngestRefusal {
  readonly status: 400 | 404 | 409 | 503;
  readonly message: string;
}

/** The hub: one event file, its session, and the seats that look at it. */
export interface Hub {
  health(): Record<string, unknown>;
  state(): Record<string, unknown>;
  /** A message pushed to a feed; resolves when what it held is committed to the record. */
  ingest(feed: string, body: Uint8Array): Promise<Result<DeliveryReceipt, IngestRefusal>>;
  /** A recording begins to be played into a feed (its announcement as JSON), or has ended (undefined). */
  announce(feed: string, body: Uint8Array | undefined): Promise<Result<void, IngestRefusal>>;
  serveSeat(link: Link): void;
  /** Puts a map file on the map in the name of the command line; one that is there already stays as it is. */
  addMapLayer(file: string, wish: MapLayerWish): Promise<Result<void>>;
  /** Ends the session in order: what was taken is on disk. */
  close(): Promise<void>;
}

/** Composition root: threads, record, session, seats. The error is in words for the person at the command line. */
export async function openHub(options: HubOptions): Promise<Result<Hub>> {
  const { log } = options;
  const threads: RemoteThread<unknown>[] = [];
  const start = <T>(name: `${string}.thread.ts`): T => {
    const thread = startThread<T>(threadFile(name));
    thread.onDeath((error) => {
      // Without its threads a session would show an old picture as new: better no picture.
      log.error(
        error,
        `${name} died; the hub stops and goes on from the event file when started again`,
      );
      process.exit(70);
    });
    threads.push(thread);
    return thread.api as T;
  };
  const end = async () => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  };
  const refuse = async (message: string): Promise<Result<Hub>> => {
    await end();
    return err(message);
  };

  // All at once: while the record opens, the others load.
  const record = start<RecordThread>('record.thread.ts');
  const estimate = start<EstimateThread>('estimate.thread.ts');
  const rehearse =
    options.source === 'live' ? undefined : start<RehearseThread>('rehearse.thread.ts');
  const opened = await record.open({
    file: options.eventFile,
    ...(options.documents ? { documents: options.documents } : {}),
  });
  if (!opened.ok) return await refuse(opened.error.message);
  for (const notice of opened.value.notices) log.warn(notice);
  const documents = readEventDocuments(opened.value.documents);
  if (!documents.ok) return await refuse(`${options.eventFile}: ${documents.error}`);

  const onError = (error: unknown) => log.error(error, 'session');
  const broker = localBroker({
    port: options.mqttPort ?? MQTT_PORT,
    warn: (message) => log.warn(message),
    onError: (error) => log.error(error, 'MQTT broker'),
  });
  const session = await openSession(
    options.eventFile,
    opened.value,
    documents.value,
    options,
    { record, estimate, rehearse },
    { broker, onError },
  ).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof session === 'string') return await refuse(session);

  await session.start({
    session: session.id,
    event: documents.value.site.name.en,
    source: session.source.kind,
    clock: session.source.clockKind,
    exercise: session.source.kind === 'rehearsal',
    ...(session.source.kind === 'rehearsal'
      ? { seed: session.world.session?.seed ?? options.seed }
      : {}),
  });
  log.info(`session ${session.id}: ${session.source.kind}, clock ${session.source.clockKind}`);
  const mqttPort = await broker.listening();
  if (mqttPort !== undefined) log.info(`MQTT on 127.0.0.1:${mqttPort}`);

  const callers = new Map<SeatId, Caller>();
  const mapLayers = new MapLayers(session, record, options.eventFile);
  const commands = {
    session,
    mapLayers,
    readSeries: (query: Parameters<RecordThread['readSeries']>[0]) => record.readSeries(query),
    recent: (kind: EntryKind, limit: number) => record.recent(kind, limit),
  };
  const desk = {
    version: options.version,
    callers,
    findSession: (id: string | undefined) =>
      id === undefined || id === session.id ? { session, commands } : undefined,
  };
  return ok({
    health: () => ({ ...healthJson(session, options.version), mqtt: broker.state() ?? null }),
    state: () => stateJson(session),
    async ingest(feed, body) {
      if (!session.source.can.ingest) {
        const message = `this session is a ${session.source.kind}: it takes no readings from outside`;
        return err({ status: 409, message });
      }
      const receipt = await session.source.receive(feed, body);
      if (!receipt) return err({ status: 404, message: `there is no feed "${feed}"` });
      return ok(receipt);
    },
    async announce(feed, body) {
      const { feeds } = session.source;
      if (!feeds) {
        const message = `this session is a ${session.source.kind}: it takes no recordings from outside`;
        return err({ status: 409, message });
      }
      const notice = body === undefined ? ok(undefined) : readRecordingNotice(body);
      if (!notice.ok) return err({ status: 400, message: notice.error });
      const announced = feeds.record(feed, notice.value);
      if (!announced.ok) return err({ status: 404, message: announced.error });
      // On disk before it is answered: after a power cut the player goes on, and its people must not look real.
      const states = session.source.feedStates();
      if ((await session.commit('feedStates', { feeds: states })) !== undefined) return announced;
      return err({ status: 503, message: 'it could not be recorded: announce it again' });
    },
    serveSeat: (link) => serveSeat(link, desk),
    async addMapLayer(file, wish) {
      const prepared = await mapLayers.prepareFile(file, wish);
      if (!prepared.ok) return prepared;
      const put = await mapLayers.put(prepared.value, 'anlan serve');
      return put === undefined ? err('it could not be recorded') : ok(undefined);
    },
    async close() {
      // First: without feeds the broker would acknowledge what nobody records.
      await broker.close();
      await session.source.stop();
      await mapLayers.close();
      await session.settled();
      session.publisher.closeAll('the hub is closing');
      await record.close();
      await end();
    },
  });
}

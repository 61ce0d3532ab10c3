import path from 'node:path';
import type { SeatId, SessionId } from '../../domain/base/ids.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { DeliveryReceipt } from '../../domain/session/source.ts';
import type { Link } from '../../domain/wire/contract.ts';
import type { Documents } from '../../workers/record-port.ts';
import type { FindPress } from '../review/report-press.ts';
import type { Caller } from './caller.ts';
import type { Desks } from './commands/command.ts';
import type { MapLayerWish } from './map-layers/map-layers.ts';
import { openHosted, type RunningSession } from './open-hosted.ts';
import type { SessionSettings } from './open-session.ts';
import { readRecordingNotice } from './recording-notice.ts';
import { Rehearsals } from './rehearsal/rehearsals.ts';
import type { HostedReplay } from './replay/open-replay.ts';
import { Replays } from './replay/replays.ts';
import { serveSeat } from './seat-connection.ts';
import { SessionHost } from './session-host.ts';
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
  /** The event file is looked at again and not recorded: the hub's own session is a replay. */
  readonly replay?: boolean;
  /** Of the hub's own MQTT broker, which listens when a feed needs it; default 1883, 0: any free one. */
  readonly mqttPort?: number;
  /** What draws the maps and the PDF of reports; absent: their maps are drawn as SVG, and there is no PDF. */
  readonly findPress?: FindPress;
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
  /** A message pushed to a feed; resolves when its readings are committed to the record. */
  ingest(feed: string, body: Uint8Array): Promise<Result<DeliveryReceipt, IngestRefusal>>;
  /** A recording begins to be played into a feed (its announcement as JSON), or has ended (undefined). */
  announce(feed: string, body: Uint8Array | undefined): Promise<Result<void, IngestRefusal>>;
  serveSeat(link: Link): void;
  /** Opens a recording beside what runs, wherever it lies: the person at the machine chose it. The session it is. */
  openRecording(file: string): Promise<Result<SessionId>>;
  /** Puts a map file on the map in the name of the command line; one that is there already stays as it is. */
  addMapLayer(file: string, wish: MapLayerWish): Promise<Result<void>>;
  /** Ends the session in order: what was taken is on disk. */
  close(): Promise<void>;
}

/** Composition root: threads, record, session, seats. The error is in words for the person at the command line. */
export async function openHub(options: HubOptions): Promise<Result<Hub>> {
  const { log } = options;
  const broker = localBroker({
    port: options.mqttPort ?? MQTT_PORT,
    warn: (message) => log.warn(message),
    onError: (error) => log.error(error, 'MQTT broker'),
  });
  const host = new SessionHost((error) =>
    log.error(error, 'a session could not be ended in order'),
  );
  const rehearsals = new Rehearsals({
    host,
    eventFile: options.eventFile,
    open: openHosted,
    desks: () => desks,
    broker,
    log,
    wallNow: () => new Date(),
  });
  const around = {
    warn: (message: string) => log.warn(message),
    onError: (error: unknown) => log.error(error, 'session'),
  };
  const replays = new Replays({
    host,
    eventFile: options.eventFile,
    desks: () => desks,
    ...around,
  });
  const { findPress } = options;
  const desks: Desks = { host, rehearsals, replays, ...(findPress ? { findPress } : {}) };
  const onDeath = (error: Error, thread: string) => {
    // Without its threads a session would show an old picture as new: better no picture.
    log.error(
      error,
      `${thread} died; the hub stops and goes on from the event file when started again`,
    );
    process.exit(70);
  };
  const main: Result<RunningSession | HostedReplay> = options.replay
    ? await replays.openFile(path.resolve(options.eventFile), { view: 'asSeen' }, (error) =>
        onDeath(error, 'replay.thread.ts'),
      )
    : await openHosted({
        eventFile: options.eventFile,
        ...(options.documents ? { documents: options.documents } : {}),
        settings: options,
        broker,
        desks,
        ...around,
        onDeath,
      });
  if (!main.ok) {
    await replays.close();
    return main;
  }
  host.add(main.value);
  const running = 'commands' in main.value ? main.value : undefined;
  if (running) rehearsals.setMain(running);
  const { session } = main.value;
  log.info(`session ${session.id}: ${session.source.kind}, clock ${session.source.clockKind}`);
  const mqttPort = await broker.listening();
  if (mqttPort !== undefined) log.info(`MQTT on 127.0.0.1:${mqttPort}`);

  const callers = new Map<SeatId, Caller>();
  const desk = { version: options.version, callers, host };
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
      if (!feeds || !running) {
        const message = `this session is a ${session.source.kind}: it takes no recordings from outside`;
        return err({ status: 409, message });
      }
      const notice = body === undefined ? ok(undefined) : readRecordingNotice(body);
      if (!notice.ok) return err({ status: 400, message: notice.error });
      const announced = feeds.record(feed, notice.value);
      if (!announced.ok) return err({ status: 404, message: announced.error });
      // On disk before it is answered: after a power cut the player goes on, and its people must not look real.
      const states = session.source.feedStates();
      if ((await running.session.commit('feedStates', { feeds: states })) !== undefined)
        return announced;
      return err({ status: 503, message: 'it could not be recorded: announce it again' });
    },
    serveSeat: (link) => serveSeat(link, desk),
    openRecording: (file) =>
      host.withRoom(async () => {
        const replay = await replays.openFile(path.resolve(file), { view: 'asSeen' });
        if (!replay.ok) return replay;
        host.add(replay.value);
        return ok(replay.value.session.id);
      }),
    async addMapLayer(file, wish) {
      if (!running) return err('nothing is put on the map of a replay');
      const prepared = await running.mapLayers.prepareFile(file, wish);
      if (!prepared.ok) return prepared;
      const put = await running.mapLayers.put(prepared.value, 'anlan serve');
      return put === undefined ? err('it could not be recorded') : ok(undefined);
    },
    async close() {
      // First: without feeds the broker would acknowledge what nobody records.
      await broker.close();
      await replays.close();
      await host.closeAll('the hub is closing');
    },
  });
}

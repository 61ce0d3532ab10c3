import { renameSync, statSync } from 'node:fs';
import process from 'node:process';
import { pino } from 'pino';
import { err, type Result } from '../../domain/base/result.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { type EmitterPort, portLink, type WebPort } from '../../domain/wire/port-link.ts';
import { checkRecording } from '../hub/check-recording.ts';
import type { Hub } from '../hub/hub.ts';
import { listen } from '../hub/transport/http.ts';
import type { FindPress } from '../review/report-press.ts';
import { windowPress } from '../review/window-press.ts';
import { openEvent } from '../server/open-event.ts';
import { readServeOptions, type ServeOptions } from '../server/serve-options.ts';
import type { DrawWish, FromHub, HubOrder, ToHub } from './hub-messages.ts';

/** A log longer than this is put aside when the hub starts; one older log is kept. */
const LOG_BYTES = 10 * 1024 * 1024;

/** Electron's port to the main process, as far as it is used. */
interface ParentPort {
  on(
    event: 'message',
    listener: (event: {
      readonly data: unknown;
      readonly ports: readonly (EmitterPort | WebPort)[];
    }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

/** A hub that is open, and what ends it. */
interface OpenHub {
  readonly hub: Hub;
  close(): Promise<void>;
}

/** The hub inside Electron: a utility process without a window, the same hub as `anlan serve` runs. */
function runHubProcess(parent: ParentPort): void {
  let opening: Promise<OpenHub | undefined> = Promise.resolve(undefined);
  const tell = (message: FromHub) => parent.postMessage(message);
  /** What the windows of the main process were asked to draw, by the number of the question. */
  const asked = new Map<number, (made: Result<Uint8Array>) => void>();
  let lastAsked = 0;
  const draw = (wish: DrawWish) =>
    new Promise<Result<Uint8Array>>((resolve) => {
      lastAsked += 1;
      asked.set(lastAsked, resolve);
      tell({ t: 'draw', n: lastAsked, wish });
    });
  const press = windowPress({ hub: async () => (await opening)?.hub, draw });
  parent.on('message', ({ data, ports }) => {
    // From our own main process alone; nobody else holds the other end.
    const message = data as ToHub;
    if (message.t === 'open') opening = open(message.order, tell, async () => press);
    else if (message.t === 'seat') {
      const [port] = ports;
      void opening.then((opened) => {
        if (!port) return;
        if (opened) opened.hub.serveSeat(portLink(port));
        else port.close();
      });
    } else if (message.t === 'drawn') {
      asked.get(message.n)?.(message.made);
      asked.delete(message.n);
    } else if (message.t === 'openRecording') {
      const { n, file } = message;
      void opening
        .then((opened) => opened?.hub.openRecording(file) ?? err('no event is open'))
        .catch((error: unknown) => err(error instanceof Error ? error.message : String(error)))
        .then((opened) => tell({ t: 'replay', n, opened }));
    } else if (message.t === 'check') {
      void check(message.file, tell);
    } else {
      void opening.then(async (opened) => {
        await opened?.close();
        process.exit(0);
      });
    }
  });
}

/** The main process must have read the last word before this one is gone. */
const endSoon = (code: number) => setTimeout(() => process.exit(code), 100);

async function check(file: string, tell: (message: FromHub) => void) {
  const checked = await checkRecording(file).catch((error: unknown) =>
    err({ code: 'io', message: error instanceof Error ? error.message : String(error) } as const),
  );
  tell({ t: 'checked', ...(checked.ok ? {} : { fault: checked.error }) });
  endSoon(0);
}

/** What is opened: as it was asked for, or the recorded file of a session that goes on. */
function optionsFor(order: HubOrder): ServeOptions | string {
  const asked = readServeOptions(order.words);
  const { recordTo } = order;
  if (typeof asked === 'string' || recordTo === undefined) return asked;
  return order.goesOn
    ? { ...asked, event: recordTo, eventFile: undefined, layers: [] }
    : { ...asked, eventFile: recordTo };
}

async function open(order: HubOrder, tell: (message: FromHub) => void, findPress: FindPress) {
  const refuse = (message: string) => {
    tell({ t: 'refused', message });
    endSoon(2);
    return undefined;
  };
  const options = optionsFor(order);
  if (typeof options === 'string') return refuse(options);
  const log = openLog(order.logFile, options.quiet);
  const hub = await openEvent(options, {
    version: order.version,
    resources: order.resources,
    log,
    findPress,
    onFile: (file) => tell({ t: 'recordsTo', file }),
  });
  if (!hub.ok) return refuse(hub.error);
  const source = sourceOf(hub.value);
  const feeds = source === 'live' ? await takeFeeds(hub.value, options) : undefined;
  tell({ t: 'running', source, ...(feeds?.notice ? { notice: feeds.notice } : {}) });
  return {
    hub: hub.value,
    async close() {
      await feeds?.close();
      await hub.value.close();
    },
  };
}

/** A live session is fed from outside: the hub listens on 127.0.0.1. The console itself is not served there. */
async function takeFeeds(hub: Hub, { port }: ServeOptions) {
  try {
    const listening = await listen(hub, { port, consoleFolder: '' });
    return { notice: undefined, close: listening.close };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { notice: `feeds cannot reach port ${port}: ${why}`, close: async () => {} };
  }
}

function sourceOf(hub: Hub): SourceKind {
  const { source } = hub.health();
  return source === 'live' || source === 'replay' ? source : 'rehearsal';
}

function openLog(file: string | undefined, quiet: boolean) {
  if (file !== undefined) putAside(file);
  const destination = file === undefined ? { dest: 2 } : { dest: file, mkdir: true };
  return pino({ level: quiet ? 'warn' : 'info' }, pino.destination({ ...destination, sync: true }));
}

function putAside(file: string): void {
  const facts = statSync(file, { throwIfNoEntry: false });
  if (facts && facts.size > LOG_BYTES) renameSync(file, `${file}.1`);
}

runHubProcess((process as NodeJS.Process & { readonly parentPort: ParentPort }).parentPort);

import { must } from '../../domain/base/assert.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import { err, type Result } from '../../domain/base/result.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import { type DrawWish, type HubOrder, readFromHub, type ToHub } from './hub-messages.ts';
import type { Timers } from './timers.ts';

/** The hub's process, as the main process holds it; `P` is a port for a seat. */
export interface HubChild<P> {
  postMessage(message: ToHub, ports?: P[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** How the hub stands. `source` is what the session is, once it was known. */
export type HubState =
  | { readonly kind: 'starting'; readonly source?: SourceKind | undefined }
  | { readonly kind: 'running'; readonly source: SourceKind; readonly notice?: string | undefined }
  | {
      readonly kind: 'waiting';
      readonly restartIn: Millis;
      readonly reason: string;
      /** The hub itself said why it cannot go on; absent: it died. */
      readonly refused?: true;
      readonly source?: SourceKind | undefined;
    }
  /** What was asked for cannot be opened and is not tried again; `goesBack`: what ran before is opened again. */
  | { readonly kind: 'refused'; readonly message: string; readonly goesBack: boolean }
  | { readonly kind: 'closed' };

/** The keeper of the hub's process. */
export interface HubSupervisor<P> {
  readonly state: HubState;
  /** Ends what runs, in order, and opens what the words say; when that is refused, what ran goes on in its file. */
  open(words: readonly string[]): Promise<void>;
  /** Hands a seat's port to the hub, which must be running. */
  giveSeat(port: P): void;
  /** Opens a recording beside what runs: the session it is, or in words why there is none. */
  openRecording(file: string): Promise<Result<string>>;
  /** Ends the hub in order; resolves when its process is gone. */
  close(): Promise<void>;
}

const FIRST_PAUSE: Millis = 500;
const LAST_PAUSE: Millis = 30_000;
/** A hub that ran this long was well: the next pause is the first again. */
const WELL_AFTER: Millis = 60_000;
/** A hub that does not end in order within this time is ended. */
const CLOSE_WITHIN: Millis = 20_000;

/** A session that ran: what it was opened with, and where it records. */
interface RanSession {
  readonly words: readonly string[];
  readonly recordTo: string | undefined;
  readonly source: SourceKind;
}

/**
 * Runs the hub in a process of its own and starts it again when it dies, with growing pauses, in the same event
 * file: what was acknowledged is there, and the seats attach again.
 */
export function hubSupervisor<P>(options: {
  readonly fork: () => HubChild<P>;
  readonly order: Omit<HubOrder, 'words' | 'recordTo' | 'goesOn'>;
  readonly timers: Timers;
  readonly onState: (state: HubState) => void;
  /** Draws for a report of the hub, which has no windows. */
  readonly draw: (wish: DrawWish) => Promise<Result<Uint8Array>>;
  readonly warn: (message: string) => void;
}): HubSupervisor<P> {
  const { timers } = options;
  let state: HubState = { kind: 'closed' };
  let words: readonly string[] = [];
  let recordTo: string | undefined;
  let source: SourceKind | undefined;
  /** What ran before what is being opened. */
  let former: RanSession | undefined;
  let pause = FIRST_PAUSE;
  let runningSince: Millis | undefined;
  /** The process that counts; `last` is the one whose end `ended` tells. */
  let child: HubChild<P> | undefined;
  let last: HubChild<P> | undefined;
  let ended = Promise.resolve();
  let cancelRestart = () => {};
  let lastOpen = 0;
  /** Recordings that the process was asked to open, by the number of the question. */
  const asked = new Map<number, (opened: Result<string>) => void>();
  let lastAsked = 0;

  const become = (next: HubState) => {
    state = next;
    options.onState(next);
  };

  const start = () => {
    const started = options.fork();
    child = started;
    last = started;
    let refused: string | undefined;
    runningSince = undefined;
    become({ kind: 'starting', source });
    ended = new Promise((resolve) => {
      started.once('exit', (code) => {
        resolve();
        if (last === started) giveUpAsked();
        if (child === started) died(refused ?? `the hub ended with code ${code}`, refused);
      });
    });
    started.on('message', (received) => {
      if (child !== started) return;
      const message = readFromHub(received);
      if (!message) return options.warn('a message of the hub was not understood');
      switch (message.t) {
        case 'recordsTo':
          recordTo = message.file;
          return;
        case 'running':
          ({ source } = message);
          former = undefined;
          runningSince = timers.now();
          return become({ kind: 'running', source, notice: message.notice });
        case 'refused':
          // At a restart it may be the dead hub's lock or a disk that comes back: it is tried again.
          if (source !== undefined) refused = message.message;
          else refuse(message.message);
          return;
        case 'replay':
          asked.get(message.n)?.(message.opened);
          asked.delete(message.n);
          return;
        case 'draw':
          void options.draw(message.wish).then((made) => {
            if (child === started) started.postMessage({ t: 'drawn', n: message.n, made });
          });
      }
    });
    const order = {
      ...options.order,
      words,
      ...(recordTo === undefined ? {} : { recordTo }),
      ...(recordTo !== undefined && source !== undefined ? { goesOn: true as const } : {}),
    };
    started.postMessage({ t: 'open', order });
  };

  /** Who has asked a process that is gone is not left waiting. */
  const giveUpAsked = () => {
    for (const answer of asked.values()) answer(err('the hub ended before it was open'));
    asked.clear();
  };

  const refuse = (message: string) => {
    child = undefined;
    const back = former;
    former = undefined;
    become({ kind: 'refused', message, goesBack: back !== undefined });
    if (back) void goBack(back);
  };

  const goBack = async (back: RanSession) => {
    const mine = lastOpen;
    await processEnded();
    if (mine !== lastOpen) return;
    ({ words, recordTo, source } = back);
    pause = FIRST_PAUSE;
    start();
  };

  const died = (reason: string, refused: string | undefined) => {
    child = undefined;
    if (runningSince !== undefined && timers.now() - runningSince >= WELL_AFTER) {
      pause = FIRST_PAUSE;
    }
    options.warn(`${reason}; it is started again in ${pause} ms`);
    cancelRestart = timers.after(pause, start);
    const restartIn = pause;
    pause = Math.min(LAST_PAUSE, pause * 2);
    const isRefused = refused === undefined ? {} : { refused: true as const };
    become({ kind: 'waiting', restartIn, reason, ...isRefused, source });
  };

  const end = async () => {
    cancelRestart();
    child?.postMessage({ t: 'close' });
    child = undefined;
    source = undefined;
    await processEnded();
    if (state.kind !== 'closed') become({ kind: 'closed' });
  };

  const processEnded = async () => {
    // Also of a process that refused, or was told before: the next one needs its lock.
    const cancelKill = timers.after(CLOSE_WITHIN, () => {
      options.warn('the hub did not end in time and is ended; its record is whole up to here');
      last?.kill();
    });
    await ended;
    cancelKill();
  };

  return {
    get state() {
      return state;
    },
    async open(next) {
      lastOpen += 1;
      const mine = lastOpen;
      if (source !== undefined) former = { words, recordTo, source };
      await end();
      // Somebody chose again meanwhile: his choice holds.
      if (mine !== lastOpen) return;
      words = next;
      recordTo = undefined;
      pause = FIRST_PAUSE;
      start();
    },
    giveSeat(port) {
      must(child, 'a hub that runs').postMessage({ t: 'seat' }, [port]);
    },
    openRecording(file) {
      const hub = must(child, 'a hub that runs');
      lastAsked += 1;
      const n = lastAsked;
      return new Promise((resolve) => {
        asked.set(n, resolve);
        hub.postMessage({ t: 'openRecording', n, file });
      });
    },
    async close() {
      // What is being opened, or opened again, does not begin any more.
      lastOpen += 1;
      former = undefined;
      await end();
    },
  };
}

/** Whether people rely on the session now: it is live, or is being started again as such. */
export function isLive(state: HubState): boolean {
  return 'source' in state && state.source === 'live';
}

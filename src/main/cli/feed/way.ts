import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';

/** How messages get from the player to whoever takes them. */
export interface Way {
  /** Sends one message; resolves when it is acknowledged, where the way has acknowledgements. Rejects for good. */
  send(bytes: Uint8Array): Promise<Sent>;
  /** Ends in order: what was sent is on its way. */
  close(): Promise<void>;
}

/** What became of a message. */
export interface Sent {
  /** What a hub made of it, where it says so. */
  readonly receipt?: {
    readonly accepted: number;
    readonly duplicate: number;
    readonly late: number;
    readonly refused: readonly unknown[];
  };
  /** How often it had to be sent again. */
  readonly repeats: number;
}

/** What does not answer is tried again after this long, doubled each time up to the second figure. */
const RETRY_FIRST_MS: Millis = 250;
const RETRY_MOST_MS: Millis = 5 * SECOND;
/** After this long without any answer the player gives up. */
const GIVE_UP_MS: Millis = 10 * MINUTE;

/** An attempt that may succeed when it is made again. */
export class TryAgain extends Error {}

/**
 * Makes an attempt again and again while it fails with `TryAgain`, with growing pauses; says so once on standard error.
 * Rejects with the last reason after ten minutes, with any other error at once, and when `signal` aborts.
 */
export async function untilTaken<T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly value: T; readonly repeats: number }> {
  const began = Date.now();
  let wait = RETRY_FIRST_MS;
  for (let repeats = 0; ; repeats++) {
    try {
      return { value: await attempt(), repeats };
    } catch (error) {
      if (!(error instanceof TryAgain)) throw error;
      if (Date.now() - began > GIVE_UP_MS) {
        throw new Error(`nothing was taken for ${GIVE_UP_MS / MINUTE} minutes: ${error.message}`);
      }
      if (repeats === 0) {
        process.stderr.write(`anlan feed: ${error.message}; repeating until it is acknowledged\n`);
      }
    }
    await pause(wait, signal);
    wait = Math.min(RETRY_MOST_MS, wait * 2);
  }
}

/** Resolves after a while; rejects with the signal's reason when it aborts. */
export async function pause(forMs: Millis, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, forMs);
    signal.addEventListener('abort', stop, { once: true });
  });
}

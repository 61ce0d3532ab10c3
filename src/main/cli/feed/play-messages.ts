import type { Millis } from '../../../domain/base/quantity.ts';
import type { OpenedRecording } from './recording.ts';
import { pause, type Sent, type Way } from './way.ts';

/** What was played, and what a hub made of it where it says so. */
export interface Tally {
  messages: number;
  records: number;
  retries: number;
  accepted?: number;
  duplicate?: number;
  late?: number;
  refused?: number;
}

/** How a recording is played. */
export interface Pace {
  /** Recorded seconds per second; 0: as fast as it is taken. */
  readonly speed: number;
  /** The time that the first message gets; absent: times stay. */
  readonly start: Millis | 'now' | undefined;
}

/**
 * Plays a recording message by message at its pace: the next goes out when the one before is acknowledged and its own
 * time has come. Counts into `tally` as it goes, so that it tells how far it came. Rejects when `signal` aborts.
 */
export async function playMessages(
  { messages, isDated }: OpenedRecording,
  way: Way,
  { speed, start }: Pace,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  let first: Millis | undefined;
  let shiftMs: Millis = 0;
  const began = Date.now();
  const beganAt = performance.now();
  for await (const message of messages) {
    signal.throwIfAborted();
    if (first === undefined) {
      first = message.at;
      const wanted = start ?? (isDated ? undefined : 'now');
      if (wanted !== undefined) shiftMs = (wanted === 'now' ? began : wanted) - first;
    }
    const waitMs = speed === 0 ? 0 : (message.at - first) / speed - (performance.now() - beganAt);
    if (waitMs > 0) await pause(waitMs, signal);
    count(tally, message.records, await way.send(message.bytes(shiftMs)));
  }
}

function count(tally: Tally, records: number, { receipt, repeats }: Sent): void {
  tally.messages += 1;
  tally.records += records;
  tally.retries += repeats;
  if (!receipt) return;
  tally.accepted = (tally.accepted ?? 0) + receipt.accepted;
  tally.duplicate = (tally.duplicate ?? 0) + receipt.duplicate;
  tally.late = (tally.late ?? 0) + receipt.late;
  tally.refused = (tally.refused ?? 0) + receipt.refused.length;
}

import type { Millis } from '../../../domain/base/quantity.ts';

/** One message of a recording, to be sent at its time. */
export interface RecordedMessage {
  /** When it was true, or was received; of tracks, which have no date, seconds of their own clock × 1000. */
  readonly at: Millis;
  /** Rows, packets or events in it. */
  readonly records: number;
  /** What is sent, with the times in it moved by `shiftMs`. */
  bytes(shiftMs: Millis): Uint8Array;
}

/** A recording that is about to be played, its messages in the order of time. */
export interface OpenedRecording {
  readonly messages: AsyncIterable<RecordedMessage> | Iterable<RecordedMessage>;
  /** False where what is sent carries no times, or the file none with a date: the time of playing is then its time. */
  readonly isDated: boolean;
}

/** Which part of a recording is played; instants, or for tracks milliseconds of their own clock. */
export interface TimeRange {
  readonly from: Millis | undefined;
  readonly until: Millis | undefined;
}

/** Whether an instant lies in a range; its end is outside. */
export function isWithin({ from, until }: TimeRange, at: Millis): boolean {
  return (from === undefined || at >= from) && (until === undefined || at < until);
}

/** Throws with file and line: what stands there cannot be played. */
export function refuseRow(file: string, line: number, words: string): never {
  throw new Error(`${file}, line ${line}: ${words}`);
}

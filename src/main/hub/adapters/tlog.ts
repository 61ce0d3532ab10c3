import { createReadStream } from 'node:fs';
import type { Millis } from '../../../domain/base/quantity.ts';
import { frameLength, isFrameStart, SHORTEST_FRAME } from './mavlink-frame.ts';

/** One record of a telemetry log. */
export interface TlogRecord {
  /** When the ground station received it. */
  readonly at: Millis;
  /** One MAVLink packet, its stamp stripped. */
  readonly bytes: Uint8Array;
}

/** Big-endian microseconds since 1970 stand before each packet (Mission Planner, MAVProxy, QGroundControl). */
const STAMP_BYTES = 8;
/** Stamps outside of this are none: MAVLink itself is from 2009. */
const EARLIEST: Millis = Date.parse('2000-01-01T00:00:00Z');
const LATEST: Millis = Date.parse('2100-01-01T00:00:00Z');

/** What other flight logs begin with. */
const OTHER_FORMATS: readonly { readonly magic: readonly number[]; readonly words: string }[] = [
  {
    magic: [0x55, 0x4c, 0x6f, 0x67, 0x01, 0x12, 0x35],
    words:
      "a PX4 ULog file, not MAVLink: it is the flight controller's own log; use the ground station's .tlog",
  },
  {
    magic: [0xa3, 0x95],
    words:
      "an ArduPilot DataFlash log (.bin), not MAVLink: it is the flight controller's own log; use the ground station's .tlog",
  },
  { magic: [0x1f, 0x8b], words: 'compressed with gzip: unpack it first' },
  { magic: [0x50, 0x4b, 0x03, 0x04], words: 'a zip archive: unpack it first' },
];

/** Says in words which other known format bytes are of; undefined for all else. */
export function otherFormat(bytes: Uint8Array): string | undefined {
  return OTHER_FORMATS.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))?.words;
}

/** Whether bytes begin as a telemetry log does: a likely stamp, then a packet. */
export function startsAsTlog(bytes: Uint8Array): boolean {
  return recordStartsAt(bytes, 0);
}

/**
 * The records of a telemetry log held in memory. What is no record is skipped up to the next that is, and said by
 * `report`; a record that is cut off at the end is reported too.
 */
export function* splitTlog(
  bytes: Uint8Array,
  report: (words: string) => void,
): Generator<TlogRecord> {
  const cutter = new TlogCutter(report);
  yield* cutter.take(bytes);
  cutter.end();
}

/**
 * Reads a telemetry log from disk, record by record. Throws in words for a file of another format; damage within the
 * file, and a record that is cut off at its end, are reported and not fatal.
 */
export async function* readTlog(
  file: string,
  report: (words: string) => void,
): AsyncGenerator<TlogRecord> {
  const cutter = new TlogCutter(report);
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    if (head === undefined) {
      yield* cutter.take(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length <= STAMP_BYTES) continue;
    refuseOthers(file, head);
    yield* cutter.take(head);
    head = undefined;
  }
  if (head !== undefined) refuseOthers(file, head);
  cutter.end();
}

function refuseOthers(file: string, head: Uint8Array): void {
  if (head.length === 0) throw new Error(`${file} is empty`);
  const other = otherFormat(head);
  if (other !== undefined) throw new Error(`${file} is ${other}`);
  if (startsAsTlog(head)) return;
  const bare = isFrameStart(head[0]) ? 'MAVLink without the stamps of a .tlog' : 'no .tlog';
  throw new Error(
    `${file} is ${bare}: a .tlog has a time of 8 bytes and then a MAVLink packet, again and again`,
  );
}

/** Cuts records out of chunks, however they fall. */
class TlogCutter {
  readonly #report: (words: string) => void;
  #pending: Uint8Array = new Uint8Array();
  /** Where `#pending` begins in the whole. */
  #offset = 0;
  #skippedFrom: number | undefined;

  constructor(report: (words: string) => void) {
    this.#report = report;
  }

  *take(chunk: Uint8Array): Generator<TlogRecord> {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    let at = 0;
    while (at + STAMP_BYTES + SHORTEST_FRAME <= bytes.length) {
      const length = recordStartsAt(bytes, at) ? frameLength(bytes, at + STAMP_BYTES) : 'none';
      if (typeof length !== 'number') {
        this.#skippedFrom ??= this.#offset + at;
        at += 1;
        continue;
      }
      const end = at + STAMP_BYTES + length;
      if (end > bytes.length) break;
      this.#reportSkipped(this.#offset + at);
      yield { at: stampAt(bytes, at), bytes: bytes.subarray(at + STAMP_BYTES, end) };
      at = end;
    }
    this.#offset += at;
    this.#pending = Uint8Array.from(bytes.subarray(at));
  }

  end(): void {
    this.#reportSkipped(this.#offset);
    if (this.#pending.length === 0) return;
    this.#report(
      `the last record is cut off: ${this.#pending.length} bytes after byte ${this.#offset} are not used`,
    );
    this.#pending = new Uint8Array();
  }

  #reportSkipped(until: number): void {
    if (this.#skippedFrom === undefined) return;
    this.#report(
      `${until - this.#skippedFrom} bytes after byte ${this.#skippedFrom} are no record; skipped`,
    );
    this.#skippedFrom = undefined;
  }
}

function recordStartsAt(bytes: Uint8Array, at: number): boolean {
  if (bytes.length <= at + STAMP_BYTES || !isFrameStart(bytes[at + STAMP_BYTES])) return false;
  const stamp = stampAt(bytes, at);
  return stamp >= EARLIEST && stamp < LATEST;
}

function stampAt(bytes: Uint8Array, at: number): Millis {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, STAMP_BYTES);
  return Number(view.getBigUint64(0)) / 1_000;
}

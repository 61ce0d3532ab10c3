import { looksLikeTakMessage } from './cot-protobuf.ts';

/** One unit of a Cursor-on-Target stream. `junk` is what lay between units and belongs to none. */
export type CotFrame =
  | { readonly kind: 'xml'; readonly bytes: Uint8Array }
  | { readonly kind: 'protobuf'; readonly bytes: Uint8Array }
  | { readonly kind: 'junk'; readonly byteCount: number };

/** An event longer than this is not waited for: real ones are a few kilobytes. */
export const MAX_EVENT_BYTES = 256 * 1_024;

/** The TAK protocol's magic byte; in a stream a varint length and a TakMessage follow. */
export const TAK_MAGIC = 0xbf;

const LEAST_BUFFER = 8_192;
const OPENS = Buffer.from('<event');
const CLOSES = Buffer.from('</event');
const GREATER = 0x3e;
const LESS = 0x3c;

/**
 * Cuts a byte stream into Cursor-on-Target events. XML events follow each other without separators, as TAK servers send
 * them, and end with `</event>`; TAK protocol version 1 frames are 0xbf, a varint length and a TakMessage, and may lie
 * between them. What is neither is reported as junk, and the next event is found behind it.
 * The result does not depend on how the stream was cut into chunks; memory is bounded by MAX_EVENT_BYTES.
 */
export class CotSplitter {
  #buffer = Buffer.allocUnsafe(LEAST_BUFFER);
  #from = 0;
  #to = 0;
  /** The end of an event is searched from here on. */
  #searched = 0;

  /** The frames that are whole with this chunk. */
  push(chunk: Uint8Array): readonly CotFrame[] {
    const frames: CotFrame[] = [];
    // A large chunk goes in by parts, so that the buffer stays bounded.
    for (let at = 0; at < chunk.length; at += MAX_EVENT_BYTES) {
      this.#append(chunk.subarray(at, at + MAX_EVENT_BYTES));
      while (this.#next(frames));
    }
    return frames;
  }

  /** What is left when the stream has ended: half an event is junk. */
  end(): readonly CotFrame[] {
    const frames: CotFrame[] = [];
    this.#skipBlank();
    // A magic byte whose message never came may have been none: what lies behind it is looked through.
    while (this.#buffer[this.#from] === TAK_MAGIC && this.#from < this.#to) {
      this.#junkByte(frames);
      while (this.#next(frames));
    }
    junk(frames, this.#to - this.#from);
    this.#from = this.#to;
    return frames;
  }

  #append(part: Uint8Array): void {
    if (this.#to + part.length > this.#buffer.length) {
      const kept = this.#buffer.subarray(this.#from, this.#to);
      // A fresh buffer, at least twice what it must hold: frames handed out before still lie in the old one.
      const next = Buffer.allocUnsafe(Math.max(LEAST_BUFFER, 2 * (kept.length + part.length)));
      next.set(kept);
      this.#buffer = next;
      this.#searched = Math.max(0, this.#searched - this.#from);
      this.#from = 0;
      this.#to = kept.length;
    }
    this.#buffer.set(part, this.#to);
    this.#to += part.length;
  }

  /** Takes one frame off the front; false when more bytes are needed. */
  #next(frames: CotFrame[]): boolean {
    this.#skipBlank();
    if (this.#from === this.#to) return false;
    return this.#buffer[this.#from] === TAK_MAGIC ? this.#takFrame(frames) : this.#xmlFrame(frames);
  }

  #skipBlank(): void {
    while (this.#from < this.#to && isBlank(this.#buffer[this.#from])) this.#from += 1;
  }

  #takFrame(frames: CotFrame[]): boolean {
    let length = 0;
    let at = this.#from + 1;
    for (let shift = 0; ; shift += 7, at++) {
      if (shift > 21) return this.#junkByte(frames);
      const byte = at < this.#to ? this.#buffer[at] : undefined;
      if (byte === undefined) return false;
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const start = at + 1;
    if (length === 0 || length > MAX_EVENT_BYTES) return this.#junkByte(frames);
    // Fields 1 and 2 alone begin a TakMessage: waiting for anything else would hold back what follows.
    const first = start < this.#to ? this.#buffer[start] : undefined;
    if (first !== undefined && first !== 0x0a && first !== 0x12) return this.#junkByte(frames);
    if (start + length > this.#to) return false;
    const bytes = this.#buffer.subarray(start, start + length);
    // A byte of some text may look like the magic one: what follows it decides.
    if (!looksLikeTakMessage(bytes)) return this.#junkByte(frames);
    frames.push({ kind: 'protobuf', bytes });
    this.#advanceTo(start + length);
    return true;
  }

  #xmlFrame(frames: CotFrame[]): boolean {
    const seen = this.#buffer.subarray(0, this.#to);
    const close = seen.indexOf(CLOSES, Math.max(this.#searched, this.#from));
    const end = close < 0 ? -1 : seen.indexOf(GREATER, close + CLOSES.length);
    if (end < 0) {
      this.#searched = close < 0 ? Math.max(this.#from, this.#to - CLOSES.length) : close;
      if (this.#to - this.#from <= MAX_EVENT_BYTES) return false;
      // Too long: begun again at the last `<event`, if there is one behind the first.
      const restart = seen.lastIndexOf(OPENS);
      junk(frames, (restart > this.#from ? restart : this.#to) - this.#from);
      this.#advanceTo(restart > this.#from ? restart : this.#to);
      return false;
    }
    const start = this.#lastOpening(seen, close);
    const isShort = end + 1 - start <= MAX_EVENT_BYTES;
    if (start < 0 || !isShort) {
      junk(frames, end + 1 - this.#from);
    } else {
      const before = seen.subarray(this.#from, start);
      if (!isProlog(before)) junk(frames, before.length);
      frames.push({ kind: 'xml', bytes: seen.subarray(start, end + 1) });
    }
    this.#advanceTo(end + 1);
    return true;
  }

  /** The start tag that belongs to the end tag at `close`: the last one, since events do not nest. */
  #lastOpening(seen: Buffer, close: number): number {
    let at = close;
    while (at > this.#from) {
      at = seen.lastIndexOf(OPENS, at - 1);
      if (at < this.#from) return -1;
      const next = seen[at + OPENS.length];
      if (isBlank(next) || next === GREATER) return at;
    }
    return -1;
  }

  /** The magic byte was none; goes on at what could begin a frame next. */
  #junkByte(frames: CotFrame[]): boolean {
    let at = this.#from + 1;
    while (at < this.#to && this.#buffer[at] !== LESS && this.#buffer[at] !== TAK_MAGIC) at += 1;
    junk(frames, at - this.#from);
    this.#advanceTo(at);
    return true;
  }

  #advanceTo(at: number): void {
    this.#from = at;
    this.#searched = at;
  }
}

function junk(frames: CotFrame[], byteCount: number): void {
  const last = frames.at(-1);
  if (last?.kind === 'junk') {
    frames[frames.length - 1] = { kind: 'junk', byteCount: last.byteCount + byteCount };
    return;
  }
  if (byteCount > 0) frames.push({ kind: 'junk', byteCount });
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Byte-order mark, XML declarations and white space may stand before an event. */
function isProlog(before: Uint8Array): boolean {
  if (before.length === 0) return true;
  if (before.length > 400) return false;
  return /^\uFEFF?(\s*<\?xml[^<>]*\?>)*\s*$/.test(new TextDecoder().decode(before));
}

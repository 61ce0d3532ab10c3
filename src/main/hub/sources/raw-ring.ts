import type { Millis } from '../../../domain/base/quantity.ts';
import type { RawMessageView } from '../../../domain/session/feed-controls.ts';
import type { RawMessage } from '../adapters/adapter.ts';

/** Messages kept of each feed. */
const KEPT = 50;
/** Bytes kept of each message. */
const KEPT_BYTES = 4_096;

interface Kept {
  readonly n: number;
  readonly receivedAt: Millis;
  readonly from: string | undefined;
  readonly head: Uint8Array;
  readonly bytes: number;
  readonly accepted: number;
  readonly problem: string | undefined;
}

/** The last messages of a feed as they came: kept as bytes, turned into text only when somebody looks. */
export class RawRing {
  readonly #kept: Kept[] = [];
  #count = 0;

  add(message: RawMessage, receivedAt: Millis, accepted: number, problem?: string): void {
    this.#count += 1;
    this.#kept.push({
      n: this.#count,
      receivedAt,
      from: message.from,
      // A copy: the adapter's buffer may be used again.
      head: Uint8Array.from(message.bytes.subarray(0, KEPT_BYTES)),
      bytes: message.bytes.byteLength,
      accepted,
      problem,
    });
    if (this.#kept.length > KEPT) this.#kept.shift();
  }

  newestFirst(): readonly RawMessageView[] {
    return this.#kept.toReversed().map(({ from, head, problem, ...kept }) => ({
      ...kept,
      ...asText(head),
      ...(from === undefined ? {} : { from }),
      ...(problem === undefined ? {} : { problem }),
    }));
  }
}

function asText(head: Uint8Array): Pick<RawMessageView, 'text' | 'encoding'> {
  const cut = head.byteLength === KEPT_BYTES;
  try {
    // A message cut inside a character is still text: `stream` leaves the broken end away.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: cut });
    return { text, encoding: 'utf8' };
  } catch {
    return { text: Buffer.from(head).toString('hex'), encoding: 'hex' };
  }
}

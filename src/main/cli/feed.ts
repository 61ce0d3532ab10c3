import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, type Millis, SECOND } from '../../domain/base/quantity.ts';
import type { DeliveryReceipt } from '../../domain/session/source.ts';
import type { FeedOptions } from './feed-options.ts';
import { type MetroBatch, readMetroBatches } from './metro-csv.ts';

/** A hub that does not answer is tried again after this long, doubled each time up to the second figure. */
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5 * SECOND;
/** After this long without any answer the feed gives up. */
const GIVE_UP_MS: Millis = 10 * MINUTE;

interface Tally {
  messages: number;
  records: number;
  accepted: number;
  duplicate: number;
  late: number;
  refused: number;
  retries: number;
}

/**
 * Plays a recording into a hub at a pace, message by message: the next goes out when the hub has committed the one
 * before. What is not acknowledged is repeated, so nothing is lost when the hub is killed and started again.
 */
export async function feed(options: FeedOptions): Promise<number> {
  const tally: Tally = {
    messages: 0,
    records: 0,
    accepted: 0,
    duplicate: 0,
    late: 0,
    refused: 0,
    retries: 0,
  };
  try {
    await play(options, tally);
  } catch (error) {
    process.stderr.write(`anlan feed: ${error instanceof Error ? error.message : String(error)}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, ...tally })}\n`);
    return 1;
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: true, ...tally })}\n`);
  else {
    process.stdout.write(
      `${tally.messages} messages, ${tally.records} records: ${tally.accepted} readings accepted, ${tally.duplicate} duplicate, ${tally.late} late, ${tally.refused} refused, ${tally.retries} repeats\n`,
    );
  }
  return 0;
}

async function play(options: FeedOptions, tally: Tally): Promise<void> {
  let first: Millis | undefined;
  const began = Date.now();
  for await (const batch of readMetroBatches(options.file, options)) {
    first ??= batch.start;
    if (options.speed > 0) {
      const due = began + (batch.start - first) / options.speed;
      await sleep(Math.max(0, due - Date.now()));
    }
    const shift = options.retime ? began - first : 0;
    const receipt = await send(options.to, body(batch, shift), tally);
    tally.messages += 1;
    tally.records += batch.records.length;
    tally.accepted += receipt.accepted;
    tally.duplicate += receipt.duplicate;
    tally.late += receipt.late;
    tally.refused += receipt.refused.length;
  }
  if (tally.messages === 0) throw new Error('nothing in the file lies between --from and --until');
}

function body(batch: MetroBatch, shiftMs: Millis): string {
  if (shiftMs === 0) return JSON.stringify(batch.records);
  const start = new Date(batch.start + shiftMs).toISOString();
  return JSON.stringify(batch.records.map((record) => ({ ...record, start })));
}

async function send(to: string, message: string, tally: Tally): Promise<DeliveryReceipt> {
  const began = Date.now();
  for (let wait = RETRY_FIRST_MS; ; wait = Math.min(RETRY_MOST_MS, wait * 2)) {
    const answer = await post(to, message);
    if (answer.kind === 'committed') return answer.receipt;
    if (answer.kind === 'never') throw new Error(answer.reason);
    if (Date.now() - began > GIVE_UP_MS) {
      throw new Error(
        `${to} did not take a message for ${GIVE_UP_MS / MINUTE} minutes: ${answer.reason}`,
      );
    }
    if (wait === RETRY_FIRST_MS) {
      process.stderr.write(`anlan feed: ${answer.reason}; repeating until it is acknowledged\n`);
    }
    tally.retries += 1;
    await sleep(wait);
  }
}

type Answer =
  | { readonly kind: 'committed'; readonly receipt: DeliveryReceipt }
  | { readonly kind: 'again' | 'never'; readonly reason: string };

async function post(to: string, message: string): Promise<Answer> {
  try {
    const response = await fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: message,
      signal: AbortSignal.timeout(30 * SECOND),
    });
    const answer = (await response.json()) as DeliveryReceipt & { error?: string };
    // 422: the hub read it and could use nothing of it; repeating would not help, and the counts say so.
    if (response.ok || response.status === 422) return { kind: 'committed', receipt: answer };
    const reason = `${to} answered ${response.status}: ${answer.error ?? ''}`;
    return { kind: response.status >= 500 ? 'again' : 'never', reason };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'again', reason: `${to} does not answer (${reason})` };
  }
}

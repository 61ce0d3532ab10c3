import path from 'node:path';
import type { FeedRecording } from '../../domain/session/delivery.ts';
import { announceRecording } from './feed/announcement.ts';
import { feedUrl, openWay } from './feed/destination.ts';
import { openRecording } from './feed/open-recording.ts';
import { playMessages, type Tally } from './feed/play-messages.ts';
import { recogniseRecording } from './feed/recognise-recording.ts';
import type { FeedOptions } from './feed-options.ts';

/** Exit code of a program that was stopped by SIGINT. */
const STOPPED = 130;

/**
 * Plays a recording to a hub, a broker or a port at a pace. The hub is told before the first message and after the last,
 * also when the player is stopped, so that every seat says what it is. Resolves to the exit code.
 */
export async function feed(options: FeedOptions): Promise<number> {
  const tally: Tally = { messages: 0, records: 0, retries: 0 };
  const stopped = new AbortController();
  const stop = () => stopped.abort(new Error('stopped'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    await play(options, tally, stopped.signal);
  } catch (error) {
    process.stderr.write(`anlan feed: ${error instanceof Error ? error.message : String(error)}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ ok: false, ...tally })}\n`);
    return stopped.signal.aborted ? STOPPED : 1;
  }
  process.stdout.write(
    options.json ? `${JSON.stringify({ ok: true, ...tally })}\n` : `${wordsOf(tally)}\n`,
  );
  return 0;
}

async function play(options: FeedOptions, tally: Tally, signal: AbortSignal): Promise<void> {
  const { to, hub, pace, place, file } = options;
  const kind = options.kind ?? (await recogniseRecording(file));
  const opened = await openRecording(kind, { ...options, range: options.rangeOf(kind) }, to);
  const way = openWay(to, kind, signal);
  const feedOfHub = hub ?? (to.protocol === 'http' ? feedUrl(to, kind) : undefined);
  const recording: FeedRecording = {
    file: path.basename(path.resolve(file)),
    kind,
    speed: pace.speed,
    retimed: pace.start !== undefined || !opened.isDated,
    ...(place ? { placed: place } : {}),
  };
  const end =
    feedOfHub === undefined || feedOfHub === 'none'
      ? undefined
      : await announceRecording(feedOfHub, recording, signal);
  try {
    await playMessages(opened, way, pace, tally, signal);
  } finally {
    await way.close();
    await end?.();
  }
  if (tally.messages === 0) throw new Error('nothing in the file lies between --from and --until');
}

function wordsOf({ messages, records, retries, ...hub }: Tally): string {
  const sent = `${messages} messages, ${records} records, ${retries} repeats`;
  if (hub.accepted === undefined) return sent;
  return `${sent}: ${hub.accepted} readings accepted, ${hub.duplicate} duplicate, ${hub.late} late, ${hub.refused} refused`;
}

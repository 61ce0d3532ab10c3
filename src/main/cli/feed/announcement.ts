import type { FeedRecording } from '../../../domain/session/delivery.ts';
import { askHub } from './hub-request.ts';
import { untilTaken } from './way.ts';

/** How long the end of a recording is told to a hub that does not answer. */
const END_PATIENCE_MS = 10_000;

/**
 * Tells a hub that a recording comes into one of its feeds, so that nobody takes it for the real thing. Resolves to what
 * tells it the end. Throws in words when the hub refuses.
 */
export async function announceRecording(
  feed: string,
  recording: FeedRecording,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const url = `${feed.replace(/\/$/, '')}/recording`;
  const body = Buffer.from(JSON.stringify(recording));
  await untilTaken(() => askHub('POST', url, body), signal);
  return async () => {
    await untilTaken(
      () => askHub('DELETE', url, undefined),
      AbortSignal.timeout(END_PATIENCE_MS),
    ).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(
        `anlan feed: the hub was not told that the recording has ended (${why}); DELETE ${url} does it\n`,
      );
    });
  };
}

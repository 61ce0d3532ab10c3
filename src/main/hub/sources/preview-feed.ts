import type { Millis } from '../../../domain/base/quantity.ts';
import { ok, type Result } from '../../../domain/base/result.ts';
import type { FeedPreview } from '../../../domain/session/feed-controls.ts';
import { type Decoded, NOTHING_DECODED, type Receive } from '../adapters/adapter.ts';
import { checkFeed } from './check-feed.ts';
import type { SensorAt } from './feeds.ts';

/**
 * What a sample message would become under some settings. The adapter's own decoder reads it; nothing is delivered and
 * nothing is connected.
 */
export async function previewFeed(
  settings: unknown,
  sample: Uint8Array,
  sensorAt: SensorAt,
  now: Millis,
): Promise<Result<FeedPreview>> {
  const checked = checkFeed(settings);
  if (!checked.ok) return checked;
  const { adapter, config } = checked.value;
  const problems: string[] = [];
  let decoded: Decoded = NOTHING_DECODED;
  const receive: Receive = adapter.decoder(config, {
    sensorAt,
    receivedAt: () => now,
    fail: (reason) => problems.push(reason),
    unknown: () => problems.push('a message of a kind that this feed has no use for'),
    deliver: async (one) => {
      decoded = one;
      return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: true };
    },
  });
  await receive({ bytes: sample, from: 'sample' });
  return ok({ ...decoded, problems });
}

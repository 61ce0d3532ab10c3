import { z } from 'zod';
import type { Millis } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { FeedPreview } from '../../../domain/session/feed-controls.ts';
import { type Decoded, NOTHING_DECODED, type Receive } from '../adapters/adapter.ts';
import { adapterOf, checkFeed } from './check-feed.ts';
import type { FeedPlan } from './feed-plan.ts';

/**
 * What a sample message would become under some settings. The adapter's own decoder reads it; nothing is delivered and
 * nothing is connected.
 */
export async function previewFeed(
  settings: unknown,
  sample: Uint8Array,
  { sensorAt, suggestDatum }: Pick<FeedPlan, 'sensorAt' | 'suggestDatum'>,
  now: Millis,
): Promise<Result<FeedPreview>> {
  const hint = datumHint(settings, sample, suggestDatum);
  const checked = checkFeed(settings);
  if (!checked.ok) return hint === undefined ? checked : err(`${checked.error}. ${hint}`);
  const { adapter, config } = checked.value;
  const problems: string[] = hint === undefined ? [] : [hint];
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

const adapterName = z.object({ adapter: z.string() });

/** Says so when the positions of a sample fit another datum than the one that is named, or none is named. */
function datumHint(
  settings: unknown,
  sample: Uint8Array,
  suggestDatum: FeedPlan['suggestDatum'],
): string | undefined {
  const kind = adapterName.safeParse(settings).data?.adapter ?? '';
  const found = adapterOf(kind)?.positions?.(settings, sample);
  const fit = found && suggestDatum(found.positions, found.named);
  if (!fit) return undefined;
  const against = found.named === undefined ? 'no datum is named' : `named is ${found.named}`;
  return `read as ${fit.datum} ${fit.onGround} of ${fit.points} positions lie on this site's ground, more than any other way (${against})`;
}

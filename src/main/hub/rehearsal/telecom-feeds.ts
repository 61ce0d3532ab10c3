import { z } from 'zod';
import { telecomGridSchema } from '../../../domain/site/grid-sensors.ts';
import type { TelecomFeed } from '../../../workers/rehearse-port.ts';
import type { FeedSettings } from '../sources/feed-settings.ts';

/** What a simulated operator must know of its feed; the rest is the adapter's. */
const settingsSchema = z.object({
  feed: z.string(),
  adapter: z.literal('telecom-grid'),
  grid: telecomGridSchema,
  multiplier: z.number().positive().default(1),
  anchor: z.enum(['centre', 'southWest']).default('centre'),
});

/** The telecom grids among the feeds that a rehearsal plays into. */
export function telecomFeeds(feeds: readonly FeedSettings[]): readonly TelecomFeed[] {
  return feeds.flatMap((settings) => {
    const read = settingsSchema.safeParse(settings);
    if (!read.success) return [];
    const { feed, grid, multiplier, anchor } = read.data;
    return [{ feed, grid, multiplier, anchor }];
  });
}

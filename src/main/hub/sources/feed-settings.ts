import { z } from 'zod';
import type { FeedId } from '../../../domain/base/ids.ts';

/** What every feed's settings have; the rest is its adapter's. */
export const feedSchema = z
  .object({
    feed: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a feed id is lower-case words joined by hyphens')
      .transform((text) => text as FeedId),
    adapter: z.string(),
    name: z.object({ zh: z.string(), en: z.string() }),
    /** No message for this long means that the feed is silent. */
    silentAfterS: z.number().positive(),
  })
  .loose();

/** `feeds.json` of an event: what is plugged in live, and the feeds that a rehearsal plays into. */
export const feedSettingsSchema = z.object({
  live: z.array(feedSchema),
  rehearsal: z.array(feedSchema),
});

export type FeedSettings = z.infer<typeof feedSchema>;

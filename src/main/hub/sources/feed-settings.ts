import { z } from 'zod';
import type { FeedId } from '../../../domain/base/ids.ts';
import { outputSchema } from '../outputs/output-settings.ts';

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

/** Who signs public warnings. */
const warningSettingsSchema = z.object({
  /** CAP's `sender`: unique in the world, so a domain name or an address of the post. */
  sender: z.string().regex(/^[^\s,<&]{1,200}$/, 'a sender has no spaces, commas, "<" or "&"'),
  senderName: z.object({ zh: z.string().min(1), en: z.string().min(1) }).optional(),
});

/** `feeds.json` of an event: what is plugged in live, the feeds that a rehearsal plays into, and what goes out. */
export const feedSettingsSchema = z.object({
  live: z.array(feedSchema),
  rehearsal: z.array(feedSchema),
  outputs: z.array(outputSchema).optional(),
  warnings: warningSettingsSchema.optional(),
});

export type WarningSettings = z.infer<typeof warningSettingsSchema>;
export type FeedsDocument = z.infer<typeof feedSettingsSchema>;

export type FeedSettings = z.infer<typeof feedSchema>;

import { z } from 'zod';
import type { FeedId } from '../../../domain/base/ids.ts';

/** What the settings of every output have; the rest is its kind's. */
export const outputSchema = z
  .object({
    /** Unique among feeds and outputs: both show in one list. */
    output: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an output id is lower-case words joined by hyphens')
      .transform((text) => text as FeedId),
    adapter: z.string(),
    name: z.object({ zh: z.string(), en: z.string() }),
    /**
     * Sends in a rehearsal or while a recording is played in, marked as an exercise. Without it other systems hear of a
     * real night alone.
     */
    alsoInRehearsal: z.boolean().default(false),
  })
  .loose();

export type OutputSettings = z.infer<typeof outputSchema>;

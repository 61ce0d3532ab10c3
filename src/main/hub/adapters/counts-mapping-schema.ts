import { compile } from 'json-p3';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { MEASURES } from '../../../domain/crowd/observation.ts';
import { DATUMS } from '../../../domain/geo/datum.ts';

const pathSchema = z.string().refine(
  (path) => {
    try {
      compile(path);
      return true;
    } catch {
      return false;
    }
  },
  { error: (issue) => `"${String(issue.input)}" is not a JSONPath (RFC 9535)` },
);

/** A level of the topic, 0 the first, -1 the last; `all`: the whole topic. */
const topicSchema = z.union([z.literal('all'), z.number().int().min(-32).max(31)]);
export type TopicPart = z.infer<typeof topicSchema>;

/** Holds where the path finds exactly this, compared as text. */
const conditionSchema = z.object({
  path: pathSchema,
  is: z.union([z.string(), z.number(), z.boolean()]),
});
export type Condition = z.infer<typeof conditionSchema>;

const timeSchema = z.object({
  path: pathSchema,
  /** `isoInterval`: `START/END`; the end is the time and the length is the counting interval. */
  form: z.enum(['iso', 'isoInterval', 'unixSeconds', 'unixMillis']),
  /** IANA zone of times that carry no offset. */
  zone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'not an IANA time zone')
    .optional(),
  /** What the time marks, for counts over an interval. */
  marks: z.enum(['intervalStart', 'intervalEnd']).default('intervalEnd'),
});
export type TimeMapping = z.infer<typeof timeSchema>;

const valueSchema = z
  .object({
    path: pathSchema.optional(),
    /** In place of `path`: a least and a greatest number of people. */
    range: z.object({ low: pathSchema, high: pathSchema }).optional(),
    measure: z.enum(MEASURES),
    /** Appended to the sensor's name, where one record carries several sensors' values. */
    sensorSuffix: z.string().optional(),
    /** Length of the counting interval: fixed … */
    intervalS: z.number().positive().optional(),
    /** … or in seconds at a path … */
    intervalPath: pathSchema.optional(),
    /** … or between two times, which are in the form and zone of `time`. */
    intervalBetween: z.object({ start: pathSchema, end: pathSchema }).optional(),
    /** The value is there only in records that meet this. */
    when: conditionSchema.optional(),
    /** Whether a record may come without this value. */
    optional: z.boolean().default(false),
    /** The reading is multiplied by this (a sender that counts in hundreds). */
    factor: z.number().positive().default(1),
  })
  .refine(({ path, range }) => (path === undefined) !== (range === undefined), {
    error: 'a value has either a path or a range',
  });

/** How a feed's messages become readings: configuration, so that a new sender needs no code. */
export const countsMappingSchema = z
  .object({
    /**
     * Each record of a message: what the first of these paths finds, arrays taken apart.
     * Default: the message itself, or every member of an array.
     */
    records: z.union([pathSchema, z.array(pathSchema).min(1)]).optional(),
    /** Records that do not meet all of these are other news of the same sender, and let go. */
    only: z.array(conditionSchema).default([]),
    /** Which sensor: an id in the message or the topic, by `table` where the sender has names of its own … */
    sensor: z
      .object({
        /** Several paths: their values joined by `/` (a device and its channel). */
        path: z.union([pathSchema, z.array(pathSchema).min(1)]).optional(),
        topic: topicSchema.optional(),
        table: z.record(z.string(), z.string()).optional(),
      })
      .refine(({ path, topic }) => (path === undefined) !== (topic === undefined), {
        error: 'a sensor is named either by a path or by the topic',
      })
      .optional(),
    /** … or the sensor whose polygon holds the position, in a named datum. */
    position: z.object({ lon: pathSchema, lat: pathSchema, datum: z.enum(DATUMS) }).optional(),
    /** When it was true; without it the receipt time stands in. */
    time: timeSchema.optional(),
    values: z.array(valueSchema).min(1),
    /** Parts of the key, beside sensor, measure and time, that tell a reading from a repeat of it. */
    dedupe: z.array(z.union([pathSchema, z.object({ topic: topicSchema })])).default([]),
    /** What to do with records of senders that are not in the table. */
    others: z.enum(['refuse', 'ignore']).default('refuse'),
  })
  .refine(
    ({ time, values }) =>
      time !== undefined || values.every(({ intervalBetween }) => intervalBetween === undefined),
    { error: 'intervalBetween needs a time, whose form and zone it shares' },
  );
export type CountsMapping = z.infer<typeof countsMappingSchema>;

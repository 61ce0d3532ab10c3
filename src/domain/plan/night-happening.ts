import { z } from 'zod';

const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens');
const lastsMinSchema = z.number().positive().max(600);

/** Something that happens during a night besides the script's shows, for `lastsMin` minutes. */
export const nightHappeningSchema = z.discriminatedUnion('kind', [
  /** A show out of turn: it multiplies the attraction of a zone, and of an attraction inside it. */
  z.strictObject({
    kind: z.literal('show'),
    zone: idSchema,
    zoneFactor: z.number().min(1).max(20),
    attraction: idSchema.optional(),
    attractionFactor: z.number().min(1).max(20).optional(),
    lastsMin: lastsMinSchema,
  }),
  /** Gates take in nobody and let nobody out: a station that is closed. */
  z.strictObject({
    kind: z.literal('stationClosed'),
    gates: z.array(idSchema).min(1).readonly(),
    lastsMin: lastsMinSchema,
  }),
  /** A checkpoint that nobody can pass, whatever its mode. */
  z.strictObject({
    kind: z.literal('exitBlocked'),
    checkpoint: idSchema,
    lastsMin: lastsMinSchema,
  }),
  /** Some go home, fewer come, and all walk at another speed. */
  z.strictObject({
    kind: z.literal('rain'),
    /** Share of those who dwell that sets out for home in the course of it. */
    homeShare: z.number().min(0).max(1),
    arrivingFactor: z.number().min(0).max(1),
    speedFactor: z.number().min(0.5).max(1.5),
    lastsMin: lastsMinSchema,
  }),
]);
export type NightHappening = z.infer<typeof nightHappeningSchema>;

/** How people behave who are bodies; the model on the graph of zones has no use for it. */
export const bodyHabitsSchema = z.strictObject({
  /** Of all companies that come, the shares of one, two, three and four people. */
  companies: z
    .tuple([
      z.number().min(0).max(1),
      z.number().min(0).max(1),
      z.number().min(0).max(1),
      z.number().min(0).max(1),
    ])
    .readonly(),
  /** Who does not get on for so long turns to something else. */
  patienceMin: z.number().positive().max(120),
  /** Who has just come does not go home before. */
  leastStayMin: z.number().min(0).max(600),
});
export type BodyHabits = z.infer<typeof bodyHabitsSchema>;

/** Of scripts that say nothing: two of three companies are couples or more. */
export const USUAL_BODY_HABITS: BodyHabits = {
  companies: [0.34, 0.38, 0.16, 0.12],
  patienceMin: 5,
  leastStayMin: 10,
};

import { z } from 'zod';
import { err, ok, type Result } from '../base/result.ts';
import { CROWD_MODELS } from '../session/rehearsal-state.ts';
import type { RunFigures } from './run-figures.ts';

const series = z.array(z.number());
const above = z.object({ yellow: z.number(), orange: z.number(), red: z.number() });
const name = z.object({ zh: z.string(), en: z.string() });
/** Names of runs are names of files. */
const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/);

/** What must be right for lists, comparisons and panels; more may stand beside it. */
const runSchema = z.looseObject({
  format: z.literal('anlan-run'),
  version: z.literal(1),
  run: z.looseObject({
    id: idSchema,
    label: z.string(),
    plan: z.object({ site: z.string(), name }),
    script: name,
    model: z.enum(CROWD_MODELS),
    seed: z.number(),
    changes: z.array(z.string()),
    orders: z.array(z.object({ at: z.number(), change: z.string() })),
    planHash: z.string(),
    parametersHash: z.string(),
    dtS: z.number(),
  }),
  span: z.object({ from: z.number(), until: z.number(), complete: z.boolean() }),
  area: z.looseObject({
    people: series,
    visits: series,
    outside: series,
    peak: z.object({ people: z.number(), at: z.number() }),
  }),
  zones: z.array(
    z.looseObject({
      zone: z.string(),
      ring: z.string(),
      people: series,
      minutesAboveMean: above,
      minutesAboveWorst: above.optional(),
      minutesAboveCapacity: above,
    }),
  ),
  lines: z.array(z.looseObject({ line: z.string(), kind: z.string(), in: series, out: series })),
  hotSpots: z.array(z.looseObject({ hotSpot: z.string(), people: series })),
  account: z.looseObject({ error: z.number() }),
});

/** Whether a text can be the name of a run, and so of its file. */
export function isRunId(text: string): boolean {
  return idSchema.safeParse(text).success;
}

/** Reads the JSON of a run; the error says what is wrong with it. */
export function parseRun(text: string): Result<RunFigures> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return err(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = runSchema.safeParse(document);
  const [issue] = parsed.error?.issues ?? [];
  if (issue)
    return err(`is no result of a run: ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  return ok(document as RunFigures);
}

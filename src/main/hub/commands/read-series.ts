import { z } from 'zod';
import { ok } from '../../../domain/base/result.ts';
import type { Command } from './command.ts';

/** Curves are read at screen width; more points than any screen has are refused. */
const MAX_POINTS = 8_000;

/** A curve of people at the width of the screen. */
export const readSeries: Command<'series.read'> = {
  input: z.object({
    kind: z.enum(['areaPeople', 'zonePeople']),
    id: z.string().max(100),
    from: z.number(),
    to: z.number(),
    points: z.number().int().min(1).max(MAX_POINTS),
  }),
  run: async (context, _caller, input) => ok(await context.readSeries(input)),
};

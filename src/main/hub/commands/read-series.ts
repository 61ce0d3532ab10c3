import { z } from 'zod';
import { ok } from '../../../domain/base/result.ts';
import type { SeriesPoints } from '../../../domain/wire/contract.ts';
import type { Command, SeatContext } from './command.ts';

/** Curves are read at screen width; more points than any screen has are refused. */
const MAX_POINTS = 8_000;
/** A small chart in a list is no wider. */
const MAX_SMALL_POINTS = 240;

const span = { from: z.number(), to: z.number() };

/** A curve of people at the width of the screen. */
export const readSeries: Command<'series.read', SeatContext> = {
  input: z.object({
    kind: z.enum(['areaPeople', 'zonePeople']),
    id: z.string().max(100),
    ...span,
    points: z.number().int().min(1).max(MAX_POINTS),
  }),
  run: async (context, _caller, input) => ok(await context.readSeries(input)),
};

/** A small curve for every leaf zone. */
export const readZoneSeries: Command<'series.zones', SeatContext> = {
  input: z.object({ ...span, points: z.number().int().min(1).max(MAX_SMALL_POINTS) }),
  async run(context, _caller, input) {
    const zones: Record<string, SeriesPoints> = {};
    for (const { id } of context.shown.ground.leaves) {
      zones[id] = await context.readSeries({ kind: 'zonePeople', id, ...input });
    }
    return ok({ zones });
  },
};

import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { Millis } from '../../domain/base/quantity.ts';

const rowSchema = z.object({
  station_id: z.string().regex(/^\d+$/),
  start: z.iso.datetime({ offset: true }),
  entries: z.coerce.number().int().min(0),
  exits: z.coerce.number().int().min(0),
});
type MetroRecord = z.infer<typeof rowSchema>;

/** The counts of all stations for one interval: one message. */
export interface MetroBatch {
  readonly start: Millis;
  readonly records: readonly MetroRecord[];
}

/**
 * Reads metro counts (`station_id,start,entries,exits`, ISO times with offset; plain or .gz) in the file's order,
 * regrouped by start time. Throws with the line number on the first row that cannot be read.
 */
export async function* readMetroBatches(
  file: string,
  range: { readonly from: Millis | undefined; readonly until: Millis | undefined },
): AsyncGenerator<MetroBatch> {
  const byStart = new Map<Millis, MetroRecord[]>();
  const raw = createReadStream(file);
  const text = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  const rows = text.pipe(parse({ columns: true, trim: true, info: true }));
  // A stream's error does not travel along a pipe by itself.
  raw.on('error', (error) => rows.destroy(error));
  text.on('error', (error: Error) => rows.destroy(error));
  for await (const { record, info } of rows) {
    const checked = rowSchema.safeParse(record);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      throw new Error(
        `${file}, line ${info.lines}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}`,
      );
    }
    const start = Date.parse(checked.data.start);
    if (range.from !== undefined && start < range.from) continue;
    if (range.until !== undefined && start >= range.until) continue;
    const batch = byStart.get(start);
    if (batch) batch.push(checked.data);
    else byStart.set(start, [checked.data]);
  }
  for (const start of [...byStart.keys()].sort((a, b) => a - b)) {
    yield { start, records: byStart.get(start) ?? [] };
  }
}

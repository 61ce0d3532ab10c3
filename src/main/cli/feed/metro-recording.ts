import { z } from 'zod';
import { ByTime } from './by-time.ts';
import { readCsvRows } from './csv-rows.ts';
import { isWithin, type RecordedMessage, refuseRow, type TimeRange } from './recording.ts';

const rowSchema = z.object({
  station_id: z.string().regex(/^\d+$/),
  start: z.iso.datetime({ offset: true }),
  entries: z.coerce.number().int().min(0),
  exits: z.coerce.number().int().min(0),
});
type MetroRecord = z.infer<typeof rowSchema>;

/**
 * Metro counts (`station_id,start,entries,exits`, ISO times with offset; plain or .gz): the counts of all stations for
 * one interval are one message, a JSON array of the rows. Throws with the line number on a row that cannot be read.
 */
export async function* readMetro(file: string, range: TimeRange): AsyncGenerator<RecordedMessage> {
  const rows = new ByTime<MetroRecord>();
  for await (const { fields, line } of readCsvRows(file)) {
    const checked = rowSchema.safeParse(fields);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      refuseRow(file, line, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`);
    }
    const start = Date.parse(checked.data.start);
    if (isWithin(range, start)) rows.add(start, checked.data);
  }
  for (const [at, records] of rows.inOrder()) {
    yield {
      at,
      records: records.length,
      bytes: (shiftMs) => {
        if (shiftMs === 0) return Buffer.from(JSON.stringify(records));
        const start = new Date(at + shiftMs).toISOString();
        return Buffer.from(JSON.stringify(records.map((record) => ({ ...record, start }))));
      },
    };
  }
}

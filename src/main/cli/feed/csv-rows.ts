import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** One line of a table by the names of its columns. */
export interface CsvRow {
  readonly fields: Readonly<Record<string, string>>;
  readonly line: number;
}

/** The rows of a table with a line of names, plain or .gz, as a stream. Throws in words on what is no such table. */
export async function* readCsvRows(file: string): AsyncGenerator<CsvRow> {
  const raw = createReadStream(file);
  const text = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  const rows = text.pipe(
    parse({ columns: true, trim: true, info: true, bom: true, delimiter: [',', ';', '\t'] }),
  );
  // A stream's error does not travel along a pipe by itself.
  raw.on('error', (error) => rows.destroy(error));
  text.on('error', (error: Error) => rows.destroy(error));
  for await (const { record, info } of rows) yield { fields: record, line: info.lines };
}

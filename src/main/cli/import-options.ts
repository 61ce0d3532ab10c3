import { parseArgs } from 'node:util';

/** What `anlan import` was asked for. */
export interface ImportOptions {
  readonly file: string;
  readonly out: string;
}

export const IMPORT_USAGE = `anlan import LOG.ndjson --out FILE
  LOG.ndjson            a log that anlan export --format ndjson wrote; - is the standard input
  --out FILE            the event file to make (.anlan); nothing may be there
Every hash is checked; a changed line is named and no file is made.`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readImportOptions(words: readonly string[]): ImportOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { out: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one LOG.ndjson';
    if (values.out === undefined) return 'name the event file to make with --out';
    return { file, out: values.out };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

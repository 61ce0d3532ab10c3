import path from 'node:path';
import { parseArgs } from 'node:util';

/** What `anlan compact` was asked for. */
export interface CompactOptions {
  readonly file: string;
  readonly to: string;
  readonly framesEveryMs: number | undefined;
  readonly worldsEveryMs: number | undefined;
  readonly json: boolean;
}

export const COMPACT_USAGE = `anlan compact FILE [options]
  writes a copy of an event file without unused room; every entry stays, and the file itself is left as it is
  --to FILE             where the copy goes (default: FILE-compact.anlan)
  --frames-every S      keep one raster in S seconds; the copy's log says how many are gone
  --worlds-every S      keep one world in S seconds (seeks then read more of the log)
  --json                print one JSON object`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readCompactOptions(words: readonly string[]): CompactOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        'frames-every': { type: 'string' },
        'worlds-every': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return 'name one event file';
    for (const name of ['frames-every', 'worlds-every'] as const) {
      const text = values[name];
      if (text !== undefined && !(Number(text) >= 1)) {
        return `--${name} is a number of seconds from 1, not "${text}"`;
      }
    }
    const { dir, name } = path.parse(file);
    return {
      file,
      to: values.to ?? path.join(dir, `${name}-compact.anlan`),
      framesEveryMs: millis(values['frames-every']),
      worldsEveryMs: millis(values['worlds-every']),
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function millis(seconds: string | undefined): number | undefined {
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

import path from 'node:path';
import { parseArgs } from 'node:util';

/** What `anlan check` was asked for. */
export interface CheckOptions {
  readonly file: string;
  readonly json: boolean;
  /** The last hash that was printed or kept elsewhere. */
  readonly head: string | undefined;
  /** The fingerprint of the key that must have signed. */
  readonly key: string | undefined;
  /** Where what can be saved goes; undefined: nothing is repaired. */
  readonly repairTo: string | undefined;
}

export const CHECK_USAGE = `anlan check FILE [options]
  checks an event file from end to end and changes nothing in it, also while it is being recorded
  --json                print one JSON object
  --head HASH           a hash of this recording that was printed or kept elsewhere: is it still part of it?
  --key FINGERPRINT     whose signatures are expected; another key's count as wrong
  --repair              save what the chain proves of a damaged file into FILE-repaired.anlan
  --to FILE             save it there instead
exit codes: 0 nothing is wrong · 1 something is wrong (with --repair: and could not be saved) · 2 usage ·
            3 the file cannot be read at all`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readCheckOptions(words: readonly string[]): CheckOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        head: { type: 'string' },
        key: { type: 'string' },
        repair: { type: 'boolean', default: false },
        to: { type: 'string' },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return 'name one event file';
    if (values.head !== undefined && !/^[0-9a-f]{64}$/i.test(values.head)) {
      return `--head is a hash of 64 hexadecimal digits, not "${values.head}"`;
    }
    if (values.to !== undefined && !values.repair) return '--to goes with --repair';
    const { dir, name } = path.parse(file);
    return {
      file,
      json: values.json,
      head: values.head?.toLowerCase(),
      key: values.key,
      repairTo: values.repair ? (values.to ?? path.join(dir, `${name}-repaired.anlan`)) : undefined,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { readLogText } from '../../store/log-text.ts';
import { refuseTarget } from './export-target.ts';
import type { ImportOptions } from './import-options.ts';

/** Makes an event file out of an exported log. Resolves to the exit code: 0 made, 1 it could not be (one line). */
export async function importLog({ file, out }: ImportOptions): Promise<number> {
  try {
    await refuseTarget(out, file);
    if (await isThere(out)) throw new Error(`${out} is there already; name another --out`);
    const input = file === '-' ? process.stdin : createReadStream(file);
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    const read = await readLogText(lines, out);
    if (!read.ok) throw new Error(read.error.message);
    const { lastSeq, headHash } = read.value;
    process.stdout.write(`${out}: entries up to ${lastSeq}, chain head ${headHash}\n`);
    return 0;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    process.stderr.write(`anlan import: ${what}\n`);
    return 1;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

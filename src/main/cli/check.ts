import { checkRecord, type RecordCheck } from '../../store/check-record.ts';
import { type Repaired, repairRecord } from '../../store/repair.ts';
import { openSigner, signingKeyFile } from '../../store/signing.ts';
import type { CheckOptions } from './check-options.ts';
import { checkReport } from './check-report.ts';

/** Checks an event file, and saves what can be saved when that was asked for; resolves to the exit code. */
export async function check(options: CheckOptions): Promise<number> {
  const checked = await checkRecord(options.file, {
    ...(options.head === undefined ? {} : { head: options.head }),
    ...(options.key === undefined ? {} : { key: options.key }),
  });
  const found = checked.ok ? checked.value : undefined;
  const isWrong = found === undefined || found.problems.length > 0;
  if (found && !options.json) process.stdout.write(checkReport(found));
  if (!checked.ok && !options.json) process.stderr.write(`anlan: ${checked.error.message}\n`);
  const repaired =
    isWrong && options.repairTo !== undefined
      ? await repair(options.file, options.repairTo)
      : undefined;
  if (options.json) {
    const said = checked.ok ? checked.value : { failure: checked.error };
    process.stdout.write(`${JSON.stringify({ ...said, ...(repaired ? { repaired } : {}) })}\n`);
  } else if (repaired) process.stdout.write(repairReport(repaired));
  return exitCode(found, isWrong, repaired);
}

function exitCode(
  found: RecordCheck | undefined,
  isWrong: boolean,
  repaired: Repaired | { readonly failure: string } | undefined,
): number {
  if (!isWrong) return 0;
  if (repaired) return 'failure' in repaired ? 1 : 0;
  return found ? 1 : 3;
}

async function repair(file: string, to: string): Promise<Repaired | { readonly failure: string }> {
  const key = await openSigner(signingKeyFile());
  const repaired = await repairRecord(file, to, key.ok ? key.value.signer : undefined);
  return repaired.ok ? repaired.value : { failure: repaired.error.message };
}

function repairReport(repaired: Repaired | { readonly failure: string }): string {
  if ('failure' in repaired) return `\nNothing could be saved: ${repaired.failure}\n`;
  const { file, lastSeq, frames, worlds, lost } = repaired;
  return [
    `\nSaved into ${file}: the log up to entry ${lastSeq}, ${frames} frames, ${worlds} worlds.`,
    'The damaged file was left as it is. Lost:',
    ...lost.map((line) => `  - ${line}`),
    '',
  ].join('\n');
}

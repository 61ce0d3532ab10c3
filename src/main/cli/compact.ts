import { compactRecord } from '../../store/compact-record.ts';
import { openSigner, signingKeyFile } from '../../store/signing.ts';
import type { CompactOptions } from './compact-options.ts';
import { refuseTarget } from './export-target.ts';

/** Writes a compacted copy of an event file; resolves to the exit code. */
export async function compact(options: CompactOptions): Promise<number> {
  const { file, to, framesEveryMs, worldsEveryMs } = options;
  try {
    // The part that a thinned copy goes through is written over and taken away.
    for (const each of [to, `${to}-part`]) await refuseTarget(each, file);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    process.stderr.write(`anlan: ${what.replace('--out', '--to')}\n`);
    return 1;
  }
  const key = await openSigner(signingKeyFile());
  const wish = {
    ...(framesEveryMs === undefined ? {} : { framesEveryMs }),
    ...(worldsEveryMs === undefined ? {} : { worldsEveryMs }),
  };
  const compacted = await compactRecord(file, to, wish, key.ok ? key.value.signer : undefined);
  if (!compacted.ok) {
    process.stderr.write(`anlan: ${compacted.error.message}\n`);
    return 1;
  }
  const { bytesBefore, bytesAfter, framesRemoved, worldsRemoved } = compacted.value;
  if (options.json) {
    process.stdout.write(`${JSON.stringify(compacted.value)}\n`);
    return 0;
  }
  const gone = framesRemoved + worldsRemoved;
  const without = gone > 0 ? `, without ${framesRemoved} rasters and ${worldsRemoved} worlds` : '';
  process.stdout.write(
    `${to}: ${megabytes(bytesAfter)} (before: ${megabytes(bytesBefore)})${without}; every entry is there\n`,
  );
  return 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { parseRun } from '../../../domain/rehearsal/parse-run.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';

const ENDING = '.run.json';

/** Results to compare. */
export interface ReadRuns {
  /** Those that came to their end, in the order of their seeds. */
  readonly runs: readonly RunFigures[];
  /** Files of runs that were stopped before: their figures are of a shorter span. */
  readonly unfinished: readonly string[];
}

/** The whole results in a folder, or the one in a file. The error names the file; it is one as well if none is whole. */
export async function readRuns(place: string): Promise<Result<ReadRuns>> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return err(`there is no ${place}`);
  const files = found.isDirectory()
    ? (await readdir(place))
        .filter((name) => name.endsWith(ENDING))
        .map((name) => path.join(place, name))
    : [place];
  if (files.length === 0) return err(`${place}: there is no result (*${ENDING}) in it`);
  const runs: RunFigures[] = [];
  const unfinished: string[] = [];
  for (const file of files.sort()) {
    const run = parseRun(await readFile(file, 'utf8'));
    if (!run.ok) return err(`${file}: ${run.error}`);
    if (run.value.span.complete) runs.push(run.value);
    else unfinished.push(file);
  }
  if (runs.length === 0) {
    return err(`${unfinished.join(', ')}: stopped before its end: run it again to compare it`);
  }
  return ok({ runs: runs.sort((a, b) => a.run.seed - b.run.seed), unfinished });
}

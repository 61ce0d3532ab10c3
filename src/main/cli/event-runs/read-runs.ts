import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { parseRun } from '../../../domain/rehearsal/parse-run.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';

const ENDING = '.run.json';

/** The results in a folder, in the order of their seeds, or the one in a file. The error names the file. */
export async function readRuns(place: string): Promise<Result<readonly RunFigures[]>> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return err(`there is no ${place}`);
  const files = found.isDirectory()
    ? (await readdir(place))
        .filter((name) => name.endsWith(ENDING))
        .map((name) => path.join(place, name))
    : [place];
  if (files.length === 0) return err(`${place}: there is no result (*${ENDING}) in it`);
  const runs: RunFigures[] = [];
  for (const file of files) {
    const run = parseRun(await readFile(file, 'utf8'));
    if (!run.ok) return err(`${file}: ${run.error}`);
    runs.push(run.value);
  }
  return ok(runs.sort((a, b) => a.run.seed - b.run.seed));
}

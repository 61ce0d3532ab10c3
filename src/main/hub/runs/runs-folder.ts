import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { err, type Result } from '../../../domain/base/result.ts';
import { isRunId, parseRun } from '../../../domain/rehearsal/parse-run.ts';
import type { RunFigures, RunSummary } from '../../../domain/rehearsal/run-figures.ts';
import { runSummary } from '../../../domain/rehearsal/run-summary.ts';

/** A result of eight hours with every series is about 2 MB. */
const LARGEST_BYTES = 64 * 1024 * 1024;
const ENDING = '.run.json';

interface Looked {
  readonly mtimeMs: number;
  readonly summary: RunSummary | undefined;
}

/**
 * Results of runs in a folder, one file `ID.run.json` each. A folder in it holds the seeds of a sweep, each of which
 * is a run `FOLDER/ID`.
 */
export class RunsFolder {
  readonly folder: string;
  /** What each file came to when it last changed; no summary: it holds no result. */
  readonly #known = new Map<string, Looked>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes a result; the file takes its name when it is whole, over an older one of that name. */
  async write(figures: RunFigures): Promise<string> {
    const { id } = figures.run;
    if (!isRunId(id)) throw new Error(`"${id}" cannot name a run's file`);
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, `${id}${ENDING}`);
    const partial = `${file}.${process.pid}.partial`;
    await writeFile(partial, JSON.stringify(figures));
    await rename(partial, file);
    return file;
  }

  /** The results, newest first; files that are none are left out. */
  async list(): Promise<readonly RunSummary[]> {
    const files = await this.#files();
    const found: Looked[] = [];
    for (const [id, file] of files) {
      // Somebody may have taken it away meanwhile.
      const stats = await stat(file).catch(() => undefined);
      if (!stats) continue;
      const { mtimeMs } = stats;
      const known = this.#known.get(id);
      const looked =
        known?.mtimeMs === mtimeMs ? known : { mtimeMs, summary: await this.#summary(id) };
      this.#known.set(id, looked);
      found.push(looked);
    }
    return found
      .sort((a, b) => b.mtimeMs - a.mtimeMs)
      .flatMap(({ summary }) => (summary ? [summary] : []));
  }

  async #summary(id: string): Promise<RunSummary | undefined> {
    const figures = await this.read(id);
    if (!figures.ok) return undefined;
    try {
      const origin = id.includes('/') ? 'simulate' : originOf(figures.value);
      const summary = runSummary(figures.value, origin);
      return { ...summary, run: { ...summary.run, id } };
    } catch {
      return undefined;
    }
  }

  /** One result by the id that `list` gives; the error says why there is none. */
  async read(id: string): Promise<Result<RunFigures>> {
    const parts = id.split('/');
    if (parts.length > 2 || !parts.every(isRunId)) return err(`there is no run "${id}"`);
    const file = path.join(this.folder, ...parts.slice(0, -1), `${parts.at(-1)}${ENDING}`);
    try {
      const { size } = await stat(file);
      if (size > LARGEST_BYTES) return err(`run "${id}" is larger than a result can be`);
      const parsed = parseRun(await readFile(file, 'utf8'));
      return parsed.ok ? parsed : err(`run "${id}": ${file} ${parsed.error}`);
    } catch {
      return err(`there is no run "${id}"`);
    }
  }

  async #files(): Promise<ReadonlyMap<string, string>> {
    const files = new Map<string, string>();
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isFile() && entry.name.endsWith(ENDING)) {
        files.set(entry.name.slice(0, -ENDING.length), path.join(this.folder, entry.name));
      }
      if (!entry.isDirectory() || !isRunId(entry.name)) continue;
      const inner = await readdir(path.join(this.folder, entry.name)).catch(() => []);
      for (const name of inner.filter((each) => each.endsWith(ENDING))) {
        const id = `${entry.name}/${name.slice(0, -ENDING.length)}`;
        files.set(id, path.join(this.folder, entry.name, name));
      }
    }
    return files;
  }
}

/** Rehearsals of a hub begin their names so; see rehearsal's naming. */
function originOf({ run }: RunFigures): RunSummary['origin'] {
  return run.id.startsWith('rehearsal-') ? 'rehearsal' : 'simulate';
}

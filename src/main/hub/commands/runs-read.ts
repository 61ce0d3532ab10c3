import path from 'node:path';
import { z } from 'zod';
import { err, ok } from '../../../domain/base/result.ts';
import { RunsFolder } from '../runs/runs-folder.ts';
import type { Command, SeatContext } from './command.ts';

/** One for each folder, so that a list reads only what is new. */
const folders = new Map<string, RunsFolder>();

/** Results of runs in the hub's folder: of its rehearsals, and of `anlan simulate --out` into it. */
export const listRuns: Command<'runs.list', SeatContext> = {
  input: z.strictObject({}),
  async run({ eventFile }) {
    return ok({ runs: await runsOf(eventFile).list() });
  },
};

/** The figures of one of them. */
export const readRun: Command<'runs.read', SeatContext> = {
  input: z.object({ run: z.string().max(250) }),
  async run({ eventFile }, _, { run }) {
    const figures = await runsOf(eventFile).read(run);
    return figures.ok ? ok(figures.value) : err({ code: 'notPossible', message: figures.error });
  },
};

/** `runs/` beside the event files. */
function runsOf(eventFile: string): RunsFolder {
  const folder = path.join(path.dirname(eventFile), 'runs');
  const known = folders.get(folder) ?? new RunsFolder(folder);
  folders.set(folder, known);
  return known;
}

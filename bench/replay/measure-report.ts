import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Figure, figure } from '../figures.ts';
import { longRecording } from './long-recording.ts';

const CLI = fileURLToPath(new URL('../../src/main/cli/anlan.ts', import.meta.url));
const LOOK_MS = 200;

/** Peak memory of `anlan report` on 24 hours, beside that on an hour of the same night, as JSON: every figure of it. */
export async function* measureReport(file: string): AsyncIterable<Figure> {
  const hour = await peakMb(await longRecording(file, 1));
  const day = await peakMb(await longRecording(file, 24));
  const reference = { name: 'of an hour', values: [hour] };
  yield figure({ name: 'report memory, 24 hours', values: [day] }, 'MB', reference);
}

/** The most that the program ever held, resident, MB. */
async function peakMb(file: string): Promise<number> {
  const child = spawn(process.execPath, [CLI, 'report', file, '--format', 'json', '--out', '-'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = Number.NaN;
  const look = setInterval(() => {
    // The kernel keeps the peak itself; what is read last is what counts.
    peak = highWaterMb(child.pid) ?? peak;
  }, LOOK_MS);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0) throw new Error(`the report of ${file} ended with code ${code}`);
  return peak;
}

function highWaterMb(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kb = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    return kb === undefined ? undefined : Number(kb) / 1_024;
  } catch {
    // It has ended.
    return undefined;
  }
}

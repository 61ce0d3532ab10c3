import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allTests } from '../../workers/kernels/verification/all-tests.ts';
import type { SeedResult } from '../../workers/kernels/verification/run-test.ts';
import { verificationPage } from '../../workers/kernels/verification/verification-page.ts';
import {
  buildReport,
  type VerificationReport,
} from '../../workers/kernels/verification/verification-report.ts';
import { startThread, threadFile } from '../../workers/remote.ts';
import type { VerifyThread } from '../../workers/verify-port.ts';
import type { VerifyOptions } from './verify-options.ts';

interface Job {
  readonly id: string;
  readonly seed: number;
}

/**
 * Runs the verification tests and studies, every test with every seed, and writes the page of them; resolves to 1 when
 * a test failed.
 */
export async function verify(options: VerifyOptions): Promise<number> {
  const tests = allTests.filter(({ id }) => options.ids.includes(id));
  const jobs = tests.flatMap(({ id }) => options.seeds.map((seed): Job => ({ id, seed })));
  const results = await runAll(jobs, options.threads);
  const report = buildReport(tests, results);
  if (options.out !== undefined) {
    await writePage(options.out, verificationPage(tests, results, report));
    process.stderr.write(`anlan verify: ${path.join(options.out, 'README.md')} written\n`);
  }
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : table(report));
  return report.failed === 0 ? 0 : 1;
}

/** Hands the jobs to threads; a thread that dies ends the whole run with its error. */
async function runAll(jobs: readonly Job[], threads: number): Promise<readonly SeedResult[]> {
  const queue = [...jobs];
  const results: SeedResult[] = [];
  const work = async (): Promise<void> => {
    const thread = startThread<VerifyThread>(threadFile('verify.thread.ts'));
    const died = new Promise<never>((_, reject) => thread.onDeath(reject));
    try {
      for (let job = queue.shift(); job; job = queue.shift()) {
        const result = await Promise.race([thread.api.run(job.id, job.seed), died]);
        results.push(result);
        const verdict = result.error ?? (result.pass ? 'passed' : 'failed');
        process.stderr.write(
          `${results.length}/${jobs.length} ${job.id} seed ${job.seed}: ${verdict}\n`,
        );
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  return results;
}

/** Writes the page's files; plots of an earlier run that are no longer drawn go away. */
async function writePage(
  folder: string,
  files: ReturnType<typeof verificationPage>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = new Set(files.map(({ name }) => name));
  for (const old of await readdir(folder)) {
    if (old.endsWith('.svg') && !names.has(old)) await rm(path.join(folder, old));
  }
  for (const { name, text } of files) await writeFile(path.join(folder, name), text);
}

function table({ tests, studies, passed, failed, parameters }: VerificationReport): string {
  const line = (
    { id, title, measured, pass }: VerificationReport['tests'][number],
    word: string,
  ) => {
    const figures = Object.entries(measured).map(([name, { least, most, missing }]) => {
      const range = least === most ? short(least) : `${short(least)}…${short(most)}`;
      return `${name} ${range}${missing > 0 ? ` (none in ${missing})` : ''}`;
    });
    return `${pass ? word : 'FAILED'}  ${id}  ${title.en}\n        ${figures.join(', ')}\n`;
  };
  return [
    ...tests.map((test) => line(test, 'passed')),
    ...studies.map((study) => line(study, 'study ')),
    `${passed} passed, ${failed} failed; parameters ${parameters.hash}\n`,
  ].join('');
}

function short(value: number): string {
  return Number.isNaN(value) ? 'none' : String(Number(value.toPrecision(4)));
}

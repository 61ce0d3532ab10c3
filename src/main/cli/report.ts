import path from 'node:path';
import { timeLeft } from '../hub/commands/work-progress.ts';
import { findChromiumPress } from '../review/chromium-press.ts';
import { reviewFile } from '../review/review-file.ts';
import { writeDocument } from '../review/write-document.ts';
import { refuseTarget } from './export-target.ts';
import { replaceFile } from './exports/replace-file.ts';
import type { ReportOptions } from './report-options.ts';

/** Writes the report of a recording. Resolves to the exit code: 0 written, 1 it could not be (said in one line). */
export async function report(options: ReportOptions): Promise<number> {
  try {
    const { out, file } = options;
    // Before the half minute that the figures take.
    if (out !== undefined && out !== '-') await refuseTarget(out, file);
    return await (options.format === 'json' ? writeFigures(options) : writePage(options));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

async function writeFigures(options: ReportOptions): Promise<number> {
  const { file } = options;
  const reviewed = await review(options);
  if (!reviewed.ok) return refuse(reviewed.error.message);
  const json = `${JSON.stringify(reviewed.value, undefined, 1)}\n`;
  await put(options, `${path.basename(file, path.extname(file))}-review.json`, json);
  return 0;
}

async function writePage(options: ReportOptions): Promise<number> {
  const { file, language, format } = options;
  if (format === 'json') return 2;
  const written = await writeDocument({
    file,
    language,
    format,
    findPress: findChromiumPress,
    review: () => review(options),
  });
  if (!written.ok) return refuse(written.error.message);
  const { name, content, notice } = written.value;
  await put(options, name, format === 'pdf' ? Buffer.from(content, 'base64') : content);
  if (notice !== undefined) process.stderr.write(`anlan report: ${notice}\n`);
  return 0;
}

/** Reviews, with a line on the terminal that says how far it is and how long the rest takes; silent where nobody looks. */
async function review({ file, from, to }: ReportOptions): ReturnType<typeof reviewFile> {
  const { stderr } = process;
  const began = performance.now();
  const onProgress = (share: number) => {
    const left = timeLeft(share, performance.now() - began);
    const rest = left === undefined ? '' : `, about ${Math.ceil(left / 1_000)} s left`;
    stderr.write(`\rreviewing: ${Math.floor(100 * share)} %${rest}\u001b[K`);
  };
  try {
    return await reviewFile({
      file,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(stderr.isTTY ? { onProgress } : {}),
    });
  } finally {
    if (stderr.isTTY) stderr.write('\r\u001b[K');
  }
}

async function put(options: ReportOptions, name: string, content: string | Buffer): Promise<void> {
  if (options.out === '-') {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
    });
    return;
  }
  const file = options.out ?? path.join(path.dirname(options.file), name);
  await refuseTarget(file, options.file);
  await replaceFile(file, content);
  process.stdout.write(`${file}\n`);
}

function refuse(what: string): number {
  process.stderr.write(`anlan report: ${what}\n`);
  return 1;
}

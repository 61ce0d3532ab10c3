import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { Html } from './report-page.ts';

const run = promisify(execFile);
/** A browser that hangs is given up. */
const PRINT_MS = 120_000;

/** Prints a page that needs nothing from elsewhere with a headless Chromium, which ends when the signal says so. */
export async function printPdf(
  chromium: string,
  html: Html,
  signal?: AbortSignal,
): Promise<Result<Buffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-print-'));
  try {
    const page = path.join(folder, 'report.html');
    const pdf = path.join(folder, 'report.pdf');
    await writeFile(page, html);
    await run(
      chromium,
      [
        '--headless',
        // Chromium refuses to sandbox what root runs; the page is our own and loads nothing.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--user-data-dir=${path.join(folder, 'profile')}`,
        '--no-pdf-header-footer',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      { timeout: PRINT_MS, ...(signal ? { signal } : {}) },
    );
    return ok(await readFile(pdf));
  } catch (error) {
    return err(
      `${chromium}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Name } from '../../../domain/site/site.ts';
import type { RecordingFile } from '../../../domain/wire/session-contract.ts';
import { RecordReader } from '../../../store/record-reader.ts';

/** Files in a folder that are looked into, the newest ones; more than any archive of nights beside a running hub. */
const MOST_FILES = 500;

/** The event files of one folder, newest first. What a file says of itself is read again only when it has changed. */
export class RecordingList {
  readonly #folder: string;
  readonly #known = new Map<string, { readonly stamp: string; readonly about: RecordingFile }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(): Promise<readonly RecordingFile[]> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.anlan'));
    const found: { name: string; size: number; mtimeMs: number }[] = [];
    for (const name of names) {
      const stats = await stat(path.join(this.#folder, name)).catch(() => undefined);
      if (stats?.isFile()) found.push({ name, size: stats.size, mtimeMs: stats.mtimeMs });
    }
    const newest = found.sort((a, b) => b.mtimeMs - a.mtimeMs).slice(0, MOST_FILES);
    const files: RecordingFile[] = [];
    for (const { name, size, mtimeMs } of newest) {
      const stamp = `${size} ${mtimeMs}`;
      const known = this.#known.get(name);
      files.push(known?.stamp === stamp ? known.about : await this.#look(name, size, stamp));
    }
    return files;
  }

  async #look(file: string, bytes: number, stamp: string): Promise<RecordingFile> {
    const about = { file, bytes, ...(await lookInto(path.join(this.#folder, file))) };
    this.#known.set(file, { stamp, about });
    return about;
  }
}

async function lookInto(
  file: string,
): Promise<Pick<RecordingFile, 'event' | 'from' | 'to' | 'problem'>> {
  const reader = new RecordReader();
  try {
    const opened = await reader.open({ file });
    if (!opened.ok) return { problem: opened.error.message };
    const { span, documents } = opened.value;
    const event = eventName(documents['site.json']);
    return {
      ...(event === undefined ? {} : { event }),
      ...(span ? { from: span.from, to: span.to } : {}),
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  } finally {
    await reader.close().catch(() => undefined);
  }
}

/** The site's own name; a document that cannot be read is told when the recording is opened. */
function eventName(site: string | undefined): Name | undefined {
  try {
    const { zh, en }: { zh?: unknown; en?: unknown } = JSON.parse(site ?? '').name ?? {};
    const [one, other] = [zh, en].map((name) => (typeof name === 'string' ? name : undefined));
    const either = one ?? other;
    return either === undefined ? undefined : { zh: one ?? either, en: other ?? either };
  } catch {
    return undefined;
  }
}

import { open } from 'node:fs/promises';
import path from 'node:path';

const MAX_LABEL = 40;

/**
 * The name of an event file that is not there yet: from a label and an instant, `what-if-2026-12-31T2340.anlan`, with a
 * number where it is taken. The file is made at once, empty, so that nobody else takes it.
 */
export async function newEventFile(folder: string, label: string, now: Date): Promise<string> {
  const words = label
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const name = [...(words === '' ? 'rehearsal' : words)].slice(0, MAX_LABEL).join('');
  const stamp = now.toISOString().replaceAll(':', '').slice(0, 17);
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `-${number}`;
    const file = path.join(folder, `${name}-${stamp}${ending}.anlan`);
    try {
      const made = await open(file, 'wx');
      await made.close();
      return file;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken) throw error;
    }
  }
}

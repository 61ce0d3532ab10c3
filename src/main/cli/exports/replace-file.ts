import { rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Writes beside a file and gives it its name when it is whole: a failure leaves what was there. What is no plain file
 * (a pipe, a terminal) cannot be replaced and is written to. Throws what the disk says.
 */
export async function replaceFile(
  file: string,
  content: Parameters<typeof writeFile>[1],
): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there && !there.isFile()) return writeFile(file, content);
  const partial = `${file}.partial`;
  try {
    await writeFile(partial, content);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

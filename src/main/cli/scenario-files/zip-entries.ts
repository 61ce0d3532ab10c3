import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { FormatProblem } from './format-problem.ts';

/** A scenario's archive holds two small files; what claims more is no scenario. */
const MOST_ENTRIES = 1_000;
const LARGEST_ENTRY_BYTES = 32 * 1024 * 1024;

/**
 * The wanted files of a zip archive by their name without folder, inflated in memory: nothing is ever written to
 * disk. Refuses archives that are damaged or encrypted, that lead out of their folder (`../`, absolute names) or
 * inflate to more than 32 MB a file, whatever their table of contents claims.
 */
export async function readZipEntries(
  bytes: Uint8Array,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes), {
      lazyEntries: true,
      strictFileNames: true,
    });
    if (archive.entryCount > MOST_ENTRIES) {
      throw new FormatProblem('', `holds ${archive.entryCount} files; a scenario has a few`);
    }
    for await (const entry of archive.eachEntry()) {
      const name = entry.fileName.split('/').at(-1) ?? '';
      if (!wanted.includes(name)) continue;
      if (found.has(name)) throw new FormatProblem(entry.fileName, `there is a second ${name}`);
      if (entry.isEncrypted()) {
        throw new FormatProblem(entry.fileName, 'is encrypted; save it without a password');
      }
      const stream = await archive.openReadStreamPromise(entry);
      found.set(name, await inflated(stream, entry.fileName, entry.crc32));
    }
  } catch (error) {
    if (error instanceof FormatProblem || !(error instanceof Error)) throw error;
    throw new FormatProblem('', `the archive cannot be read (${error.message}); zip it again`);
  }
  return found;
}

async function inflated(stream: Readable, name: string, sum: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new Error('invariant broken: an archive gives bytes');
    size += chunk.length;
    if (size > LARGEST_ENTRY_BYTES) {
      throw new FormatProblem(name, 'inflates to more than 32 MB; that is no scenario');
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== sum >>> 0) {
    throw new FormatProblem(name, 'is damaged (its checksum is wrong); copy the archive again');
  }
  return bytes;
}

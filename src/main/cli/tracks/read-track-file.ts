import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readCsvTracks } from './csv-tracks.ts';
import { readJuelichText } from './juelich-text.ts';
import { readJupedsimSqlite } from './jupedsim-sqlite.ts';
import { plainNumber, refuse, type TrackFile } from './track-file.ts';
import { readVadereTracks } from './vadere-tracks.ts';

const SQLITE_MAGIC = 'SQLite format 3\0';
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Reads tracks from a file of any of the formats, told by its content: JuPedSim SQLite, Vadere steps, Jülich text, a
 * table with a header; texts may be gzipped. `framesPerS` is what --fps said. Throws with file and line.
 */
export async function readTrackFile(
  file: string,
  framesPerS: number | undefined,
): Promise<TrackFile> {
  if ((await beginningOf(file)) === SQLITE_MAGIC) return await readJupedsimSqlite(file, framesPerS);
  const text = textOf(file, await bytesOf(file));
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (first === undefined) refuse(file, undefined, 'it holds no position');
  if (/\bpedestrianId\b/.test(first) && /\bsimTime\b/.test(first)) {
    return readVadereTracks(file, text, framesPerS);
  }
  const isNumbers = plainNumber(first.trim().split(/\s+/)[0]) !== undefined;
  return isNumbers
    ? readJuelichText(file, text, framesPerS)
    : readCsvTracks(file, text, framesPerS);
}

/** As many bytes as tell a SQLite file, which may be too large to be read as a whole. */
async function beginningOf(file: string): Promise<string> {
  const unreadable = (error: unknown) =>
    refuse(file, undefined, `it cannot be read: ${wordsOf(error)}`);
  const handle = await open(file).catch(unreadable);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE_MAGIC.length));
    return buffer.toString('latin1', 0, bytesRead);
  } catch (error) {
    return unreadable(error);
  } finally {
    await handle.close();
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((error: unknown) =>
    refuse(file, undefined, `it cannot be read: ${wordsOf(error)}`),
  );
  if (!GZIP_MAGIC.every((byte, index) => bytes[index] === byte)) return bytes;
  return await promisify(gunzip)(bytes).catch((error: unknown) =>
    refuse(file, undefined, `it cannot be unpacked: ${wordsOf(error)}`),
  );
}

function textOf(file: string, bytes: Buffer): string {
  // Comments of old files may be in any encoding; the numbers are the same in all of them.
  const text = new TextDecoder('utf-8').decode(bytes).replaceAll('\r\n', '\n');
  if (text.includes('\0')) refuse(file, undefined, 'it is neither a text nor a SQLite file');
  return text;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { open, stat } from 'node:fs/promises';
import { canonicalPath, exists } from '../../store/inspect.ts';
import { APPLICATION_ID } from '../../store/migrations/migrate.ts';

/** Where SQLite keeps the number of the program that a file belongs to, and what a file begins with. */
const APPLICATION_ID_AT = 68;
const HEADER_BYTES = 100;
const SQLITE_BEGINS = 'SQLite format 3\0';
/** What lies beside an event file and belongs to it. */
const SIDE_FILE = /-(?:wal|shm|lock|journal)$/;

/** Throws, in words, when writing to `out` would destroy the input or a recording. */
export async function refuseTarget(out: string, input: string): Promise<void> {
  const other = 'nothing is written over it; name another --out';
  const target = await canonicalPath(out);
  if ((await exists(input)) && (await isSameFile(target, await canonicalPath(input)))) {
    throw new Error(`${out} is the file that is read: ${other}`);
  }
  if (await isEventFile(target)) throw new Error(`${out} is a recording: ${other}`);
  if (SIDE_FILE.test(target) && (await isEventFile(target.replace(SIDE_FILE, '')))) {
    throw new Error(`${out} belongs to the recording beside it: ${other}`);
  }
}

/** Whether two canonical paths lead to one file, also by two names of it. */
async function isSameFile(a: string, b: string): Promise<boolean> {
  if (a === b) return true;
  if (!(await exists(a))) return false;
  const [one, two] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
  return one.ino !== 0n && one.ino === two.ino && one.dev === two.dev;
}

/** By its first bytes: also one that is damaged, or of a later version. */
async function isEventFile(file: string): Promise<boolean> {
  if (!(await exists(file)) || !(await stat(file)).isFile()) return false;
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await handle.read(header, 0, HEADER_BYTES, 0);
    return (
      header.toString('latin1', 0, SQLITE_BEGINS.length) === SQLITE_BEGINS &&
      header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID
    );
  } finally {
    await handle.close();
  }
}

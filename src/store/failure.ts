import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { RecordFailure } from './record.ts';
import { SqlError } from './sql.ts';

/** Below this a file system counts as full, whatever name the driver gives the failure. */
const FULL_DISK_BYTES = 256 * 1024;

/** A failure found while the file was worked on; it becomes an `Outcome` at the border of the store. */
export class RecordError extends Error {
  readonly failure: RecordFailure;

  constructor(failure: RecordFailure) {
    super(failure.message);
    this.name = 'RecordError';
    this.failure = failure;
  }
}

/**
 * The failure that an error of SQLite or of our own checks means for `file`.
 * Throws the error again when it is neither: that is a bug, and no operator can do anything about it.
 */
export async function recordFailure(error: unknown, file: string): Promise<RecordFailure> {
  if (error instanceof RecordError) return error.failure;
  if (!(error instanceof SqlError)) throw error;
  switch (error.code) {
    case 'SQLITE_FULL':
      return diskFull(file);
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return damaged(file, error.message);
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
      return readOnly(file, error.message);
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return inUse(file);
    case 'SQLITE_CONSTRAINT':
      return {
        code: 'io',
        message: `The event file ${file} refused what was to be recorded: ${error.message}.`,
      };
    default:
      // A disk that is full where SQLite keeps its shared memory shows as a plain input/output error.
      return (await isDiskFull(file)) ? diskFull(file) : ioFailure(file, error.message);
  }
}

export function diskFull(file: string): RecordFailure {
  return {
    code: 'diskFull',
    message: `The disk that holds ${file} is full: nothing more is recorded. Free some space on it; recording goes on by itself, and nothing acknowledged is lost.`,
  };
}

export function damaged(file: string, what: string): RecordFailure {
  return {
    code: 'damaged',
    message: `The event file ${file} is damaged: ${what}. Keep it as it is, copy it, and work on the copy; begin a new file to go on recording.`,
  };
}

export function readOnly(file: string, what: string): RecordFailure {
  return {
    code: 'readOnly',
    message: `The event file ${file} cannot be written: ${what}. Allow writing to the file and its folder, or choose another folder.`,
  };
}

export function ioFailure(file: string, what: string): RecordFailure {
  return {
    code: 'io',
    message: `The event file ${file} could not be read or written: ${what}. Check that its disk is connected and sound.`,
  };
}

export function missing(file: string, what: string): RecordFailure {
  return { code: 'missing', message: `There is no event file ${file}: ${what}.` };
}

export function inUse(file: string): RecordFailure {
  return {
    code: 'inUse',
    message: `The event file ${file} is being written by another program on this machine, usually another Anlan. Use that one, close it first, or choose another file.`,
  };
}

export function notAnEventFile(file: string, what: string): RecordFailure {
  return {
    code: 'notAnEventFile',
    message: `${file} is not an Anlan event file: ${what}. Nothing in it was changed; choose another file.`,
  };
}

export function newerVersion(file: string, found: number, known: number): RecordFailure {
  return {
    code: 'newerVersion',
    message: `The event file ${file} has format version ${found}, but this Anlan knows versions up to ${known}. Nothing in it was changed; open it with a newer Anlan.`,
  };
}

async function isDiskFull(file: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(path.dirname(file));
    return bavail * bsize < FULL_DISK_BYTES;
  } catch {
    return false;
  }
}

import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { HOUR, MINUTE, type Millis } from '../domain/base/quantity.ts';

/** Room on a recording's disk. */
export interface DiskState {
  /** What may still be written: free on the disk, and free in the file itself. */
  readonly freeBytes: number;
  /** What the recording has taken an hour lately, by the machine's clock; absent: nobody knows yet. */
  readonly bytesPerHour?: number;
  /** Until it is full at that rate. */
  readonly hoursLeft?: number;
}

/** The rate is that of the last so many minutes, and not told before it covers the second. */
const RATE_OVER_MS: Millis = 10 * MINUTE;
const RATE_FROM_MS: Millis = MINUTE;

interface Sample {
  readonly at: Millis;
  readonly usedBytes: number;
}

/** Watches how fast a recording fills its disk. */
export class DiskWatch {
  readonly #file: string;
  readonly #now: () => Millis;
  readonly #freeBytes: (folder: string) => Promise<number>;
  #samples: readonly Sample[] = [];

  /** `now` never goes back; `freeBytes` asks the file system unless a test says otherwise. */
  constructor(
    file: string,
    now: () => Millis = () => performance.now(),
    freeBytes: (folder: string) => Promise<number> = freeOn,
  ) {
    this.#file = file;
    this.#now = now;
    this.#freeBytes = freeBytes;
  }

  /** Takes a look; `space` is what the file says of itself. */
  async look(space: {
    readonly usedBytes: number;
    readonly spareBytes: number;
  }): Promise<DiskState> {
    const now = this.#now();
    const newest: Sample = { at: now, usedBytes: space.usedBytes };
    this.#samples = [...this.#samples.filter(({ at }) => now - at <= RATE_OVER_MS), newest];
    const freeBytes = (await this.#freeBytes(path.dirname(this.#file))) + space.spareBytes;
    const bytesPerHour = this.#rate(newest);
    if (bytesPerHour === undefined) return { freeBytes };
    return {
      freeBytes,
      bytesPerHour,
      ...(bytesPerHour > 0 ? { hoursLeft: freeBytes / bytesPerHour } : {}),
    };
  }

  /** Forgets what was: after thinning the file has shrunk, which is no rate. */
  reset(): void {
    this.#samples = [];
  }

  #rate(newest: Sample): number | undefined {
    const [oldest] = this.#samples;
    if (!oldest || newest.at - oldest.at < RATE_FROM_MS) return undefined;
    const grown = Math.max(0, newest.usedBytes - oldest.usedBytes);
    return (grown / (newest.at - oldest.at)) * HOUR;
  }
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

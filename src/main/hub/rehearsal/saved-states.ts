import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { ObservationColumns } from '../../../domain/crowd/observation.ts';
import type { World } from '../../../domain/session/world.ts';

import { freeBytes } from './free-bytes.ts';

/** A night of eight hours every five minutes. */
const MAX_STATES = 120;
const MAX_BYTES = 768 * 2 ** 20;
/** With less free nothing is kept: the records of the night need the disk more. */
const LEAST_FREE_BYTES = 2e9;
const VERSION = 1;
const FILE = /^(\d+)\.state$/;

/** A session's own picture between two ticks. */
export interface SavedPicture {
  readonly world: World;
  readonly models: Readonly<Record<string, Uint8Array>>;
  /** Observations that the next step of the estimator takes. */
  readonly sinceStep: readonly ObservationColumns[];
}

/** A whole rehearsal at one instant: from it the same night goes on. */
export interface SavedRehearsal extends SavedPicture {
  readonly at: Millis;
  /** The people and the sensors that look at them; see RehearseThread.save. */
  readonly night: Uint8Array;
}

/**
 * The saved states of one rehearsal, in a folder beside its event file (`NAME.states`). They can be made again by playing
 * the night again: when one cannot be read or written the rehearsal goes on without it.
 */
export class SavedStates {
  readonly #folder: string;
  readonly #maxStates: number;
  readonly #maxBytes: number;
  readonly #leastFree: number;
  /** Bytes of each state by its instant, oldest first. */
  #kept = new Map<Millis, number>();

  constructor(
    eventFile: string,
    limits: { states?: number; bytes?: number; freeBytes?: number } = {},
  ) {
    this.#folder = `${eventFile.replace(/\.anlan$/, '')}.states`;
    this.#maxStates = limits.states ?? MAX_STATES;
    this.#maxBytes = limits.bytes ?? MAX_BYTES;
    this.#leastFree = limits.freeBytes ?? LEAST_FREE_BYTES;
  }

  /** Finds what an earlier run left. */
  async open(): Promise<void> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    const found = await Promise.all(
      names.flatMap((name) => {
        const at = FILE.exec(name)?.[1];
        return at === undefined
          ? []
          : [stat(path.join(this.#folder, name)).then(({ size }) => [Number(at), size] as const)];
      }),
    );
    this.#kept = new Map(found.sort(([a], [b]) => a - b));
  }

  /** Instants that can be gone back to, oldest first. */
  list(): readonly Millis[] {
    return [...this.#kept.keys()];
  }

  /**
   * Keeps a state; of those before it every other one goes when they are too many or too large. On a disk that is nearly
   * full nothing is kept, unless it is said that it must be.
   */
  async put(state: SavedRehearsal, how: { always?: boolean } = {}): Promise<void> {
    const free = await freeBytes(path.dirname(this.#folder));
    if (free < this.#leastFree && how.always !== true) return;
    const bytes = serialize({ format: 'anlan-saved-rehearsal', version: VERSION, ...state });
    await mkdir(this.#folder, { recursive: true });
    const file = this.#fileOf(state.at);
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, bytes);
    await rename(draft, file);
    this.#kept.delete(state.at);
    this.#kept.set(state.at, bytes.byteLength);
    await this.#thin();
  }

  /** The state of an instant; undefined when there is none that can be read. */
  async at(time: Millis): Promise<SavedRehearsal | undefined> {
    if (!this.#kept.has(time)) return undefined;
    try {
      const read = deserialize(await readFile(this.#fileOf(time)));
      const isOurs = read?.format === 'anlan-saved-rehearsal' && read.version === VERSION;
      return isOurs ? (read as SavedRehearsal) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The newest state up to an instant that can be read. */
  async newestUpTo(time: Millis): Promise<SavedRehearsal | undefined> {
    const candidates = this.list().filter((at) => at <= time);
    for (const at of candidates.reverse()) {
      const found = await this.at(at);
      if (found) return found;
    }
    return undefined;
  }

  /** Forgets what came after an instant: the rehearsal has gone back. */
  async forgetAfter(time: Millis): Promise<void> {
    await Promise.all(
      this.list()
        .filter((at) => at > time)
        .map((at) => this.#remove(at)),
    );
  }

  /** Forgets all but the newest: a rehearsal that is closed needs no more to be taken up again. */
  async keepNewest(): Promise<void> {
    await Promise.all(
      this.list()
        .slice(0, -1)
        .map((at) => this.#remove(at)),
    );
  }

  async #thin(): Promise<void> {
    const bytes = [...this.#kept.values()].reduce((sum, size) => sum + size, 0);
    if (this.#kept.size <= this.#maxStates && bytes <= this.#maxBytes) return;
    const older = this.list().slice(0, -1);
    await Promise.all(older.filter((_, index) => index % 2 === 1).map((at) => this.#remove(at)));
    const [first, ...rest] = this.list();
    if (rest.length === 1 && first !== undefined && bytes > this.#maxBytes) {
      await this.#remove(first);
    }
  }

  async #remove(at: Millis): Promise<void> {
    this.#kept.delete(at);
    await rm(this.#fileOf(at), { force: true });
  }

  #fileOf(at: Millis): string {
    return path.join(this.#folder, `${at}.state`);
  }
}

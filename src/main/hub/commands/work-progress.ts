import type { Millis } from '../../../domain/base/quantity.ts';

/** How far long work is; `leftMs` as soon as it can be told. */
export interface Progress {
  /** From 0 to 1. */
  readonly share: number;
  readonly leftMs?: Millis;
}

/** Before this share of the work is done, nobody can tell how long the rest takes. */
const LEAST_SHARE = 0.03;

/** How far work on files is, by the file. */
export class WorkProgress {
  readonly #nowMs: () => Millis;
  readonly #underWay = new Map<string, { readonly beganMs: Millis; share: number }>();

  constructor(nowMs: () => Millis) {
    this.#nowMs = nowMs;
  }

  /** Counts `work` as under way until it settles; it says how far it is. */
  async during<T>(file: string, work: (tell: (share: number) => void) => Promise<T>): Promise<T> {
    const mine = { beganMs: this.#nowMs(), share: 0 };
    this.#underWay.set(file, mine);
    try {
      return await work((share) => {
        mine.share = Math.min(1, Math.max(mine.share, share));
      });
    } finally {
      if (this.#underWay.get(file) === mine) this.#underWay.delete(file);
    }
  }

  /** Undefined: nothing is under way on that file. */
  of(file: string): Progress | undefined {
    const found = this.#underWay.get(file);
    if (!found) return undefined;
    const { share, beganMs } = found;
    const leftMs = timeLeft(share, this.#nowMs() - beganMs);
    return { share, ...(leftMs === undefined ? {} : { leftMs }) };
  }
}

/** How long the rest takes when it goes on as it went; undefined while too little is done to tell. */
export function timeLeft(share: number, elapsedMs: Millis): Millis | undefined {
  return share < LEAST_SHARE ? undefined : (elapsedMs * (1 - share)) / share;
}

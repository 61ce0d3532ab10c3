import type { Millis } from '../../domain/base/quantity.ts';

/** Seeks by hand: of many wishes in a row only one is under way, and the last one always comes. */
export interface Seeker {
  /** Resolves when no wish is left; rejects with the hub's refusal. */
  seek(time: Millis): Promise<void>;
}

/** Makes a seeker; `onWanted` hears where the playhead is wanted, and undefined when it is there. */
export function createSeeker(
  send: (time: Millis) => Promise<unknown>,
  onWanted: (time: Millis | undefined) => void,
): Seeker {
  let wanted: Millis | undefined;
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      while (wanted !== undefined) {
        const time = wanted;
        await send(time);
        // Somebody may have moved the playhead on meanwhile.
        if (wanted === time) wanted = undefined;
      }
    } finally {
      wanted = undefined;
      running = undefined;
      onWanted(undefined);
    }
  };
  return {
    seek: (time) => {
      wanted = time;
      onWanted(time);
      running ??= run();
      return running;
    },
  };
}

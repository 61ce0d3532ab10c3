import type { PowerSaveBlocker } from 'electron';

/** Keeps the screens on while a live session runs, and only then: a laptop in the tent must not fall asleep on duty. */
export function keepAwake(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): {
  set(live: boolean): void;
} {
  let held: number | undefined;
  return {
    set(live) {
      if (live) {
        held ??= blocker.start('prevent-display-sleep');
      } else if (held !== undefined) {
        blocker.stop(held);
        held = undefined;
      }
    },
  };
}

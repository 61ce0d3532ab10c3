import type { Timers } from '../../src/main/electron/timers.ts';

/** Time that only the test moves. */
export function manualTimers(): Timers & { advance(ms: number): void } {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after(delay, run) {
      const timer = { at: now + delay, run };
      due.push(timer);
      return () => {
        due = due.filter((each) => each !== timer);
      };
    },
    advance(ms) {
      now += ms;
      for (const timer of due.filter(({ at }) => at <= now)) {
        due = due.filter((each) => each !== timer);
        timer.run();
      }
    },
  };
}

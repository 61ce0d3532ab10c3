import { useEffect, useRef, useState } from 'react';

/** What was answered last, and why the newest question failed. */
export interface Polled<T> {
  readonly answer?: T;
  readonly failure?: string;
}

/**
 * Asks now and then, by the wall's clock: a night at sixty times its speed must not ask sixty times as often. Whatever
 * the question takes, its answer is one change of state.
 */
export function usePolled<T>(ask: () => Promise<T>, everyMs: number, again: string): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({});
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    // `again` asks at once: the same words may need another answer.
    void again;
    let isGone = false;
    const once = () => {
      latest.current().then(
        (answer) => {
          if (!isGone) setPolled({ answer });
        },
        (error: Error) => {
          if (!isGone) setPolled((before) => ({ ...before, failure: error.message }));
        },
      );
    };
    once();
    const timer = setInterval(once, everyMs);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [everyMs, again]);
  return polled;
}

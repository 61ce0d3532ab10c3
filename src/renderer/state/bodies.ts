import type { AgentsFrame } from '../../domain/wire/agents-frame.ts';

/** The newest simulated people, outside React; only planner and controller seats ever hold any. */
export interface Bodies {
  newest(): AgentsFrame | undefined;
  put(frame: AgentsFrame, done: () => void): void;
  /** What came before is void. */
  forget(): void;
  /** The result ends that. */
  onChange(listener: () => void): () => void;
}

export function createBodies(): Bodies {
  let newest: AgentsFrame | undefined;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    newest: () => newest,
    put: (frame, done) => {
      newest = frame;
      tell();
      // The map takes them at once; whoever is slow to draw gets the next when the page is free again.
      requestAnimationFrame(done);
    },
    forget: () => {
      newest = undefined;
      tell();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

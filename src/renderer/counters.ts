/** What tests wait on instead of time. */
export interface Counters {
  readonly framesDrawn: number;
  readonly framesReceived: number;
  readonly reactCommits: number;
  readonly entries: number;
}

declare global {
  interface Window {
    anlanCounters?: Counters;
  }
}

/** Shows the counters on the window; they can be read and nothing else. */
export function exposeCounters(read: { readonly [K in keyof Counters]: () => number }): void {
  const counters: Counters = Object.freeze({
    get framesDrawn() {
      return read.framesDrawn();
    },
    get framesReceived() {
      return read.framesReceived();
    },
    get reactCommits() {
      return read.reactCommits();
    },
    get entries() {
      return read.entries();
    },
  });
  Object.defineProperty(window, 'anlanCounters', { value: counters });
}

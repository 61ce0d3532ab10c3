import type { Millis } from '../../domain/base/quantity.ts';
import type { DensityFrame } from '../../domain/crowd/density-frame.ts';

/**
 * The newest density frame, outside React. A frame is acknowledged when the map has drawn it, or when a newer one
 * has taken its place.
 */
export interface Frames {
  newest(): DensityFrame | undefined;
  /** Counts the frames received: the version of `newest`. */
  received(): number;
  drawn(): number;
  /** When the picture on the map was true; absent while it shows none, or an older one than the newest. */
  shownAt(): Millis | undefined;
  put(frame: DensityFrame, done: () => void): void;
  /** What came before is void: nothing is on show until the next frame. */
  forget(): void;
  /** The map has drawn the frame of that version. */
  markDrawn(version: number): void;
  /** The result ends that. */
  onChange(listener: () => void): () => void;
}

export function createFrames(): Frames {
  let newest: DensityFrame | undefined;
  let received = 0;
  let drawn = 0;
  let lastDrawn = 0;
  let done: (() => void) | undefined;
  const listeners = new Set<() => void>();
  return {
    newest: () => newest,
    received: () => received,
    drawn: () => drawn,
    shownAt: () => (lastDrawn === received ? newest?.issuedAt : undefined),
    put: (frame, acknowledge) => {
      done?.();
      newest = frame;
      received += 1;
      done = acknowledge;
      for (const listener of listeners) listener();
    },
    forget: () => {
      done?.();
      done = undefined;
      newest = undefined;
      // The empty picture is a version too: the map must draw it.
      received += 1;
      for (const listener of listeners) listener();
    },
    markDrawn: (version) => {
      if (version <= lastDrawn) return;
      lastDrawn = version;
      drawn += 1;
      if (version !== received) return;
      done?.();
      done = undefined;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

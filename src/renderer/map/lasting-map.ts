import type { Millis } from '../../domain/base/quantity.ts';
import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import type { Timers } from '../link/timers.ts';
import type { MapControl, MapPicture, MapView, Track } from '../seat.ts';
import type { RunMark } from '../state/run-mark.ts';
import { type LiveMap, type LiveMapOptions, liveMap } from './live-map.ts';

export interface LastingMapOptions extends Omit<LiveMapOptions, 'view' | 'onLost' | 'onRestored'> {
  readonly timers: Timers;
}

/** The map of a seat for as long as the seat lasts. */
export interface LastingMap {
  readonly control: MapControl;
  /** Parts it from the stores and frees what it holds. */
  remove(): void;
}

/** A browser that does not say when it can draw again is tried after this, and then in growing pauses. */
const FIRST_PAUSE: Millis = 5_000;
const LAST_PAUSE: Millis = 60_000;
/** A map that stood for so long was no failed try. */
const STEADY: Millis = 60_000;

/**
 * A map that outlives the loss of what the browser drew, as when a graphics driver starts again: its picture says that
 * it is lost, and another map is built from the present state, on the same view and with what panels had drawn on it.
 * Throws without WebGL2.
 */
export function lastingMap({ timers, ...options }: LastingMapOptions): LastingMap {
  const watchers = new Set<() => void>();
  const followers = new Set<(view: MapView) => void>();
  /** What the next map begins with; undefined: the whole site. */
  let movedTo: MapView | undefined;
  let runMap: DensityMap | undefined;
  let runMarks: readonly RunMark[] | undefined;
  let track: { readonly track: Track; readonly onPoint: (at: Millis) => void } | undefined;
  let isRemoved = false;
  let pause = FIRST_PAUSE;
  let builtAt = timers.now();
  let cancelRetry = () => {};

  const build = (): LiveMap => {
    const made = liveMap({ ...options, view: movedTo, onLost: lose, onRestored: rebuild });
    builtAt = timers.now();
    made.control.onMove((view) => {
      for (const follower of followers) follower(view);
    });
    return made;
  };
  const show = (next: MapPicture) => {
    picture = next;
    for (const watcher of watchers) watcher();
  };
  const retryLater = () => {
    cancelRetry = timers.after(pause, rebuild);
    pause = Math.min(LAST_PAUSE, 2 * pause);
  };

  let drawn: LiveMap | undefined = build();
  let picture: MapPicture = { element: drawn.element, isLost: false };
  let lastView = drawn.control.view();

  function lose(): void {
    const gone = drawn;
    if (!gone || isRemoved) return;
    drawn = undefined;
    movedTo = gone.movedTo();
    lastView = gone.control.view();
    gone.remove();
    show({ element: gone.element, isLost: true });
    if (timers.now() - builtAt > STEADY) pause = FIRST_PAUSE;
    retryLater();
  }

  function rebuild(): void {
    if (isRemoved || drawn) return;
    cancelRetry();
    let made: LiveMap;
    try {
      made = build();
    } catch {
      // The words stay over the empty map, and the seat goes on.
      retryLater();
      return;
    }
    drawn = made;
    if (runMap) made.control.drawRunMap(runMap);
    if (runMarks) made.control.drawRunMarks(runMarks);
    if (track) made.control.drawTrack(track.track, track.onPoint);
    show({ element: made.element, isLost: true });
    void made.ready.then(() => {
      if (drawn === made) show({ element: made.element, isLost: false });
    });
  }

  const control: MapControl = {
    picture: () => picture,
    onPicture: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    fit: () => {
      if (drawn) drawn.control.fit();
      else movedTo = undefined;
    },
    zoomBy: (steps) => drawn?.control.zoomBy(steps),
    centre: () => control.view().centre,
    goTo: (target) => drawn?.control.goTo(target),
    fitTo: (bounds) => drawn?.control.fitTo(bounds),
    drawRunMap: (shown) => {
      runMap = shown;
      drawn?.control.drawRunMap(shown);
    },
    drawRunMarks: (shown) => {
      runMarks = shown;
      drawn?.control.drawRunMarks(shown);
    },
    view: () => drawn?.control.view() ?? lastView,
    show: (view) => {
      drawn?.control.show(view);
      if (drawn) return;
      movedTo = view;
      lastView = view;
    },
    onMove: (listener) => {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    drawTrack: (next, onPoint) => {
      track = next && { track: next, onPoint };
      drawn?.control.drawTrack(next, onPoint);
    },
  };
  return {
    control,
    remove: () => {
      isRemoved = true;
      cancelRetry();
      drawn?.remove();
    },
  };
}

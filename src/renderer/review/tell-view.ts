import type { SeatView } from '../../domain/session/seat-view.ts';
import type { Timers } from '../link/timers.ts';
import { readWorld, type Seat } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import type { UiState } from '../state/ui-store.ts';
import { viewOf } from './replay-actions.ts';

/** A view is told when it has stood for so long: nobody has seen what he only passed over. */
const REST_MS = 2_000;

/** What of the seat's switches shows on the screen. */
const SHOWN = [
  'layout',
  'tab',
  'plannerTab',
  'reviewTab',
  'selection',
  'layers',
  'timelineOpen',
  'timelineSpan',
] as const satisfies readonly (keyof UiState)[];

/**
 * Tells the hub what is on this seat's screen whenever that has changed, so that a review knows who saw what. Of a
 * replay nothing is told: nothing more is recorded there. The result ends it.
 */
export function tellView(seat: Seat, timers: Timers): () => void {
  let told = '';
  let cancel = () => {};
  const tell = () => {
    if (isReplay(readWorld(seat).world)) return;
    const view = seatView(seat);
    const shown = JSON.stringify(view);
    if (shown === told) return;
    told = shown;
    // What could not be written is told with the next change.
    seat.call('seat.shows', view).catch(() => {
      told = '';
    });
  };
  const changed = () => {
    cancel();
    cancel = timers.after(REST_MS, tell);
  };
  changed();
  // The pointer moves over the map all the time; only what is on the screen counts.
  const stopUi = seat.ui.subscribe((now, before) => {
    if (SHOWN.some((key) => now[key] !== before[key])) changed();
  });
  const stopMap = seat.map?.onMove(changed);
  return () => {
    cancel();
    stopUi();
    stopMap?.();
  };
}

function seatView(seat: Seat): SeatView {
  const ui = seat.ui.getState();
  const { lon, lat, zoom, layers = [], selection } = viewOf(seat) ?? {};
  const panel = panelOf(ui);
  return {
    layout: ui.layout,
    ...(panel === undefined ? {} : { panel }),
    ...(lon === undefined || lat === undefined || zoom === undefined
      ? {}
      : { map: { lon, lat, zoom } }),
    layers,
    ...(selection === undefined ? {} : { selection }),
    ...(ui.timelineOpen && ui.timelineSpan ? { timeline: ui.timelineSpan } : {}),
  };
}

function panelOf({ layout, tab, plannerTab, reviewTab }: UiState): string | undefined {
  switch (layout) {
    case 'command':
      return tab;
    case 'planner':
      return plannerTab;
    case 'review':
      return reviewTab;
    case 'wall':
      return undefined;
  }
}

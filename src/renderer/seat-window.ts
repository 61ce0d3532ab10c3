import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionId } from '../domain/base/ids.ts';
import type { Role } from '../domain/session/role.ts';
import type { Link } from '../domain/wire/contract.ts';
import type { Timers } from './link/timers.ts';
import { linkMaps } from './map/link-maps.ts';
import { type OpenSeat, openSeat } from './open-seat.ts';
import type { Seat, SessionDoor } from './seat.ts';
import type { Flusher } from './state/flusher.ts';
import { linkUi } from './state/link-ui.ts';
import { createUiStore, NEW_PLANNER_DRAFT, type UiStore } from './state/ui-store.ts';

/** What a window shows. */
export interface WindowState {
  /** Absent while the first link is being made. */
  readonly seat: Seat | undefined;
  /** A second session whose map stands beside the first. */
  readonly beside: Seat | undefined;
  /** Which session the window asked for; absent: the hub's own. */
  readonly session: SessionId | undefined;
  /** Why a session could not be shown, in the hub's words. */
  readonly refusal: string | undefined;
}

/** A window: one seat, at times a second beside it, and the way to other sessions. */
export interface SeatWindow {
  readonly store: StoreApi<WindowState>;
  readonly door: SessionDoor;
  /** The seat that is attached or attaching. */
  current(): OpenSeat;
}

export interface SeatWindowOptions {
  readonly role: Role;
  readonly session: SessionId | undefined;
  readonly ui: UiStore;
  readonly flusher: Flusher;
  readonly timers: Timers;
  open(): Promise<Link>;
  /** The window was led to another session. */
  onGone?(session: SessionId | undefined): void;
}

/** What of the screen belongs to one session and is forgotten with it. */
const FORGOTTEN = {
  selection: undefined,
  hover: undefined,
  measuring: undefined,
  dialog: undefined,
  undoable: undefined,
  planner: NEW_PLANNER_DRAFT,
  operator: undefined,
  historyOpen: false,
  timelineSpan: undefined,
  timelineZones: [],
  hiddenMaps: [],
} as const;

export function createSeatWindow(options: SeatWindowOptions): SeatWindow {
  const store = createStore<WindowState>(() => ({
    seat: undefined,
    beside: undefined,
    session: options.session,
    refusal: undefined,
  }));
  let second:
    | { open: OpenSeat; session: SessionId; isOwn: boolean; unlink: () => void }
    | undefined;

  const attach = (session: SessionId | undefined): OpenSeat =>
    openSeat({
      ...options,
      session,
      door,
      onReady: (seat) => store.setState({ seat }),
      onRefused: ({ message }) => {
        // The hub's own session is always there: it can only be late.
        if (session === undefined) return;
        store.setState({ refusal: message });
        go(undefined);
      },
      onOtherSite: () => go(session),
    });

  const closeBeside = () => {
    const gone = second;
    if (!gone) return;
    second = undefined;
    gone.unlink();
    gone.open.stop();
    store.setState({ beside: undefined });
    // What others may look at goes on; a replay of this window's own that has ended already is no trouble.
    if (!gone.isOwn) return;
    const { seat } = store.getState();
    seat?.call('sessions.close', { session: gone.session }).catch(() => {});
  };

  const go = (session: SessionId | undefined) => {
    closeBeside();
    first.stop();
    options.ui.setState(FORGOTTEN);
    // Until the other session is there, nothing stands for it.
    store.setState({ session, seat: undefined });
    first = attach(session);
    options.onGone?.(session);
  };

  const openBeside = (session: SessionId, isOwn: boolean) => {
    closeBeside();
    const { language, layout } = options.ui.getState();
    const ui = createUiStore(language, layout);
    const unlinkUi = linkUi(options.ui, ui);
    let unlinkMaps = () => {};
    const open = openSeat({
      ...options,
      ui,
      session,
      door,
      onReady: (seat) => {
        const { seat: main } = store.getState();
        if (main?.map && seat.map) unlinkMaps = linkMaps(main.map, seat.map);
        store.setState({ beside: seat });
      },
      onRefused: ({ message }) => {
        store.setState({ refusal: message });
        closeBeside();
      },
      onOtherSite: closeBeside,
    });
    second = {
      open,
      session,
      isOwn,
      unlink: () => {
        unlinkUi();
        unlinkMaps();
      },
    };
  };

  const door: SessionDoor = {
    go: (session) => {
      store.setState({ refusal: undefined });
      go(session);
    },
    openBeside,
    isBeside: () => second !== undefined,
    closeBeside,
  };
  let first = attach(options.session);
  return { store, door, current: () => first };
}

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { must } from '../domain/base/assert.ts';
import type { SessionId } from '../domain/base/ids.ts';
import type { LonLat, Millis } from '../domain/base/quantity.ts';
import type { DensityMap } from '../domain/rehearsal/density-map.ts';
import type { World } from '../domain/session/world.ts';
import type { InputOf, Method, OutputOf } from '../domain/wire/contract.ts';
import { type Format, formatOf } from './i18n/format.ts';
import type { Language } from './i18n/language.ts';
import { type Translate, wordsOf } from './i18n/translate.ts';
import type { ReviewState, ReviewStore } from './review/review-store.ts';
import type { Frames } from './state/frames.ts';
import type { PlaceOrder } from './state/place-order.ts';
import type { RunMark } from './state/run-mark.ts';
import type { SiteFacts } from './state/site-facts.ts';
import type { Target, UiState, UiStore } from './state/ui-store.ts';
import type { Attachment, SeatState, WorldStore } from './state/world-store.ts';

/** What a map shows of the world. */
export interface MapView {
  readonly centre: LonLat;
  readonly zoom: number;
}

/** Where a thing was at some instants, drawn over the map. */
export type Track = readonly { readonly at: Millis; readonly lon: number; readonly lat: number }[];

/** The map as a part of the page. */
export interface MapPicture {
  /** What to put into the page; another one after the map had to be built anew. */
  readonly element: HTMLElement;
  /** The browser has lost what was drawn, and the map does not stand again yet. */
  readonly isLost: boolean;
}

/** What the map offers to panels and commands. */
export interface MapControl extends MapActions {
  /** One object for as long as nothing of it has changed. */
  picture(): MapPicture;
  /** Told when the picture is another. The result ends that. */
  onPicture(listener: () => void): () => void;
}

/** What may be asked of a map. */
export interface MapActions {
  fit(): void;
  zoomBy(steps: number): void;
  /** The middle of what is on show. */
  centre(): LonLat;
  goTo(target: Target): void;
  /** Flies to a box of south-west and north-east. */
  fitTo(bounds: readonly [LonLat, LonLat]): void;
  /** Draws a run's raster over the map, or takes it off. */
  drawRunMap(shown: DensityMap | undefined): void;
  /** Writes a run's figures where they belong in place of the live ones, or takes them off. */
  drawRunMarks(shown: readonly RunMark[] | undefined): void;
  view(): MapView;
  /** Shows this at once, without a flight. */
  show(view: MapView): void;
  /** Told while somebody moves the map by hand, not when `show` moves it. The result ends that. */
  onMove(listener: (view: MapView) => void): () => void;
  /** Draws a track, or takes it off; `onPoint` is told which of its instants is clicked. */
  drawTrack(track: Track | undefined, onPoint: (at: Millis) => void): void;
}

/** How a window leads to other sessions. */
export interface SessionDoor {
  /** Attaches the window to another session in place of this one; absent: the hub's own. */
  go(session: SessionId | undefined): void;
  /**
   * Attaches to a second session and shows its map beside the first. `isOwn`: this window opened it for the comparison
   * alone, and it ends with that.
   */
  openBeside(session: SessionId, isOwn: boolean): void;
  isBeside(): boolean;
  /** Takes away what is beside. */
  closeBeside(): void;
}

/** Everything a panel or a command may use. */
export interface Seat {
  readonly facts: SiteFacts;
  readonly worldStore: WorldStore;
  readonly ui: UiStore;
  readonly frames: Frames;
  readonly places: PlaceOrder;
  /** Absent where the browser cannot draw it. */
  readonly map: MapControl | undefined;
  readonly review: ReviewStore;
  readonly door: SessionDoor;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
}

/** The state of a seat that is attached. */
export interface LiveState extends SeatState {
  readonly attachment: Attachment;
  readonly world: World;
}

export const SeatContext = createContext<Seat | undefined>(undefined);

/** A second session whose map stands beside the first; absent most of the time. */
export const BesideContext = createContext<Seat | undefined>(undefined);

export function useSeat(): Seat {
  return must(useContext(SeatContext), 'SeatContext');
}

/** Selects of what a seat knows of reviewing its session. */
export function useReview<T>(select: (state: ReviewState) => T): T {
  return useStore(useSeat().review.store, useShallow(select));
}

/** Selects ids and primitives of the world; arrays and flat objects are compared by their parts. */
export function useWorld<T>(select: (state: LiveState) => T): T {
  return useStore(
    useSeat().worldStore.store,
    useShallow((state: SeatState) => select(live(state))),
  );
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useSeat().ui, useShallow(select));
}

/** The state as it stands, for handlers. */
export function readWorld(seat: Seat): LiveState {
  return live(seat.worldStore.store.getState());
}

/** Words and formats of the UI language. */
export function useWords(): {
  readonly t: Translate;
  readonly format: Format;
  readonly language: Language;
} {
  const seat = useSeat();
  const language = useStore(seat.ui, (state) => state.language);
  return {
    t: wordsOf(language),
    format: formatOf(language, seat.facts.site.timeZone),
    language,
  };
}

function live(state: SeatState): LiveState {
  const { attachment, world } = state;
  return {
    ...state,
    attachment: must(attachment, 'attachment of a seat on show'),
    world: must(world, 'world of a seat on show'),
  };
}

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { must } from '../domain/base/assert.ts';
import type { LonLat } from '../domain/base/quantity.ts';
import type { World } from '../domain/session/world.ts';
import type { InputOf, Method, OutputOf } from '../domain/wire/contract.ts';
import { type Format, formatOf } from './i18n/format.ts';
import type { Language } from './i18n/language.ts';
import { type Translate, wordsOf } from './i18n/translate.ts';
import type { Frames } from './state/frames.ts';
import type { SiteFacts } from './state/site-facts.ts';
import type { Target, UiState, UiStore } from './state/ui-store.ts';
import type { Attachment, SeatState, WorldStore } from './state/world-store.ts';

/** What the map offers to panels and commands. */
export interface MapControl {
  readonly element: HTMLElement;
  fit(): void;
  zoomBy(steps: number): void;
  /** The middle of what is on show. */
  centre(): LonLat;
  goTo(target: Target): void;
}

/** Everything a panel or a command may use. */
export interface Seat {
  readonly facts: SiteFacts;
  readonly worldStore: WorldStore;
  readonly ui: UiStore;
  readonly frames: Frames;
  /** Absent where the browser cannot draw it. */
  readonly map: MapControl | undefined;
  call<M extends Method>(method: M, input: InputOf<M>): Promise<OutputOf<M>>;
}

/** The state of a seat that is attached. */
export interface LiveState extends SeatState {
  readonly attachment: Attachment;
  readonly world: World;
}

export const SeatContext = createContext<Seat | undefined>(undefined);

export function useSeat(): Seat {
  return must(useContext(SeatContext), 'SeatContext');
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

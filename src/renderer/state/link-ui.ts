import type { UiState, UiStore } from './ui-store.ts';

/** What two maps side by side share; what the pointer rests on stays with each. */
const SHARED = ['language', 'layout', 'selection', 'layers'] as const satisfies (keyof UiState)[];

/** Keeps what is shared of two screens alike, beginning with the first; the result ends that. */
export function linkUi(first: UiStore, second: UiStore): () => void {
  const follow = (from: UiStore, to: UiStore) => {
    const copy = () => {
      const source = from.getState();
      const target = to.getState();
      if (SHARED.every((key) => source[key] === target[key])) return;
      const { language, layout, selection, layers } = source;
      to.setState({ language, layout, selection, layers });
    };
    return { copy, stop: from.subscribe(copy) };
  };
  const forth = follow(first, second);
  forth.copy();
  const back = follow(second, first);
  return () => {
    forth.stop();
    back.stop();
  };
}

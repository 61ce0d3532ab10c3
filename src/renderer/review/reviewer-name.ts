import { createStore } from 'zustand/vanilla';

const KEY = 'anlan.reviewer';

/** The name that a reviewer gives for what he adds to recordings, empty at first; this browser remembers it. */
export const reviewerName = createStore<{ readonly name: string }>(() => ({ name: remembered() }));

export function setReviewerName(name: string): void {
  reviewerName.setState({ name });
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Where nothing may be kept it lasts as long as the window.
  }
}

/** What is added, with the reviewer's name where he has given one. */
export function signed<T extends object>(mark: T): T & { readonly by?: string } {
  const by = reviewerName.getState().name.trim();
  return by === '' ? mark : { ...mark, by };
}

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

import type { Entry } from './entry.ts';
import type { ReviewMarks } from './review-mark.ts';

/** The marks of a recording into which nobody has looked. */
export const NO_REVIEW_MARKS: ReviewMarks = { bookmarks: [], stories: [], dispositions: {} };

/** Lays a recorded mark over those before it; every other entry changes nothing. Bookmarks stay in order of time. */
export function foldReviewMark(marks: ReviewMarks, entry: Entry): ReviewMarks {
  switch (entry.kind) {
    case 'bookmark': {
      const bookmarks = changed(marks.bookmarks, entry.payload);
      return { ...marks, bookmarks: bookmarks.toSorted((a, b) => a.at - b.at) };
    }
    case 'story':
      return { ...marks, stories: changed(marks.stories, entry.payload) };
    case 'disposition': {
      const dispositions = { ...marks.dispositions, [entry.payload.alert]: entry.payload };
      return { ...marks, dispositions };
    }
    default:
      return marks;
  }
}

/** One that is put again keeps its place. */
function changed<T extends { readonly id: string }>(
  all: readonly T[],
  change: { readonly put: T } | { readonly removed: string },
): readonly T[] {
  if ('removed' in change) return all.filter(({ id }) => id !== change.removed);
  const { put } = change;
  return all.some(({ id }) => id === put.id)
    ? all.map((one) => (one.id === put.id ? put : one))
    : [...all, put];
}

import type { Millis } from '../../domain/base/quantity.ts';
import type { Bookmark, ReviewMarks, Story } from '../../domain/session/review-mark.ts';

/** A story that is being told: which of its bookmarks, and whether the replay is on its way to it. */
export interface StoryPlay {
  readonly story: string;
  /** Place of the bookmark in the story. */
  readonly index: number;
  /** `paused`: it is on show, for the debriefing. `running`: the replay plays up to it. */
  readonly state: 'paused' | 'running';
}

/** The bookmarks of a story that still exist, in its order. */
export function chaptersOf(marks: ReviewMarks, story: Story): readonly Bookmark[] {
  const byId = new Map(marks.bookmarks.map((bookmark) => [bookmark.id, bookmark]));
  return story.bookmarks.flatMap((id) => byId.get(id) ?? []);
}

/** The step forward (1) or back (−1); undefined past the ends. */
export function turnPage(
  play: StoryPlay,
  chapters: readonly Bookmark[],
  direction: 1 | -1,
): StoryPlay | undefined {
  const index = play.index + direction;
  return index >= 0 && index < chapters.length ? { ...play, index, state: 'paused' } : undefined;
}

/** Playing on to the next bookmark; undefined where it lies before the playhead and can only be jumped to. */
export function playOn(
  play: StoryPlay,
  chapters: readonly Bookmark[],
  now: Millis,
): StoryPlay | undefined {
  const next = chapters[play.index + 1];
  return next && next.at > now ? { ...play, index: play.index + 1, state: 'running' } : undefined;
}

/** Whether a story that runs has come to its bookmark. */
export function hasArrived(play: StoryPlay, chapters: readonly Bookmark[], now: Millis): boolean {
  const chapter = chapters[play.index];
  return play.state === 'running' && chapter !== undefined && now >= chapter.at;
}

/** A story with one of its bookmarks moved by `by` places; out of range: as it was. */
export function moved(bookmarks: readonly string[], index: number, by: number): readonly string[] {
  const to = index + by;
  const one = bookmarks[index];
  if (one === undefined || to < 0 || to >= bookmarks.length) return bookmarks;
  const rest = bookmarks.toSpliced(index, 1);
  return rest.toSpliced(to, 0, one);
}

import { describe, expect, test } from 'vitest';
import { NO_REVIEW_MARKS } from '../../domain/session/fold-review-mark.ts';
import type { Bookmark } from '../../domain/session/review-mark.ts';
import { chaptersOf, hasArrived, moved, playOn, turnPage } from './story-play.ts';

const bookmark = (id: string, at: number): Bookmark => ({ id, at, title: id, note: '', by: 'R' });

describe('a story', () => {
  const bookmarks = [bookmark('a', 10), bookmark('b', 20), bookmark('c', 30)];
  const marks = { ...NO_REVIEW_MARKS, bookmarks };
  const story = { id: 's', title: '', bookmarks: ['c', 'gone', 'a', 'b'], by: 'Reviewer' };
  const chapters = chaptersOf(marks, story);
  const begin = { story: 's', index: 0, state: 'paused' } as const;

  test('is its bookmarks in its own order, without those that were removed', () => {
    expect(chapters.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  test('turns its pages within its ends', () => {
    expect(turnPage(begin, chapters, -1)).toBeUndefined();
    expect(turnPage(begin, chapters, 1)).toEqual({ ...begin, index: 1 });
    expect(turnPage({ ...begin, index: 2 }, chapters, 1)).toBeUndefined();
  });

  test('plays on only to what lies ahead, and has arrived when it is there', () => {
    expect(playOn(begin, chapters, 30)).toBeUndefined();
    const running = playOn({ ...begin, index: 1 }, chapters, 10);
    expect(running).toEqual({ story: 's', index: 2, state: 'running' });
    expect(running && hasArrived(running, chapters, 19)).toBe(false);
    expect(running && hasArrived(running, chapters, 20)).toBe(true);
    expect(hasArrived(begin, chapters, 99)).toBe(false);
  });

  test('is put in another order one place at a time', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  });
});

import { useEffect, useRef } from 'react';
import type { ReviewMarks } from '../../domain/session/review-mark.ts';
import { type Seat, useReview, useSeat, useWords, useWorld } from '../seat.ts';
import { recall, seekTo, setPlaying } from './replay-actions.ts';
import { chaptersOf, hasArrived, playOn, type StoryPlay, turnPage } from './story-play.ts';

/** A story that is being told: at each of its bookmarks it pauses, and this card says what it is about. */
export function DebriefCard() {
  const playing = useReview((state) => state.playing);
  return playing ? <Telling playing={playing} /> : null;
}

function Telling({ playing }: { readonly playing: StoryPlay }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const marks = useReview((state) => state.marks);
  const time = useWorld(({ world }) => world.time);
  const story = marks.stories.find(({ id }) => id === playing.story);
  const chapters = chaptersOfStory(marks, playing.story);
  const chapter = chapters[playing.index];
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void playing.index;
    title.current?.focus();
  }, [playing.index]);
  useEffect(() => {
    if (!chapter || !hasArrived(playing, chapters, time)) return;
    // A fast replay has run past it: it stands exactly on its instant.
    setPlaying(seat, { playing: false });
    recall(seat, chapter);
    tell(seat, { ...playing, state: 'paused' });
  }, [seat, playing, chapter, chapters, time]);
  if (!story || !chapter) return null;
  const turn = (direction: 1 | -1) => {
    const next = turnPage(playing, chapters, direction);
    const to = next && chapters[next.index];
    if (!next || !to) return;
    setPlaying(seat, { playing: false });
    recall(seat, to);
    tell(seat, next);
  };
  const on = playOn(playing, chapters, time);
  return (
    <section className="debrief" aria-label={t('marks.telling', { title: story.title })}>
      <p className="label">
        {story.title} · {t('marks.chapter', { n: playing.index + 1, all: chapters.length })} ·{' '}
        {format.time(chapter.at)}
      </p>
      <h2 ref={title} tabIndex={-1}>
        {chapter.title}
      </h2>
      <p className="debrief-note">{chapter.note}</p>
      {playing.state === 'running' && <p className="warn">{t('marks.onTheWay')}</p>}
      <div className="debrief-buttons">
        <button type="button" disabled={playing.index === 0} onClick={() => turn(-1)}>
          {t('marks.back')}
        </button>
        <button type="button" onClick={() => seekTo(seat, chapter.at)}>
          {t('marks.thisInstant')}
        </button>
        <button
          type="button"
          disabled={!on || playing.state === 'running'}
          onClick={() => {
            if (on) tell(seat, on);
            setPlaying(seat, { playing: true });
          }}
        >
          {t('marks.playOn')}
        </button>
        <button
          type="button"
          className="primary"
          disabled={playing.index === chapters.length - 1}
          onClick={() => turn(1)}
        >
          {t('marks.next')}
        </button>
        <button type="button" onClick={() => tell(seat, undefined)}>
          {t('marks.endStory')}
        </button>
      </div>
    </section>
  );
}

function chaptersOfStory(marks: ReviewMarks, id: string) {
  const story = marks.stories.find((each) => each.id === id);
  return story ? chaptersOf(marks, story) : [];
}

function tell(seat: Seat, playing: StoryPlay | undefined): void {
  seat.review.store.setState({ playing });
}

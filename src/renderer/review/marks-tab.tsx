import { useState } from 'react';
import type { Bookmark, Story } from '../../domain/session/review-mark.ts';
import { runCommand } from '../commands/commands.ts';
import { mayCall } from '../commands/may-act.ts';
import { useReview, useSeat, useWords, useWorld } from '../seat.ts';
import { InstantButton } from './instant-button.tsx';
import { recall, tellStory } from './replay-actions.ts';
import { signed } from './reviewer-name.ts';
import { chaptersOf } from './story-play.ts';

/** Bookmarks and stories of the recording. */
export function MarksTab() {
  const seat = useSeat();
  const { t } = useWords();
  const { bookmarks, stories } = useReview(({ marks }) => marks);
  const mayTell = useMayTell();
  const failure = useReview((state) => state.failure);
  return (
    <div className="review-body">
      <div className="review-row-head">
        <h3>{t('marks.bookmarks')}</h3>
        <button type="button" onClick={() => runCommand(seat, 'bookmark')}>
          {t('marks.newBookmark')}
        </button>
      </div>
      <ol className="review-list">
        {bookmarks.map((bookmark) => (
          <BookmarkRow key={bookmark.id} bookmark={bookmark} />
        ))}
      </ol>
      {bookmarks.length === 0 && <p className="empty">{t('marks.noBookmarks')}</p>}
      <div className="review-row-head">
        <h3>{t('marks.stories')}</h3>
        {mayTell && (
          <button
            type="button"
            disabled={bookmarks.length === 0}
            onClick={() => seat.ui.setState({ dialog: { kind: 'story', story: undefined } })}
          >
            {t('marks.newStory')}
          </button>
        )}
      </div>
      <ol className="review-list">
        {stories.map((story) => (
          <StoryRow key={story.id} story={story} />
        ))}
      </ol>
      {stories.length === 0 && <p className="empty">{t('marks.noStories')}</p>}
      <p role="alert" className="failure">
        {failure ? t('review.failed', { reason: failure }) : ''}
      </p>
    </div>
  );
}

function BookmarkRow({ bookmark }: { readonly bookmark: Bookmark }) {
  const seat = useSeat();
  const { t } = useWords();
  const { id, at, title, note, by } = bookmark;
  return (
    <li className="mark-row">
      <span className="alert-head">
        <InstantButton at={at} />
        <strong>{title}</strong>
        <span className="label">{by}</span>
      </span>
      {note && <span className="mark-note">{note}</span>}
      <span className="mark-buttons">
        <button type="button" onClick={() => recall(seat, bookmark)}>
          {t('marks.recall')}
        </button>
        <button
          type="button"
          onClick={() => seat.ui.setState({ dialog: { kind: 'bookmark', bookmark: id } })}
        >
          {t('marks.edit')}
        </button>
        <RemoveButton onRemove={() => seat.call('review.bookmark', signed({ removed: id }))} />
      </span>
    </li>
  );
}

function StoryRow({ story }: { readonly story: Story }) {
  const seat = useSeat();
  const { t } = useWords();
  const mayTell = useMayTell();
  const count = useReview(({ marks }) => chaptersOf(marks, story).length);
  return (
    <li className="mark-row">
      <span className="alert-head">
        <strong>{story.title}</strong>
        <span className="label">
          {t('marks.chapterCount', { n: count })} · {story.by}
        </span>
      </span>
      <span className="mark-buttons">
        <button
          type="button"
          className="primary"
          disabled={count === 0}
          onClick={() => tellStory(seat, story.id)}
        >
          {t('marks.tell')}
        </button>
        {mayTell && (
          <>
            <button
              type="button"
              onClick={() => seat.ui.setState({ dialog: { kind: 'story', story: story.id } })}
            >
              {t('marks.edit')}
            </button>
            <RemoveButton
              onRemove={() => seat.call('review.story', signed({ removed: story.id }))}
            />
          </>
        )}
      </span>
    </li>
  );
}

/** Whether this seat may make and change stories; everybody may hear them. */
function useMayTell(): boolean {
  return useWorld(({ attachment }) => mayCall(attachment.role, 'review.story'));
}

/** Removes in two steps. */
function RemoveButton({ onRemove }: { readonly onRemove: () => Promise<unknown> }) {
  const seat = useSeat();
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  return (
    <button
      type="button"
      onBlur={() => setAsked(false)}
      onClick={() => {
        if (asked) void seat.review.attempt(onRemove);
        setAsked(!asked);
      }}
    >
      {t(asked ? 'marks.confirmRemove' : 'marks.remove')}
    </button>
  );
}

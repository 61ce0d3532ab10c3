import { type DragEvent, type FormEvent, useState } from 'react';
import { useReview, useSeat, useWords } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { newMarkId } from './replay-actions.ts';
import { signed } from './reviewer-name.ts';
import { moved } from './story-play.ts';

/** A story: its title and its bookmarks in the order in which they are told. By mouse or by keys. */
export function StoryDialog({ story }: { readonly story: string | undefined }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const { bookmarks, stories } = useReview(({ marks }) => marks);
  const failure = useReview((state) => state.failure);
  const known = stories.find(({ id }) => id === story);
  const [newId] = useState(newMarkId);
  const [title, setTitle] = useState(known?.title ?? '');
  const [order, setOrder] = useState<readonly string[]>(
    known?.bookmarks ?? bookmarks.map(({ id }) => id),
  );
  const [dragged, setDragged] = useState<number>();
  const close = () => seat.ui.setState({ dialog: undefined });
  const byId = new Map(bookmarks.map((bookmark) => [bookmark.id, bookmark]));
  const chapters = order.filter((id) => byId.has(id));
  const others = bookmarks.filter(({ id }) => !chapters.includes(id));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const put = { id: known?.id ?? newId, title: title.trim(), bookmarks: chapters };
    const saved = await seat.review.attempt(() => seat.call('review.story', signed({ put })));
    if (saved) close();
  };
  const drop = (event: DragEvent, index: number) => {
    event.preventDefault();
    if (dragged !== undefined) setOrder(moved(chapters, dragged, index - dragged));
    setDragged(undefined);
  };
  return (
    <Modal title={t(known ? 'marks.editStory' : 'marks.newStory')} onClose={close}>
      <form onSubmit={(event) => void save(event)}>
        <label className="field">
          <span className="label">{t('marks.title')}</span>
          <input
            type="text"
            required
            maxLength={100}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <ol className="chapters" aria-label={t('marks.chapters')}>
          {chapters.map((id, index) => (
            <li
              key={id}
              draggable
              onDragStart={() => setDragged(index)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => drop(event, index)}
            >
              <span className="number">{index + 1}</span>
              <span className="chapter-what">
                <strong>{byId.get(id)?.title}</strong>{' '}
                <span className="label">{format.time(byId.get(id)?.at)}</span>
              </span>
              <button
                type="button"
                aria-label={t('marks.earlier', { title: byId.get(id)?.title ?? '' })}
                disabled={index === 0}
                onClick={() => setOrder(moved(chapters, index, -1))}
              >
                ↑
              </button>
              <button
                type="button"
                aria-label={t('marks.later', { title: byId.get(id)?.title ?? '' })}
                disabled={index === chapters.length - 1}
                onClick={() => setOrder(moved(chapters, index, 1))}
              >
                ↓
              </button>
              <button
                type="button"
                aria-label={t('marks.leaveOut', { title: byId.get(id)?.title ?? '' })}
                onClick={() => setOrder(chapters.filter((each) => each !== id))}
              >
                ✕
              </button>
            </li>
          ))}
        </ol>
        {chapters.length === 0 && <p className="empty">{t('marks.noChapters')}</p>}
        {others.length > 0 && (
          <label className="field">
            <span className="label">{t('marks.addChapter')}</span>
            <select value="" onChange={(event) => setOrder([...chapters, event.target.value])}>
              <option value="" disabled>
                {t('marks.chooseChapter')}
              </option>
              {others.map(({ id, at, title: name }) => (
                <option key={id} value={id}>
                  {format.time(at)} {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <p role="alert" className="failure">
          {failure ?? ''}
        </p>
        <div className="actions">
          <button type="button" onClick={close}>
            {t('common.cancel')}
          </button>
          <button
            type="submit"
            className="primary"
            disabled={title.trim() === '' || chapters.length === 0}
          >
            {t('marks.save')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

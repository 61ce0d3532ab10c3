import { type FormEvent, useState } from 'react';
import type { Bookmark } from '../../domain/session/review-mark.ts';
import { readWorld, useReview, useSeat, useWords } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { newMarkId, viewOf } from './replay-actions.ts';
import { signed } from './reviewer-name.ts';

interface BookmarkDialogProps {
  /** Absent: a new one at the playhead, with what the map shows. */
  readonly bookmark: string | undefined;
}

/** Names an instant and says why it is worth coming back to. */
export function BookmarkDialog({ bookmark }: BookmarkDialogProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const known = useReview(({ marks }) => marks.bookmarks.find(({ id }) => id === bookmark));
  const failure = useReview((state) => state.failure);
  // What was on show when the key was pressed counts, not what is when the title is written.
  const [seen] = useState(() => ({
    id: newMarkId(),
    at: readWorld(seat).world.time,
    view: viewOf(seat),
  }));
  const [title, setTitle] = useState(known?.title ?? '');
  const [note, setNote] = useState(known?.note ?? '');
  const [takesView, setTakesView] = useState(known === undefined);
  const close = () => seat.ui.setState({ dialog: undefined });
  const at = known?.at ?? seen.at;
  const view = takesView ? seen.view : known?.view;
  const put: Omit<Bookmark, 'by'> = {
    ...{ id: known?.id ?? seen.id, at, title: title.trim() || format.time(at), note: note.trim() },
    ...(view ? { view } : {}),
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await seat.review.attempt(() => seat.call('review.bookmark', signed({ put })));
    if (saved) close();
  };
  return (
    <Modal title={t(known ? 'marks.editBookmark' : 'marks.newBookmark')} onClose={close}>
      <form onSubmit={(event) => void save(event)}>
        <p className="label">
          {format.date(at)} {format.time(at)}
        </p>
        <label className="field">
          <span className="label">{t('marks.title')}</span>
          <input
            type="text"
            maxLength={100}
            value={title}
            placeholder={format.time(at)}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <label className="field">
          <span className="label">{t('marks.note')}</span>
          <textarea
            rows={4}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        {known && (
          <label className="check">
            <input
              type="checkbox"
              checked={takesView}
              onChange={(event) => setTakesView(event.target.checked)}
            />
            {t('marks.takeView')}
          </label>
        )}
        <p role="alert" className="failure">
          {failure ?? ''}
        </p>
        <div className="actions">
          <button type="button" onClick={close}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="primary">
            {t('marks.save')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

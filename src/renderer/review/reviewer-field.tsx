import { useStore } from 'zustand';
import { mayCall } from '../commands/may-act.ts';
import { useUi, useWords, useWorld } from '../seat.ts';
import { reviewerName, setReviewerName } from './reviewer-name.ts';

/** Who reviews: the name stands at every mark and disposition. Whoever has taken over signs with that name. */
export function ReviewerField() {
  const { t } = useWords();
  const may = useWorld(({ attachment }) => mayCall(attachment.role, 'review.bookmark'));
  const operator = useUi((state) => state.operator);
  const name = useStore(reviewerName, (state) => state.name);
  if (!may) return null;
  return (
    <label className="reviewer-field">
      <span className="label">{t('review.reviewer')}</span>
      <input
        type="text"
        maxLength={80}
        value={operator ?? name}
        disabled={operator !== undefined}
        placeholder={t('review.reviewerEmpty')}
        onChange={(event) => setReviewerName(event.target.value)}
      />
    </label>
  );
}

import { useSeat, useWords } from '../seat.ts';
import { usePolled } from '../ui/use-polled.ts';

const EVERY_MS = 1_000;

/** How far the review of the recording is, and how long the rest takes; nothing where that is not known. */
export function ReviewProgress() {
  const seat = useSeat();
  const { t, format } = useWords();
  const { answer } = usePolled(() => seat.call('review.progress', {}), EVERY_MS, '');
  if (answer?.share === undefined) return null;
  const { share, leftMs } = answer;
  const percent = format.percent(share);
  const words =
    leftMs === undefined
      ? t('review.progress', { percent })
      : t('review.progressLeft', { percent, left: format.age(leftMs) });
  return (
    <p className="review-progress label">
      <progress max={1} value={share} aria-label={t('review.computing')} />
      <span>{words}</span>
    </p>
  );
}

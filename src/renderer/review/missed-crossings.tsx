import type { CrossingsReview } from '../../domain/review/review-report.ts';
import { useWords } from '../seat.ts';
import { LevelMark } from '../ui/level-mark.tsx';
import { InstantButton } from './instant-button.tsx';

/** Thresholds that were crossed without an alert: apart from the alerts, for nobody could judge them. */
export function MissedCrossings({ crossings }: { readonly crossings: CrossingsReview }) {
  const { t, format, language } = useWords();
  const missed = crossings.crossings.filter(({ alert }) => alert === undefined);
  if (crossings.pass !== 'true') return null;
  return (
    <>
      <h3>{t('review.missed.title', { n: missed.length })}</h3>
      <ul className="review-list">
        {missed.map(({ place, name, level, cause, at, until, value, threshold }) => {
          const isShare = cause === 'capacity' || cause === 'alertValue';
          const write = isShare ? format.percent : format.density;
          return (
            <li key={`${place} ${level} ${cause} ${at}`}>
              <LevelMark level={level} /> <strong>{name[language]}</strong>{' '}
              <InstantButton at={at} />{' '}
              <span className="label">
                {t(`review.missed.cause.${cause}`)} {write(value)} / {write(threshold)}{' '}
                {t(isShare ? 'unit.percent' : 'unit.perM2')}
                {until !== undefined && ` · ${format.age(until - at)}`}
              </span>
            </li>
          );
        })}
      </ul>
      {missed.length === 0 && <p className="empty">{t('review.missed.none')}</p>}
    </>
  );
}

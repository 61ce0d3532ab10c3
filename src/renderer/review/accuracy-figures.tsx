import type { Accuracy, CrossingsReview } from '../../domain/review/review-report.ts';
import { VERDICTS } from '../../domain/session/review-mark.ts';
import { useWords } from '../seat.ts';

/** The share of true alerts that an operation aims at. */
const TARGET = 0.95;

interface AccuracyFiguresProps {
  readonly accuracy: Accuracy;
  readonly crossings: CrossingsReview;
}

/** Accuracy, always beside how many alerts nobody has judged and how many crossings had none. */
export function AccuracyFigures({ accuracy, crossings }: AccuracyFiguresProps) {
  const { t, format } = useWords();
  const { byVerdict, undispositioned, leadTime } = accuracy;
  const minutes = (s: number | undefined) =>
    format.figure(s === undefined ? undefined : Math.round(s / 6) / 10);
  return (
    <dl className="review-figures">
      <div>
        <dt>{t('review.accuracy.label')}</dt>
        <dd>
          <strong>{format.percent(accuracy.accuracy)}</strong>
          {accuracy.accuracy !== undefined && <span className="unit">{t('unit.percent')}</span>}
        </dd>
        <dd className="label">{t('review.accuracy.target', { n: format.percent(TARGET) })}</dd>
      </div>
      <div>
        <dt>{t('review.accuracy.open')}</dt>
        <dd>
          <strong className={undispositioned > 0 ? 'warn' : ''}>
            {format.count(undispositioned)}
          </strong>
        </dd>
        <dd className="label">
          {VERDICTS.map(
            (verdict) => `${t(`review.verdict.${verdict}`)} ${byVerdict[verdict]}`,
          ).join(' · ')}
        </dd>
      </div>
      <div>
        <dt>{t('review.accuracy.missed')}</dt>
        <dd>
          <strong className={crossings.missed > 0 ? 'warn' : ''}>
            {crossings.pass === 'true' ? format.count(crossings.missed) : t('unit.unknown')}
          </strong>
        </dd>
        <dd className="label">
          {crossings.pass === 'true'
            ? t('review.accuracy.ofCrossings', { n: crossings.crossings.length })
            : (crossings.reason ?? t('review.accuracy.noPass'))}
        </dd>
      </div>
      <div>
        <dt>{t('review.accuracy.lead')}</dt>
        <dd>
          <strong>{minutes(leadTime?.medianS)}</strong>
          <span className="unit">{t('review.minutes')}</span>
        </dd>
        <dd className="label">
          {leadTime
            ? t('review.accuracy.leadOf', {
                n: leadTime.alerts,
                least: minutes(leadTime.leastS),
                greatest: minutes(leadTime.greatestS),
              })
            : t('review.accuracy.noLead')}
        </dd>
      </div>
    </dl>
  );
}

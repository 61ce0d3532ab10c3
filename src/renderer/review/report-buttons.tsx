import { useState } from 'react';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { hubSentence } from '../i18n/hub-sentence.ts';
import { useReview, useSeat, useWords, useWorld } from '../seat.ts';
import { ReviewProgress } from './review-progress.tsx';
import { ReviewerField } from './reviewer-field.tsx';
import { bytesOf, saveFile } from './save-file.ts';

interface ReportButtonsProps {
  readonly report: ReviewReport | undefined;
  readonly onRefresh: () => void;
}

const NONE: readonly string[] = [];
const TYPES = { html: 'text/html', pdf: 'application/pdf' } as const;

/** The after-action report in the language of the seat, as a file; and the figures anew. */
export function ReportButtons({ report, onRefresh }: ReportButtonsProps) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const [making, setMaking] = useState<keyof typeof TYPES>();
  const [said, setSaid] = useState('');
  const reviewable = useWorld(({ world }) => world.replay?.reviewable ?? true);
  const isComputing = useReview((state) => state.isComputing);
  const notices = useWorld(({ world }) => world.replay?.notices ?? NONE);
  const make = async (kind: keyof typeof TYPES) => {
    setMaking(kind);
    setSaid('');
    try {
      const made = await seat.call('review.document', { language, format: kind });
      const content = kind === 'pdf' ? bytesOf(made.content) : made.content;
      saveFile(made.name, content, TYPES[kind]);
      setSaid([t('review.saved', { name: made.name }), made.notice ?? ''].join(' '));
    } catch (error) {
      setSaid(t('review.failed', { reason: error instanceof Error ? error.message : `${error}` }));
    }
    setMaking(undefined);
  };
  return (
    <header className="panel-head report-head">
      <h2>{t('review.label')}</h2>
      <span className="label">
        {report
          ? `${format.dayMinute(report.span.from)} – ${format.dayMinute(report.span.to)}`
          : ''}
      </span>
      <span className="report-buttons">
        <button type="button" disabled={isComputing} onClick={onRefresh}>
          {t('review.refresh')}
        </button>
        {(['html', 'pdf'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            disabled={making !== undefined}
            onClick={() => void make(kind)}
          >
            {making === kind ? t('review.making') : t(`review.report.${kind}`)}
          </button>
        ))}
      </span>
      {(isComputing || making !== undefined) && <ReviewProgress />}
      <ReviewerField />
      {reviewable !== true && (
        <p className="warn report-said">
          {t('review.readOnly', { reason: hubSentence(reviewable, language) })}
        </p>
      )}
      {notices.map((notice) => (
        <p key={notice} className="warn report-said">
          {t('review.notice', { notice: hubSentence(notice, language) })}
        </p>
      ))}
      <p role="status" className="label report-said">
        {said}
      </p>
    </header>
  );
}

import { useEffect } from 'react';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { useReview, useSeat, useUi, useWords } from '../seat.ts';
import { REVIEW_TABS, type ReviewTab } from '../state/ui-store.ts';
import { TabSet } from '../ui/tab-set.tsx';
import { AlertsTab } from './alerts-tab.tsx';
import { CoverageTab } from './coverage-tab.tsx';
import { EgressTab } from './egress-tab.tsx';
import { FiguresTab } from './figures-tab.tsx';
import { MarksTab } from './marks-tab.tsx';
import { OrdersTab } from './orders-tab.tsx';
import { ReportButtons } from './report-buttons.tsx';

/** What the night was, in figures that each lead to their instant. */
export function ReviewPanel() {
  const seat = useSeat();
  const { t } = useWords();
  const tab = useUi((state) => state.reviewTab);
  const [answer, failure] = useReview(({ report, reportFailure }) => [report, reportFailure]);
  useEffect(() => seat.review.compute(false), [seat]);
  const body = (id: ReviewTab) =>
    id === 'marks' ? (
      <MarksTab />
    ) : answer ? (
      <ReportTab tab={id} report={answer} />
    ) : (
      <p className="empty" role={failure ? 'alert' : 'status'}>
        {failure ? t('review.failed', { reason: failure }) : t('review.computing')}
      </p>
    );
  return (
    <section className="right-panel review-panel" aria-label={t('review.label')}>
      <ReportButtons onRefresh={() => seat.review.compute(true)} report={answer} />
      <TabSet<ReviewTab>
        label={t('review.label')}
        value={tab}
        onChange={(reviewTab) => seat.ui.setState({ reviewTab })}
        tabs={REVIEW_TABS.map((id) => ({ id, name: t(`review.tab.${id}`), body: body(id) }))}
      />
    </section>
  );
}

interface ReportTabProps {
  readonly tab: Exclude<ReviewTab, 'marks'>;
  readonly report: ReviewReport;
}

function ReportTab({ tab, report }: ReportTabProps) {
  switch (tab) {
    case 'alerts':
      return <AlertsTab report={report} />;
    case 'orders':
      return <OrdersTab report={report} />;
    case 'figures':
      return <FiguresTab report={report} />;
    case 'coverage':
      return <CoverageTab report={report} />;
    case 'egress':
      return <EgressTab report={report} />;
  }
}

import { useSeat, useUi, useWords } from '../seat.ts';
import { PLANNER_TABS, type PlannerTab } from '../state/ui-store.ts';
import { TabSet } from '../ui/tab-set.tsx';
import { ChecksTab } from './checks-tab.tsx';
import { CompareTab } from './compare-tab.tsx';
import { ResultsTab } from './results-tab.tsx';
import { RunTab } from './run-tab.tsx';

const BODIES = {
  run: <RunTab />,
  results: <ResultsTab />,
  compare: <CompareTab />,
  checks: <ChecksTab />,
};

/** The planner's right column: rehearse, look at results, compare, check the plan. */
export function PlannerPanel() {
  const seat = useSeat();
  const { t } = useWords();
  const tab = useUi((state) => state.plannerTab);
  return (
    <section className="right-panel planner-panel" aria-label={t('planner.label')}>
      <TabSet<PlannerTab>
        label={t('planner.label')}
        value={tab}
        onChange={(next) => seat.ui.setState({ plannerTab: next })}
        tabs={PLANNER_TABS.map((id) => ({ id, name: t(`planner.tab.${id}`), body: BODIES[id] }))}
      />
    </section>
  );
}

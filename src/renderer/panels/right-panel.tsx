import { useSeat, useUi, useWords } from '../seat.ts';
import { TABS, type Tab } from '../state/ui-store.ts';
import { TabSet } from '../ui/tab-set.tsx';
import { AlertQueue } from './alert-queue.tsx';
import { CheckpointsTab } from './checkpoints-tab.tsx';
import { DronesTab } from './drones-tab.tsx';
import { SourcesTab } from './sources/sources-tab.tsx';

const BODIES = { checkpoints: <CheckpointsTab />, drones: <DronesTab />, sources: <SourcesTab /> };

/** What needs somebody now, and below it checkpoints, drones and sources. */
export function RightPanel() {
  const seat = useSeat();
  const { t } = useWords();
  const tab = useUi((state) => state.tab);
  return (
    <section className="right-panel" aria-label={t('tabs.label')}>
      <AlertQueue />
      <TabSet<Tab>
        label={t('tabs.label')}
        value={tab}
        onChange={(next) => seat.ui.setState({ tab: next })}
        tabs={TABS.map((id) => ({ id, name: t(`tabs.${id}`), body: BODIES[id] }))}
      />
    </section>
  );
}

import { useEffect } from 'react';
import { bindKeys } from './commands/bind-keys.ts';
import { BroadcastDialog } from './commands/broadcast-dialog.tsx';
import { HelpDialog } from './commands/help-dialog.tsx';
import { OrderDialog } from './commands/order-dialog.tsx';
import { newOrderId } from './commands/order-draft.ts';
import { Palette } from './commands/palette.tsx';
import { TakeOverDialog } from './commands/take-over-dialog.tsx';
import { UndoBar } from './commands/undo-bar.tsx';
import { WarningDialog } from './commands/warning-dialog.tsx';
import { KeyFigures } from './panels/key-figures.tsx';
import { WorkArea } from './panels/layout/work-area.tsx';
import { ImportMapDialog } from './panels/maps/import-map-dialog.tsx';
import { FeedDialog } from './panels/sources/feed-dialog.tsx';
import { Timeline } from './panels/timeline/timeline.tsx';
import { TopBar } from './panels/top-bar.tsx';
import { ForkDialog } from './rehearse/fork-dialog.tsx';
import { BookmarkDialog } from './review/bookmark-dialog.tsx';
import { CompareDialog } from './review/compare-dialog.tsx';
import { DebriefCard } from './review/debrief-card.tsx';
import { NoOrdersDialog } from './review/no-orders-dialog.tsx';
import { ReplayFrame } from './review/replay-frame.tsx';
import { SessionsDialog } from './review/sessions-dialog.tsx';
import { StoryDialog } from './review/story-dialog.tsx';
import { useSeat, useUi, useWords } from './seat.ts';
import { WallView } from './wall/wall-view.tsx';

/** The command seat: top bar, key figures, places, map, forces and data. */
export function App() {
  const seat = useSeat();
  const { t, language } = useWords();
  useEffect(() => bindKeys(seat), [seat]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = t('app.title');
  }, [language, t]);
  const layout = useUi((state) => state.layout);
  if (layout === 'wall') {
    return (
      <>
        <WallView />
        <ReplayFrame />
        <Dialogs />
        <UndoBar />
      </>
    );
  }
  return (
    <div className={`app layout-${layout}`}>
      <TopBar />
      <main className="work">
        <KeyFigures />
        <WorkArea />
        <Timeline />
      </main>
      <DebriefCard />
      <ReplayFrame />
      <Dialogs />
      <UndoBar />
    </div>
  );
}

function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  switch (dialog?.kind) {
    case 'order':
      return <OrderDialog checkpoint={dialog.checkpoint} newId={newOrderId} />;
    case 'broadcast':
      return <BroadcastDialog drone={dialog.drone} stop={dialog.stop} newId={newOrderId} />;
    case 'takeOver':
      return <TakeOverDialog next={dialog.next} />;
    case 'feed':
      return <FeedDialog feed={dialog.feed} />;
    case 'warning':
      return <WarningDialog place={dialog.place} />;
    case 'importMap':
      return <ImportMapDialog />;
    case 'sessions':
      return <SessionsDialog />;
    case 'compare':
      return <CompareDialog />;
    case 'bookmark':
      return <BookmarkDialog bookmark={dialog.bookmark} />;
    case 'story':
      return <StoryDialog story={dialog.story} />;
    case 'fork':
      return <ForkDialog />;
    case 'noOrders':
      return <NoOrdersDialog />;
    case 'palette':
      return <Palette commands={dialog.what === 'everything'} />;
    case 'help':
      return <HelpDialog />;
    case undefined:
      return null;
  }
}

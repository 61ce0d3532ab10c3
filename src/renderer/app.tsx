import { useEffect } from 'react';
import { bindKeys } from './commands/bind-keys.ts';
import { HelpDialog } from './commands/help-dialog.tsx';
import { OrderDialog } from './commands/order-dialog.tsx';
import { newOrderId } from './commands/order-draft.ts';
import { Palette } from './commands/palette.tsx';
import { TakeOverDialog } from './commands/take-over-dialog.tsx';
import { WarningDialog } from './commands/warning-dialog.tsx';
import { KeyFigures } from './panels/key-figures.tsx';
import { MapPane } from './panels/map-pane.tsx';
import { PlaceList } from './panels/place-list.tsx';
import { RightPanel } from './panels/right-panel.tsx';
import { FeedDialog } from './panels/sources/feed-dialog.tsx';
import { TopBar } from './panels/top-bar.tsx';
import { useSeat, useUi, useWords } from './seat.ts';

/** The command seat: top bar, key figures, places, map, forces and data. */
export function App() {
  const seat = useSeat();
  const { t, language } = useWords();
  useEffect(() => bindKeys(seat), [seat]);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = t('app.title');
  }, [language, t]);
  return (
    <div className="app">
      <TopBar />
      <main className="work">
        <KeyFigures />
        <PlaceList />
        <MapPane />
        <RightPanel />
      </main>
      <Dialogs />
    </div>
  );
}

function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  switch (dialog?.kind) {
    case 'order':
      return <OrderDialog checkpoint={dialog.checkpoint} newId={newOrderId} />;
    case 'takeOver':
      return <TakeOverDialog next={dialog.next} />;
    case 'feed':
      return <FeedDialog feed={dialog.feed} />;
    case 'warning':
      return <WarningDialog place={dialog.place} />;
    case 'palette':
      return <Palette commands={dialog.what === 'everything'} />;
    case 'help':
      return <HelpDialog />;
    case undefined:
      return null;
  }
}

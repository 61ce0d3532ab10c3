import { useStore } from 'zustand';
import { App } from './app.tsx';
import { wordsOf } from './i18n/translate.ts';
import { BesideContext, SeatContext } from './seat.ts';
import type { SeatWindow } from './seat-window.ts';
import type { UiStore } from './state/ui-store.ts';

interface WindowViewProps {
  readonly of: SeatWindow;
  readonly ui: UiStore;
}

/** A window: the seat it is attached to, or, until there is one, that it is waiting. */
export function WindowView({ of, ui }: WindowViewProps) {
  const seat = useStore(of.store, (state) => state.seat);
  const beside = useStore(of.store, (state) => state.beside);
  const refusal = useStore(of.store, (state) => state.refusal);
  const t = wordsOf(useStore(ui, (state) => state.language));
  if (!seat) {
    return (
      <div className="starting" role="status">
        <strong>{t('app.connecting')}</strong>
        <p>{t('app.connectingHelp')}</p>
      </div>
    );
  }
  const { session } = seat.worldStore.store.getState().attachment ?? {};
  return (
    <SeatContext value={seat}>
      <BesideContext value={beside}>
        <App key={session} />
        {refusal !== undefined && (
          <div className="window-notice" role="alert">
            <span>{t('sessions.refused', { reason: refusal })}</span>
            <button type="button" onClick={() => of.store.setState({ refusal: undefined })}>
              {t('common.close')}
            </button>
          </div>
        )}
      </BesideContext>
    </SeatContext>
  );
}

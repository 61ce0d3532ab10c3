import { useStore } from 'zustand';
import { App } from './app.tsx';
import { wordsOf } from './i18n/translate.ts';
import { MapAlone } from './review/map-alone.tsx';
import { BesideContext, SeatContext } from './seat.ts';
import type { SeatWindow } from './seat-window.ts';
import type { UiStore } from './state/ui-store.ts';

interface WindowViewProps {
  readonly of: SeatWindow;
  readonly ui: UiStore;
  /** Nothing but the map, as a report prints it. */
  readonly isBare: boolean;
}

/** A window: the seat it is attached to, or, until there is one, that it is waiting. */
export function WindowView({ of, ui, isBare }: WindowViewProps) {
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
        {isBare ? <MapAlone key={session} /> : <App key={session} />}
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

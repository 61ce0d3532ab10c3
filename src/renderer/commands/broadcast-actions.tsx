import type { DroneId } from '../../domain/base/ids.ts';
import { type Seat, useSeat, useUi, useWords, useWorld } from '../seat.ts';
import type { OpenDialog } from '../state/ui-store.ts';
import { maySpeak } from './broadcast-draft.ts';
import { BroadcastProgress } from './broadcast-progress.tsx';
import { mayAct } from './may-act.ts';

/** What a drone's loudspeaker was told, and, for the chosen drone, the ways to tell it something. */
export function BroadcastActions({ id }: { readonly id: string }) {
  const seat = useSeat();
  const { t } = useWords();
  const isChosen = useUi(({ selection }) => selection?.kind === 'drone' && selection.id === id);
  const may = useWorld((state) => mayAct(state, 'drone.broadcast'));
  const [told, speaks] = useWorld(({ world }) => {
    const state = world.broadcasts[id];
    return [state !== undefined, maySpeak(state)];
  });
  const offered = may && (isChosen || speaks);
  if (!told && !offered) return null;
  return (
    <div className="broadcast">
      <BroadcastProgress drone={id} />
      {offered && (
        <span className="broadcast-buttons">
          {speaks && (
            <button type="button" onClick={() => openBroadcast(seat, id as DroneId, true)}>
              {t('broadcast.stop')}
            </button>
          )}
          {isChosen && (
            <button type="button" onClick={() => openBroadcast(seat, id as DroneId, false)}>
              {t('broadcast.action')}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

function openBroadcast(seat: Seat, drone: DroneId, stop: boolean): void {
  const broadcast: OpenDialog = { kind: 'broadcast', drone, stop };
  // Whoever gives an order has a name first.
  const dialog: OpenDialog = seat.ui.getState().operator
    ? broadcast
    : { kind: 'takeOver', next: broadcast };
  seat.ui.setState({ dialog });
}

import type { DroneId } from '../../domain/base/ids.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { maySpeak } from './broadcast-draft.ts';
import { BroadcastProgress } from './broadcast-progress.tsx';
import { mayAct } from './may-act.ts';
import { openAsOperator } from './open-as-operator.ts';

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
  const open = (stop: boolean) =>
    openAsOperator(seat, { kind: 'broadcast', drone: id as DroneId, stop });
  return (
    <div className="broadcast">
      <BroadcastProgress drone={id} />
      {offered && (
        <span className="broadcast-buttons">
          {speaks && (
            <button type="button" onClick={() => open(true)}>
              {t('broadcast.stop')}
            </button>
          )}
          {isChosen && (
            <button type="button" onClick={() => open(false)}>
              {t('broadcast.action')}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

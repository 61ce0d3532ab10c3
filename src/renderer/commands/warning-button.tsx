import { openWarning } from '../../domain/session/world.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import type { Target } from '../state/ui-store.ts';
import { mayAct } from './may-act.ts';
import { openAsOperator } from './open-as-operator.ts';

/** Opens the warning for a chosen place; not offered where the seat may not warn. */
export function WarningButton({ kind, id }: Pick<Target, 'kind' | 'id'>) {
  const seat = useSeat();
  const { t } = useWords();
  const isChosen = useUi(({ selection }) => selection?.kind === kind && selection.id === id);
  const may = useWorld((state) => mayAct(state, 'warning.issue'));
  const status = useWorld(({ world }) => openWarning(world, id)?.status);
  if (!may || (!isChosen && status === undefined)) return null;
  return (
    <div className="place-warning">
      {status !== undefined && (
        <span className="tag">
          {t('warning.open', { status: t(`warning.statusOf.${status}`) })}
        </span>
      )}
      {isChosen && (
        <button type="button" onClick={() => openAsOperator(seat, { kind: 'warning', place: id })}>
          {t('warning.action')}
        </button>
      )}
    </div>
  );
}

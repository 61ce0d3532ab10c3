import { useEffect, useState } from 'react';
import { SECOND } from '../../domain/base/quantity.ts';
import { BROWSER_TIMERS } from '../link/timers.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import type { UndoableOrder } from '../state/ui-store.ts';
import { CommandKey } from './command-key.tsx';
import { modeWords } from './order-draft.ts';
import { isOfHere, undoOrder } from './undo-order.ts';

/**
 * For ten seconds after an order of this seat: take it back. That is an order of its own, to the mode before, under the
 * version that the first one made; the log keeps both.
 */
export function UndoBar() {
  const undoable = useUi((state) => state.undoable);
  // A later order begins its own ten seconds, with its own words.
  return undoable && <Undo key={undoable.version + undoable.checkpoint} undoable={undoable} />;
}

function Undo({ undoable }: { readonly undoable: UndoableOrder }) {
  const seat = useSeat();
  const { t, language } = useWords();
  const { said, until } = undoable;
  const [leftS, setLeftS] = useState(() => secondsTo(until));
  const isHere = useWorld((state) => isOfHere(undoable, state));
  useEffect(() => {
    setLeftS(secondsTo(until));
    const timer = setInterval(() => setLeftS(secondsTo(until)), SECOND / 2);
    return () => clearInterval(timer);
  }, [until]);
  const checkpoint = seat.facts.checkpoints.get(undoable.checkpoint);
  const isStale = leftS <= 0 || !isHere || !checkpoint;
  useEffect(() => {
    if (isStale) seat.ui.setState({ undoable: undefined });
  }, [isStale, seat]);
  if (isStale) return null;
  return (
    <div className="undo-bar">
      <span role="status">
        {said ??
          t('undo.given', {
            number: checkpoint.number,
            name: checkpoint.name[language],
            to: modeWords(t, undoable.to.mode, undoable.to.meteredPerMinLane),
          })}
      </span>
      {said === undefined && (
        <button type="button" onClick={() => undoOrder(seat)}>
          {t('undo.take', {
            back: modeWords(t, undoable.before.mode, undoable.before.meteredPerMinLane),
            seconds: leftS,
          })}{' '}
          <CommandKey id="undo" />
        </button>
      )}
    </div>
  );
}

function secondsTo(until: number): number {
  return Math.ceil((until - BROWSER_TIMERS.now()) / SECOND);
}

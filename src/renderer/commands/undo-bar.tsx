import { useEffect, useState } from 'react';
import { must } from '../../domain/base/assert.ts';
import { SECOND } from '../../domain/base/quantity.ts';
import { useSeat, useUi, useWords } from '../seat.ts';
import type { UndoableOrder } from '../state/ui-store.ts';
import { CommandKey } from './command-key.tsx';
import { modeWords } from './order-draft.ts';
import { undoOrder } from './undo-order.ts';

/** How long an order can be taken back by one command. */
const UNDO_MS = 10 * SECOND;

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
  const [leftS, setLeftS] = useState(UNDO_MS / SECOND);
  const { said } = undoable;
  useEffect(() => {
    const timer = setInterval(() => setLeftS((before) => before - 1), SECOND);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    // What came of it stays as long again.
    if (leftS <= (said === undefined ? 0 : -UNDO_MS / SECOND)) {
      seat.ui.setState({ undoable: undefined });
    }
  }, [leftS, said, seat]);
  const checkpoint = must(seat.facts.checkpoints.get(undoable.checkpoint), undoable.checkpoint);
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
            seconds: Math.max(0, leftS),
          })}{' '}
          <CommandKey id="undo" />
        </button>
      )}
    </div>
  );
}

import { SECOND } from '../../domain/base/quantity.ts';
import { formatOf } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import { isUnanswered } from '../link/link-lost.ts';
import { BROWSER_TIMERS } from '../link/timers.ts';
import { type LiveState, readWorld, type Seat } from '../seat.ts';
import type { UndoableOrder } from '../state/ui-store.ts';
import { mayAct } from './may-act.ts';
import { failureWords, modeWords, newOrderId } from './order-draft.ts';

/** How long an order can be taken back by one command, and how long the outcome of that stays in sight. */
export const UNDO_MS = 10 * SECOND;

/** An order that can be taken back from now on, for ten seconds. */
export function undoableFrom(
  order: Omit<UndoableOrder, 'until' | 'session'>,
  { attachment }: LiveState,
): UndoableOrder {
  return { ...order, session: attachment.session, until: BROWSER_TIMERS.now() + UNDO_MS };
}

/** Whether an order was given here, and may be followed by another. */
export function isOfHere({ session }: UndoableOrder, state: LiveState): boolean {
  return session === state.attachment.session && mayAct(state, 'checkpoint.order');
}

/** Takes the last order of this seat back, while it still can be. */
export function undoOrder(seat: Seat): void {
  const { undoable, language } = seat.ui.getState();
  if (!undoable || undoable.said !== undefined) return;
  const isLate = BROWSER_TIMERS.now() >= undoable.until;
  if (isLate || !isOfHere(undoable, readWorld(seat))) {
    seat.ui.setState({ undoable: undefined });
    return;
  }
  const { checkpoint, before, version } = undoable;
  const words = { t: wordsOf(language), format: formatOf(language, seat.facts.site.timeZone) };
  const say = (said: string, until: number) => {
    const now = seat.ui.getState().undoable;
    // A later order, or another session, has its own words.
    if (now?.checkpoint !== checkpoint || now.version !== version) return;
    seat.ui.setState({ undoable: { ...undoable, said, until } });
  };
  const end = (said: string) => say(said, BROWSER_TIMERS.now() + UNDO_MS);
  say(words.t('order.sending'), Number.POSITIVE_INFINITY);
  const { mode, meteredPerMinLane } = before;
  seat
    .call('checkpoint.order', {
      ...{ order: newOrderId(), checkpoint, mode, sawVersion: version },
      ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
    })
    .then(
      (done) =>
        end(
          words.t('undo.done', {
            mode: modeWords(words.t, mode, meteredPerMinLane),
            time: words.format.time(done.recordedAt),
            version: done.version,
          }),
        ),
      (error: unknown) => {
        // There is nothing here to confirm again: what stands says what came of it.
        if (isUnanswered(error)) return end(words.t('undo.noAnswer'));
        const stands = readWorld(seat).world.checkpoints[checkpoint];
        end(failureWords(error, stands, { ...words, language }));
      },
    );
}

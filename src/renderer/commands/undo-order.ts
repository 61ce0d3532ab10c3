import { formatOf } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import { readWorld, type Seat } from '../seat.ts';
import { failureWords, modeWords, newOrderId } from './order-draft.ts';

/** Takes the last order of this seat back, while it still can be. */
export function undoOrder(seat: Seat): void {
  const { undoable, language } = seat.ui.getState();
  if (!undoable || undoable.said !== undefined) return;
  const { checkpoint, before, version } = undoable;
  const words = { t: wordsOf(language), format: formatOf(language, seat.facts.site.timeZone) };
  const say = (said: string) => seat.ui.setState({ undoable: { ...undoable, said } });
  say(words.t('order.sending'));
  const { mode, meteredPerMinLane } = before;
  seat
    .call('checkpoint.order', {
      ...{ order: newOrderId(), checkpoint, mode, sawVersion: version },
      ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
    })
    .then(
      (done) =>
        say(
          words.t('undo.done', {
            mode: modeWords(words.t, mode, meteredPerMinLane),
            time: words.format.time(done.recordedAt),
            version: done.version,
          }),
        ),
      (error: unknown) => {
        const stands = readWorld(seat).world.checkpoints[checkpoint];
        say(failureWords(error, stands, { ...words, language }));
      },
    );
}

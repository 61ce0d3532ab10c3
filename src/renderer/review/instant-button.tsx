import type { Millis } from '../../domain/base/quantity.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { seekTo } from './replay-actions.ts';

/** An instant; in a replay it leads there. */
export function InstantButton({ at }: { readonly at: Millis | undefined }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const replayed = useWorld(({ world }) => isReplay(world));
  const isLong = useWorld(({ world }) => {
    const { from = 0, to = 0 } = world.replay ?? {};
    return to - from > TWO_DAYS_MS;
  });
  if (at === undefined) return <span className="label">{t('unit.unknown')}</span>;
  const words = isLong ? format.dayMinute(at) : format.time(at);
  if (!replayed) return <time>{words}</time>;
  return (
    <button
      type="button"
      className="instant"
      title={t('replay.goTo', { time: `${format.date(at)} ${format.time(at)}` })}
      onClick={() => seekTo(seat, at)}
    >
      {words}
    </button>
  );
}

const TWO_DAYS_MS: Millis = 48 * 3_600_000;

import { useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';

/** The blue frame round a window that shows what has already happened. */
export function ReplayFrame() {
  const replayed = useWorld(({ world }) => isReplay(world));
  return replayed ? <div className="replay-frame" aria-hidden /> : null;
}

import { CommandKey } from '../commands/command-key.tsx';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { goTo } from './replay-actions.ts';

/** Leads to the hub's sessions and recordings, and out of a replay back to the hub's own session. */
export function SessionsButton() {
  const seat = useSeat();
  const { t } = useWords();
  const replayed = useWorld(({ world }) => isReplay(world));
  return (
    <span className="sessions-buttons">
      <button
        type="button"
        className="quiet"
        onClick={() => seat.ui.setState({ dialog: { kind: 'sessions' } })}
      >
        {t('sessions.open')} <CommandKey id="sessions" />
      </button>
      {replayed && (
        <button type="button" onClick={() => goTo(seat, undefined)}>
          {t('sessions.leave')}
        </button>
      )}
    </span>
  );
}

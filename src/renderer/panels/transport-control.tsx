import { useState } from 'react';
import { runCommand, setTransport } from '../commands/commands.ts';
import { mayCall } from '../commands/may-act.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';

const SPEEDS = [1, 10, 30, 60] as const;

/** Pause and speed, where the session's time is ours to set. */
export function TransportControl() {
  const seat = useSeat();
  const { t } = useWords();
  const [failure, setFailure] = useState('');
  const can = useWorld(
    // A replay has its transport at the timeline.
    ({ attachment, world }) =>
      attachment.can.transport && !isReplay(world) && mayCall(attachment.role, 'transport.set'),
  );
  const [playing, speed] = useWorld(({ world }) => [
    world.transport?.playing ?? true,
    world.transport?.speed ?? 1,
  ]);
  if (!can) return null;
  const choose = (next: number) => {
    setFailure('');
    setTransport(seat, { playing: true, speed: next }).catch((error: Error) =>
      setFailure(t('transport.failed', { reason: error.message })),
    );
  };
  return (
    <fieldset className="transport">
      <legend className="hidden">{t('transport.label')}</legend>
      <button type="button" aria-pressed={!playing} onClick={() => runCommand(seat, 'play')}>
        {playing ? t('transport.pause') : t('transport.play')}
      </button>
      {SPEEDS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={playing && speed === each}
          aria-label={t('transport.speed', { speed: each })}
          onClick={() => choose(each)}
        >
          {each}×
        </button>
      ))}
      <span role="alert" className="failure">
        {failure}
      </span>
    </fieldset>
  );
}

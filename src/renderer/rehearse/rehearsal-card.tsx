import { useState } from 'react';
import type { SessionId } from '../../domain/base/ids.ts';
import { type Seat, useSeat, useWords, useWorld } from '../seat.ts';
import { useAnswer } from '../ui/use-answer.ts';

/** The rehearsal on show: what it is, how far and how fast, back to a saved state, fork, end. */
export function RehearsalCard() {
  const seat = useSeat();
  const { t, format } = useWords();
  const [failure, setFailure] = useState('');
  const [back, setBack] = useState<number>();
  const [seed, model, changes] = useWorld(({ world: { rehearsal, session } }) => [
    rehearsal?.seed ?? session?.seed,
    rehearsal?.model ?? 'zoneGraph',
    rehearsal?.changes.join(' · ') ?? '',
  ]);
  const [asked, achieved, remaining, playing] = useWorld(({ world }) => [
    world.transport?.speed ?? 1,
    world.rehearsal?.achievedSpeed,
    world.rehearsal?.remainingS,
    world.transport?.playing ?? true,
  ]);
  const [from, to, now] = useWorld(({ world }) => [
    world.rehearsal?.startsAt,
    world.rehearsal?.endsAt,
    world.time,
  ]);
  const saved = useWorld(({ world }) => world.rehearsal?.saved ?? NOTHING_SAVED);
  // What was saved after a jump's instant is gone with it.
  const chosen = saved.find((at) => at === back);
  const canFork = useWorld(({ world }) => world.rehearsal !== undefined);
  const session = useWorld(({ attachment }) => attachment.session);
  const { answer } = useAnswer('sessions.list', {}, session);
  const isSide = answer?.sessions.some(({ id, main }) => id === session && !main) ?? false;
  const attempt = (work: Promise<unknown>) => {
    setFailure('');
    work.catch((error: Error) => setFailure(t('planner.failed', { reason: error.message })));
  };
  return (
    <section className="rehearsal-card" aria-label={t('planner.current')}>
      <h3>{t('planner.current')}</h3>
      <p>
        {t(`planner.models.${model}`)} · {t('planner.seed')} {seed}
      </p>
      <p className="label">{changes === '' ? t('planner.unchanged') : changes}</p>
      {from !== undefined && to !== undefined && (
        <progress
          max={to - from}
          value={Math.max(0, now - from)}
          aria-label={t('planner.progress')}
        />
      )}
      <p className="label">
        {format.minute(now)} / {format.minute(to)} ·{' '}
        {playing
          ? t('planner.pace', {
              achieved: format.tenth(achieved),
              asked,
            })
          : t('planner.paused')}
        {playing && remaining !== undefined && ' · '}
        {playing &&
          remaining !== undefined &&
          t('planner.remaining', { time: format.age(remaining * 1_000) })}
      </p>
      <div className="field-row">
        <label className="field">
          <span className="label">{t('planner.jump')}</span>
          <select
            value={chosen ?? ''}
            disabled={saved.length === 0}
            onChange={({ target: { value } }) => setBack(value === '' ? undefined : Number(value))}
          >
            <option value="">{saved.length === 0 ? t('planner.noneSaved') : '…'}</option>
            {saved.map((at) => (
              <option key={at} value={at}>
                {format.time(at)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          disabled={chosen === undefined}
          onClick={() => {
            if (chosen !== undefined) attempt(seat.call('rehearsal.jump', { to: chosen }));
          }}
        >
          {t('planner.jumpThere')}
        </button>
        <button
          type="button"
          onClick={() => seat.ui.setState({ dialog: { kind: 'fork' } })}
          disabled={!canFork}
        >
          {t('planner.fork')}
        </button>
        {isSide && (
          <button type="button" onClick={() => attempt(endHere(seat, session))}>
            {t('planner.end')}
          </button>
        )}
      </div>
      <p role="alert" className="failure">
        {failure}
      </p>
    </section>
  );
}

const NOTHING_SAVED: readonly number[] = [];

/** Ends the rehearsal on show and goes back to the hub's own session. */
async function endHere(seat: Seat, session: SessionId): Promise<void> {
  await seat.call('sessions.close', { session });
  seat.door.go(undefined);
}

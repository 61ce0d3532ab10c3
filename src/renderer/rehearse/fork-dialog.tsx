import { useState } from 'react';
import { must } from '../../domain/base/assert.ts';
import type { CheckpointId } from '../../domain/base/ids.ts';
import { CHECKPOINT_MODES, type CheckpointMode } from '../../domain/site/site.ts';
import { CheckpointField } from '../commands/checkpoint-field.tsx';
import { DEFAULT_RATE, GREATEST_RATE, LEAST_RATE } from '../commands/order-draft.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';

/** What if: the rehearsal once more from now with one checkpoint changed; both are seen side by side. */
export function ForkDialog() {
  const seat = useSeat();
  const { t, format } = useWords();
  const selection = useUi((state) => state.selection);
  const first = must(seat.facts.site.checkpoints[0], 'a checkpoint');
  const [id, setId] = useState<CheckpointId>(
    selection?.kind === 'checkpoint' ? (selection.id as CheckpointId) : first.id,
  );
  const [mode, setMode] = useState<CheckpointMode>('closed');
  const [rate, setRate] = useState(DEFAULT_RATE);
  const [state, setState] = useState<'ready' | 'forking' | { readonly why: string }>('ready');
  const now = useWorld(({ world }) => world.time);
  const checkpoint = must(seat.facts.checkpoints.get(id), id);
  const close = () => seat.ui.setState({ dialog: undefined });
  const fork = () => {
    setState('forking');
    const change = {
      checkpoint: id,
      mode,
      ...(mode === 'metered' ? { meteredPerMinLane: rate } : {}),
    };
    const label = `${checkpoint.number} ${t(`checkpointMode.${mode}`)}`;
    seat
      .call('rehearsal.fork', { changes: [change], label })
      .then(({ session }) => {
        // It is a rehearsal in its own right: it goes on when its map is taken away.
        seat.door.openBeside(session, false);
        close();
      })
      .catch((error: Error) => setState({ why: error.message }));
  };
  return (
    <Modal title={t('planner.forkTitle')} onClose={close} className="fork-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          fork();
        }}
      >
        <p className="label">{t('planner.forkHelp', { time: format.time(now) })}</p>
        <CheckpointField value={id} onChange={setId} />
        <label className="field">
          <span className="label">{t('order.choose')}</span>
          <select value={mode} onChange={(event) => setMode(event.target.value as CheckpointMode)}>
            {CHECKPOINT_MODES.map((each) => (
              <option key={each} value={each}>
                {t(`checkpointMode.${each}`)}
              </option>
            ))}
          </select>
        </label>
        {mode === 'metered' && (
          <label className="field">
            <span className="label">{t('order.rate')}</span>
            <input
              type="number"
              min={LEAST_RATE}
              max={GREATEST_RATE}
              value={Number.isFinite(rate) ? rate : ''}
              required
              onChange={(event) => setRate(event.target.valueAsNumber)}
            />
          </label>
        )}
        <p role="alert" className="failure">
          {typeof state === 'object' && t('planner.failed', { reason: state.why })}
        </p>
        <div className="actions">
          <button type="button" onClick={close}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="primary" disabled={state === 'forking'}>
            {state === 'forking' ? t('planner.forking') : t('planner.fork')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

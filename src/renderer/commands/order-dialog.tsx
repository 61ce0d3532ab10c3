import { type FormEvent, useState } from 'react';
import { must } from '../../domain/base/assert.ts';
import type { CheckpointId, OrderId } from '../../domain/base/ids.ts';
import type { CheckpointState } from '../../domain/forces/checkpoint-order.ts';
import { CHECKPOINT_MODES, type Checkpoint } from '../../domain/site/site.ts';
import { type Seat, useSeat, useWords, useWorld } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { ModeMark } from '../ui/mode-mark.tsx';
import { CheckpointField } from './checkpoint-field.tsx';
import {
  DEFAULT_RATE,
  GREATEST_RATE,
  isSendable,
  LEAST_RATE,
  modeWords,
  type OrderDraft,
} from './order-draft.ts';
import { OrderReview } from './order-review.tsx';

/** What goes to the second step: frozen when the commander asks to check it. */
interface Checked {
  readonly order: OrderId;
  readonly saw: CheckpointState;
}

interface OrderDialogProps {
  readonly checkpoint: CheckpointId;
  readonly newId: () => OrderId;
}

/** An order to a checkpoint in two steps: choose, then confirm what goes out in words. */
export function OrderDialog({ checkpoint: first, newId }: OrderDialogProps) {
  const seat = useSeat();
  const { t } = useWords();
  const [id, setId] = useState<string>(first);
  const [draft, setDraft] = useState<OrderDraft>();
  const [checked, setChecked] = useState<Checked>();
  const checkpoint = must(seat.facts.checkpoints.get(id), `checkpoint ${id}`);
  const state = useWorld(({ world }) => world.checkpoints[id]);
  const now = state ?? { mode: checkpoint.mode, version: 0 };
  const chosen = draft ?? {
    mode: now.mode,
    meteredPerMinLane: now.meteredPerMinLane ?? DEFAULT_RATE,
  };
  const close = () => closeDialog(seat);
  return (
    <Modal title={t('order.title')} onClose={close} className="order-dialog">
      {checked ? (
        <OrderReview
          checkpoint={checkpoint}
          order={checked.order}
          saw={checked.saw}
          draft={chosen}
          onBack={() => setChecked(undefined)}
          onClose={close}
        />
      ) : (
        <OrderChoice
          checkpoint={checkpoint}
          now={now}
          draft={chosen}
          onCheckpoint={(next) => {
            setId(next);
            setDraft(undefined);
          }}
          onDraft={setDraft}
          onNext={() => setChecked({ order: newId(), saw: now })}
          onClose={close}
        />
      )}
    </Modal>
  );
}

interface OrderChoiceProps {
  readonly checkpoint: Checkpoint;
  readonly now: CheckpointState;
  readonly draft: OrderDraft;
  readonly onCheckpoint: (id: string) => void;
  readonly onDraft: (draft: OrderDraft) => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

function OrderChoice({ checkpoint, now, draft, ...on }: OrderChoiceProps) {
  const { t, format } = useWords();
  const sendable = isSendable(draft, now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sendable) on.onNext();
  };
  return (
    <form onSubmit={submit}>
      <CheckpointField value={checkpoint.id} onChange={on.onCheckpoint} />
      <p className="label">
        {t('order.current', {
          mode: modeWords(t, now.mode, now.meteredPerMinLane),
          version: now.version,
        })}
        {now.changedBy && ' · '}
        {now.changedBy &&
          t('order.changedBy', { by: now.changedBy, time: format.time(now.changedAt) })}
      </p>
      <fieldset className="modes">
        <legend className="label">{t('order.choose')}</legend>
        {CHECKPOINT_MODES.map((mode) => (
          <label key={mode} className="mode-choice">
            <input
              type="radio"
              name="mode"
              value={mode}
              checked={draft.mode === mode}
              onChange={() => on.onDraft({ ...draft, mode })}
            />
            <ModeMark mode={mode} staffed />
            <strong>{t(`checkpointMode.${mode}`)}</strong>
            <span className="label">{t(`modeHelp.${mode}`)}</span>
          </label>
        ))}
      </fieldset>
      {draft.mode === 'metered' && (
        <label className="field">
          <span className="label">{t('order.rate')}</span>
          <input
            type="number"
            min={LEAST_RATE}
            max={GREATEST_RATE}
            step={1}
            required
            value={Number.isFinite(draft.meteredPerMinLane) ? draft.meteredPerMinLane : ''}
            onChange={(event) =>
              on.onDraft({ ...draft, meteredPerMinLane: event.target.valueAsNumber })
            }
          />
        </label>
      )}
      <p className="hint">{sendable ? '' : t('order.same')}</p>
      <div className="actions">
        <button type="button" onClick={on.onClose}>
          {t('common.cancel')}
        </button>
        <button type="submit" className="primary" disabled={!sendable}>
          {t('order.next')}
        </button>
      </div>
    </form>
  );
}

function closeDialog(seat: Seat): void {
  seat.ui.setState({ dialog: undefined });
}

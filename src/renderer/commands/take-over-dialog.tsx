import { type FormEvent, useState } from 'react';
import { isUnanswered } from '../link/link-lost.ts';
import { useSeat, useWords } from '../seat.ts';
import type { OpenDialog } from '../state/ui-store.ts';
import { Modal } from '../ui/modal.tsx';

/** Who commands says so by name, before the first order; goes on to the order that asked for it. */
export function TakeOverDialog({ next }: { readonly next: OpenDialog | undefined }) {
  const seat = useSeat();
  const { t } = useWords();
  const [name, setName] = useState(seat.ui.getState().operator ?? '');
  const [failure, setFailure] = useState('');
  const close = () => seat.ui.setState({ dialog: undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFailure('');
    seat.call('operator.takeOver', { name: name.trim() }).then(
      (taken) => seat.ui.setState({ operator: taken.name, dialog: next }),
      (error: Error) =>
        setFailure(
          isUnanswered(error) ? error.message : t('operator.failed', { reason: error.message }),
        ),
    );
  };
  return (
    <Modal title={t('operator.title')} onClose={close}>
      <form onSubmit={submit}>
        <p className="label">{t('operator.help')}</p>
        <label className="field">
          <span className="label">{t('operator.field')}</span>
          <input
            type="text"
            required
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <p role="alert" className="failure">
          {failure}
        </p>
        <div className="actions">
          <button type="button" onClick={close}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="primary" disabled={name.trim() === ''}>
            {t('operator.confirm')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

import { useSeat, useWords } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { goTo } from './replay-actions.ts';

/** Why nothing can be ordered in a replay, and the way to where it can. */
export function NoOrdersDialog() {
  const seat = useSeat();
  const { t } = useWords();
  const close = () => seat.ui.setState({ dialog: undefined });
  return (
    <Modal title={t('replay.noOrders')} onClose={close}>
      <p className="sentence">{t('replay.noOrdersWhy')}</p>
      <div className="actions">
        <button type="button" onClick={() => goTo(seat, undefined)}>
          {t('sessions.toMain')}
        </button>
        <button type="button" className="primary" onClick={close}>
          {t('common.close')}
        </button>
      </div>
    </Modal>
  );
}

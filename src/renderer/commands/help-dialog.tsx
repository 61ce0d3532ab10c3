import { useSeat, useWords } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { COMMANDS } from './commands.ts';
import { keyLabel } from './key-label.ts';

const PLACES = { keys: '1-9', label: 'command.zone' } as const;
const LAYER_KEYS = { keys: 'Shift+1-0', label: 'command.layer' } as const;

/** Every command with its key. */
export function HelpDialog() {
  const seat = useSeat();
  const { t } = useWords();
  const close = () => seat.ui.setState({ dialog: undefined });
  return (
    <Modal title={t('command.title')} onClose={close}>
      <dl className="keys">
        {[...COMMANDS, PLACES, LAYER_KEYS].map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              <kbd>{keyLabel(keys)}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
      <div className="actions">
        <button type="button" className="primary" onClick={close}>
          {t('common.close')}
        </button>
      </div>
    </Modal>
  );
}

import type { CheckpointId } from '../../domain/base/ids.ts';
import { useSeat, useWords } from '../seat.ts';

interface CheckpointFieldProps {
  readonly value: CheckpointId;
  readonly onChange: (checkpoint: CheckpointId) => void;
}

/** Chooses a checkpoint of the site by number and name. */
export function CheckpointField({ value, onChange }: CheckpointFieldProps) {
  const { facts } = useSeat();
  const { t, language } = useWords();
  return (
    <label className="field">
      <span className="label">{t('order.checkpoint')}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as CheckpointId)}>
        {facts.site.checkpoints.map(({ id, number, name }) => (
          <option key={id} value={id}>
            {number} {name[language]}
          </option>
        ))}
      </select>
    </label>
  );
}

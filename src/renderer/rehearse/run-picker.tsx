import type { RunSummary } from '../../domain/rehearsal/run-figures.ts';
import { useWords } from '../seat.ts';
import { runLabel } from './run-label.ts';

interface RunPickerProps {
  readonly label: string;
  readonly runs: readonly RunSummary[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Kept runs to choose from, the newest plan first as the hub lists them. */
export function RunPicker({ label, runs, chosen, onChange }: RunPickerProps) {
  const { t, format } = useWords();
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className="run-picker">
      <legend className="label">{label}</legend>
      {runs.map(({ run, span, peakPeople }) => (
        <label key={run.id}>
          <input
            type="checkbox"
            checked={chosen.includes(run.id)}
            onChange={() => toggle(run.id)}
          />
          <span>
            <strong>{runLabel(run)}</strong>
            <span className="label">
              {t(`planner.models.${run.model}`)} · {t('planner.seed')} {run.seed} ·{' '}
              {format.minute(span.from)}–{format.minute(span.until)} · {t('results.peak')}{' '}
              {format.count(peakPeople)}
              {run.changes.length > 0 && ` · ${run.changes.join(' · ')}`}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

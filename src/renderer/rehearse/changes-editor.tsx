import { useMemo, useState } from 'react';
import { CHANGE_TARGETS, parsePlanChange } from '../../domain/rehearsal/plan-change.ts';
import { CHECKPOINT_MODES, type CheckpointMode } from '../../domain/site/site.ts';
import { DEFAULT_RATE, GREATEST_RATE, LEAST_RATE } from '../commands/order-draft.ts';
import { useSeat, useWords } from '../seat.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { isModePossible, withMode } from './mode-change.ts';
import { runLabel } from './run-label.ts';

interface ChangesEditorProps {
  readonly changes: readonly string[];
  readonly onChange: (changes: readonly string[]) => void;
}

/** What is changed in the plan: a checkpoint's mode by choosing it, everything else as `anlan simulate` writes it. */
export function ChangesEditor({ changes, onChange }: ChangesEditorProps) {
  const seat = useSeat();
  const { t, language } = useWords();
  const { checkpoints } = seat.facts.site;
  const [number, setNumber] = useState(checkpoints[0]?.number ?? 0);
  const [mode, setMode] = useState<CheckpointMode>('closed');
  const [rate, setRate] = useState(DEFAULT_RATE);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState('');
  const add = (change: string) => {
    const parsed = parsePlanChange(change);
    if (!parsed.ok) {
      const targets = CHANGE_TARGETS.join(', ');
      return setFailure(t('planner.changeForm', { text: change, targets }));
    }
    setFailure('');
    setText('');
    if (!changes.includes(change)) onChange([...changes, change]);
  };
  const addMode = () => {
    const checkpoint = checkpoints.find((each) => each.number === number);
    if (!checkpoint) return;
    const chosen = { checkpoint, mode, ratePerMinLane: rate };
    if (!isModePossible(chosen)) {
      return setFailure(t('planner.rateForm', { least: LEAST_RATE, most: GREATEST_RATE }));
    }
    setFailure('');
    onChange(withMode(changes, chosen));
  };
  return (
    <fieldset className="changes">
      <legend className="label">{t('planner.changes')}</legend>
      <EarlierChanges onChange={onChange} />
      {changes.length === 0 && <p className="hint">{t('planner.unchanged')}</p>}
      <ul>
        {changes.map((change) => (
          <li key={change}>
            <code>{change}</code>
            <button
              type="button"
              className="quiet"
              aria-label={t('planner.removeChange', { change })}
              onClick={() => onChange(changes.filter((each) => each !== change))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <div className="field-row">
        <select
          aria-label={t('order.checkpoint')}
          value={number}
          onChange={(event) => setNumber(Number(event.target.value))}
        >
          {checkpoints.map((each) => (
            <option key={each.id} value={each.number}>
              {each.number} {each.name[language]}
            </option>
          ))}
        </select>
        <select
          aria-label={t('order.choose')}
          value={mode}
          onChange={(event) => setMode(event.target.value as CheckpointMode)}
        >
          {CHECKPOINT_MODES.map((each) => (
            <option key={each} value={each}>
              {t(`checkpointMode.${each}`)}
            </option>
          ))}
        </select>
        {mode === 'metered' && (
          <label className="field">
            <span className="label">{t('planner.rate')}</span>
            <input
              type="number"
              min={LEAST_RATE}
              max={GREATEST_RATE}
              value={Number.isFinite(rate) ? rate : ''}
              onChange={(event) => setRate(event.target.valueAsNumber)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                addMode();
              }}
            />
          </label>
        )}
        <button type="button" onClick={addMode}>
          {t('planner.add')}
        </button>
      </div>
      <div className="field-row">
        <input
          aria-label={t('planner.changeText')}
          placeholder={`checkpoint.${number}.clearWidthM=6`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add(text);
          }}
        />
        <button type="button" disabled={text.trim() === ''} onClick={() => add(text.trim())}>
          {t('planner.add')}
        </button>
      </div>
      <p role="alert" className="failure">
        {failure}
      </p>
    </fieldset>
  );
}

/** A layout that was rehearsed before, taken over as a whole. */
function EarlierChanges({ onChange }: Pick<ChangesEditorProps, 'onChange'>) {
  const seat = useSeat();
  const { t } = useWords();
  const { answer } = useAnswer('runs.list', {}, '');
  const layouts = useMemo(() => {
    const bySet = new Map<string, { readonly name: string; readonly changes: readonly string[] }>();
    for (const { run } of answer?.runs ?? []) {
      if (run.plan.site !== seat.facts.site.id) continue;
      bySet.set(JSON.stringify(run.changes), { name: runLabel(run), changes: run.changes });
    }
    return [...bySet.values()].filter(({ changes }) => changes.length > 0);
  }, [answer, seat]);
  return (
    <label className="field">
      <span className="label">{t('planner.layout')}</span>
      <select
        value=""
        onChange={({ target: { value } }) => onChange(layouts[Number(value)]?.changes ?? [])}
      >
        <option value="" disabled>
          {t('planner.takeOver')}
        </option>
        <option value={-1}>{t('planner.unchanged')}</option>
        {layouts.map(({ name, changes }, index) => (
          <option key={changes.join(' ')} value={index}>
            {name} · {changes.join(' · ')}
          </option>
        ))}
      </select>
    </label>
  );
}

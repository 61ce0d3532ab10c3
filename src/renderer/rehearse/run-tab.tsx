import { useState } from 'react';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { ChangesEditor } from './changes-editor.tsx';
import { RehearsalCard } from './rehearsal-card.tsx';
import { useDraft } from './use-draft.ts';

const SPEEDS = [1, 5, 10, 20, 60] as const;

/** How the rehearsal on show stands, and the way to a new one. */
export function RunTab() {
  const { t } = useWords();
  const isRehearsal = useWorld(({ world }) => world.session?.source === 'rehearsal');
  return (
    <div className="planner-body">
      {isRehearsal ? <RehearsalCard /> : <p className="empty">{t('planner.noRehearsal')}</p>}
      <StartForm />
    </div>
  );
}

function StartForm() {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const { answer, failure } = useAnswer('rehearsal.options', {}, '');
  const [model, setModel] = useDraft('model');
  const [seed, setSeed] = useDraft('seed');
  const [speed, setSpeed] = useDraft('speed');
  const [label, setLabel] = useDraft('label');
  const [changes, setChanges] = useDraft('changes');
  const [state, setState] = useState<'ready' | 'starting' | { readonly why: string }>('ready');
  if (!answer) return <p className="empty">{failure ?? t('planner.asking')}</p>;
  const chosenSeed = seed ?? answer.seed;
  const start = () => {
    setState('starting');
    const named = label.trim() || t('planner.unnamed', { seed: chosenSeed });
    seat
      .call('rehearsal.start', { model, seed: chosenSeed, speed, changes, label: named })
      .then(({ session }) => seat.door.go(session))
      .catch((error: Error) => setState({ why: error.message }));
  };
  return (
    <form
      className="planner-form"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <h3>{t('planner.start')}</h3>
      <p className="label">
        {answer.script[language]} · {format.dayMinute(answer.startsAt)} –{' '}
        {format.minute(answer.endsAt)}
      </p>
      <label className="field">
        <span className="label">{t('planner.name')}</span>
        <input value={label} onChange={(event) => setLabel(event.target.value)} maxLength={60} />
      </label>
      <fieldset className="choice">
        <legend className="label">{t('planner.model')}</legend>
        {answer.models.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="model"
              checked={model === each}
              onChange={() => setModel(each)}
            />
            <span>
              <strong>{t(`planner.models.${each}`)}</strong>
              <span className="label">{t(`planner.modelHelp.${each}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field-row">
        <label className="field">
          <span className="label">{t('planner.seed')}</span>
          <input
            type="number"
            min={0}
            step={1}
            required
            value={Number.isFinite(chosenSeed) ? chosenSeed : ''}
            onChange={(event) => setSeed(event.target.valueAsNumber)}
          />
        </label>
        <label className="field">
          <span className="label">{t('planner.speed')}</span>
          <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
      </div>
      <ChangesEditor changes={changes} onChange={setChanges} />
      <p role="alert" className="failure">
        {typeof state === 'object' && t('planner.notStarted', { reason: state.why })}
      </p>
      <div className="actions">
        <button type="submit" className="primary" disabled={state === 'starting'}>
          {state === 'starting' ? t('planner.starting') : t('planner.go')}
        </button>
      </div>
    </form>
  );
}

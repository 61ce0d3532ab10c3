import { useState } from 'react';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { ArrivalsEditor } from './arrivals-editor.tsx';
import { ChangesEditor } from './changes-editor.tsx';
import { RehearsalCard } from './rehearsal-card.tsx';
import { useDraft } from './use-draft.ts';

const SPEEDS = [1, 5, 10, 20, 60] as const;
/** Of a rehearsal's name. */
const MOST_LETTERS = 60;

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
  const [scenario, setScenario] = useDraft('scenario');
  const [changes, setChanges] = useDraft('changes');
  const { answer, failure } = useAnswer(
    'rehearsal.options',
    { changes, ...(scenario === undefined ? {} : { scenario }) },
    '',
  );
  const [model, setModel] = useDraft('model');
  const [seed, setSeed] = useDraft('seed');
  const [speed, setSpeed] = useDraft('speed');
  const [label, setLabel] = useDraft('label');
  const [state, setState] = useState<'ready' | 'starting' | { readonly why: string }>('ready');
  if (!answer) return <p className="empty">{failure ?? t('planner.asking')}</p>;
  const chosenSeed = seed ?? answer.seed;
  const meets = answer.scenarios.find(({ id }) => id === scenario);
  const isPlayable = !(meets?.agentsOnly === true && model === 'zoneGraph');
  const start = () => {
    setState('starting');
    const unnamed = t('planner.unnamed', { seed: chosenSeed });
    const named = label.trim() || [unnamed, meets?.name[language] ?? ''].join(' ').trim();
    const start = { model, seed: chosenSeed, speed, changes, label: named.slice(0, MOST_LETTERS) };
    seat
      .call('rehearsal.start', meets ? { ...start, scenario: meets.id } : start)
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
        <input
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          maxLength={MOST_LETTERS}
        />
      </label>
      {answer.scenarios.length > 0 && (
        <label className="field">
          <span className="label">{t('planner.scenario')}</span>
          <select
            value={meets?.id ?? ''}
            onChange={({ target: { value } }) => setScenario(value === '' ? undefined : value)}
          >
            <option value="">{t('planner.noScenario')}</option>
            {answer.scenarios.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[language]}
              </option>
            ))}
          </select>
        </label>
      )}
      {!isPlayable && <p className="hint">{t('planner.agentsOnly')}</p>}
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
      <ArrivalsEditor expected={answer.expected} changes={changes} onChange={setChanges} />
      <ChangesEditor changes={changes} onChange={setChanges} />
      <p role="alert" className="failure">
        {failure ?? (typeof state === 'object' && t('planner.notStarted', { reason: state.why }))}
      </p>
      <div className="actions">
        <button type="submit" className="primary" disabled={state === 'starting' || !isPlayable}>
          {state === 'starting' ? t('planner.starting') : t('planner.go')}
        </button>
      </div>
    </form>
  );
}

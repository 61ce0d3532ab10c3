import { type FormEvent, useState } from 'react';
import type { Millis } from '../../domain/base/quantity.ts';
import { REPLAY_VIEWS, type ReplayView } from '../../domain/session/replay-state.ts';
import type { RecordingFile } from '../../domain/wire/session-contract.ts';
import { readWorld, useReview, useSeat, useWords } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { openBeside } from './replay-actions.ts';
import { midnightsOf, readTypedTime } from './typed-time.ts';

/** Which instants of two recordings stand beside each other. */
type Alignment = 'sameInstant' | 'midnight' | 'beginning' | 'typed';

/** Two views, two moments, or two recordings side by side, in step with each other. */
export function CompareDialog() {
  const seat = useSeat();
  const { t, format } = useWords();
  const { replay, time } = readWorld(seat).world;
  const { session } = readWorld(seat).attachment;
  const { timeZone } = seat.facts.site;
  const { answer } = useAnswer('sessions.list', {}, '');
  const refused = useReview((state) => state.failure);
  const [file, setFile] = useState(replay?.file ?? '');
  const [view, setView] = useState<ReplayView>(replay?.view === 'asSeen' ? 'true' : 'asSeen');
  const [alignment, setAlignment] = useState<Alignment>('sameInstant');
  const [mine, setMine] = useState(format.time(time));
  const [other, setOther] = useState(format.time(time));
  if (!replay) return null;
  const close = () => seat.ui.setState({ dialog: undefined });
  const recording = answer?.recordings.find((each) => each.file === file);
  const here = { from: replay.from, to: replay.to };
  const there = file === replay.file ? here : spanOf(recording);
  const read = (text: string, span: Span) =>
    readTypedTime(text, { timeZone, ...span, near: Math.min(span.to, Math.max(span.from, time)) });

  const offset = ((): Millis | 'unreadable' | 'outside' | undefined => {
    if (!there) return undefined;
    switch (alignment) {
      case 'sameInstant':
        return 0;
      case 'beginning':
        return there.from - here.from;
      case 'midnight': {
        const [a] = midnightsOf({ timeZone, ...here });
        const [b] = midnightsOf({ timeZone, ...there });
        return a === undefined || b === undefined ? 'outside' : b - a;
      }
      case 'typed': {
        const a = read(mine, here);
        const b = read(other, there);
        if (typeof a === 'string') return a;
        return typeof b === 'string' ? b : b - a;
      }
    }
  })();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (typeof offset !== 'number') return;
    const done = await openBeside(seat, {
      ...{ file, view, at: time + offset },
      follow: { session, offsetMs: offset },
    });
    if (done) close();
  };
  return (
    <Modal title={t('compare.title')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <label className="field">
          <span className="label">{t('compare.file')}</span>
          <select value={file} onChange={(event) => setFile(event.target.value)}>
            {!answer?.recordings.some((each) => each.file === replay.file) && (
              <option value={replay.file}>{replay.file}</option>
            )}
            {answer?.recordings
              .filter(({ problem }) => problem === undefined)
              .map((each) => (
                <option key={each.file} value={each.file}>
                  {each.file}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          <span className="label">{t('compare.view')}</span>
          <select
            value={view}
            onChange={(event) =>
              setView(REPLAY_VIEWS.find((v) => v === event.target.value) ?? view)
            }
          >
            {REPLAY_VIEWS.map((each) => (
              <option key={each} value={each}>
                {t(`replay.view.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="alignments">
          <legend className="label">{t('compare.align')}</legend>
          {(['sameInstant', 'midnight', 'beginning', 'typed'] as const).map((each) => (
            <label key={each} className="check">
              <input
                type="radio"
                name="alignment"
                checked={alignment === each}
                onChange={() => setAlignment(each)}
              />
              {t(`compare.by.${each}`)}
            </label>
          ))}
        </fieldset>
        {alignment === 'typed' && (
          <div className="two-fields">
            <label className="field">
              <span className="label">{t('compare.here')}</span>
              <input type="text" value={mine} onChange={(event) => setMine(event.target.value)} />
            </label>
            <label className="field">
              <span className="label">{t('compare.there')}</span>
              <input type="text" value={other} onChange={(event) => setOther(event.target.value)} />
            </label>
          </div>
        )}
        <p role="alert" className="failure">
          {refused ?? (typeof offset === 'string' ? t(`replay.time.${offset}`) : '')}
        </p>
        <div className="actions">
          <button type="button" onClick={close}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="primary" disabled={typeof offset !== 'number'}>
            {t('compare.open')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

function spanOf(recording: RecordingFile | undefined): Span | undefined {
  const { from, to } = recording ?? {};
  return from === undefined || to === undefined ? undefined : { from, to };
}

import { useState } from 'react';
import {
  type HostedSession,
  mayClose,
  type RecordingFile,
} from '../../domain/wire/session-contract.ts';
import { mayCall } from '../commands/may-act.ts';
import { hubSentence } from '../i18n/hub-sentence.ts';
import { useReview, useSeat, useWords, useWorld } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { goTo, openReplay } from './replay-actions.ts';

/** The sessions that the hub hosts, and the recordings in its folder: open, close, and back to its own. */
export function SessionsDialog() {
  const seat = useSeat();
  const { t } = useWords();
  const [again, setAgain] = useState(0);
  const { answer, failure } = useAnswer('sessions.list', {}, `${again}`);
  const refused = useReview((state) => state.failure);
  const close = () => seat.ui.setState({ dialog: undefined });
  return (
    <Modal title={t('sessions.title')} onClose={close} className="sessions-dialog">
      <h3>{t('sessions.hosted')}</h3>
      <ul className="sessions">
        {answer?.sessions.map((session) => (
          <SessionRow key={session.id} session={session} onChanged={() => setAgain(again + 1)} />
        ))}
      </ul>
      <h3>{t('sessions.recordings')}</h3>
      <ul className="sessions">
        {answer?.recordings.map((recording) => (
          <RecordingRow key={recording.file} recording={recording} />
        ))}
      </ul>
      {answer?.recordings.length === 0 && <p className="empty">{t('sessions.noRecordings')}</p>}
      <p role="alert" className="failure">
        {refused ?? failure ?? ''}
      </p>
      <div className="actions">
        <button type="button" onClick={close}>
          {t('common.close')}
        </button>
      </div>
    </Modal>
  );
}

interface SessionRowProps {
  readonly session: HostedSession;
  readonly onChanged: () => void;
}

function SessionRow({ session, onChanged }: SessionRowProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const here = useWorld(({ attachment }) => attachment.session === session.id);
  const mayEnd = useWorld(({ attachment }) => mayClose(attachment.role, session.kind));
  const mayReplay = useWorld(({ attachment }) => mayCall(attachment.role, 'replay.open'));
  const { id, main, replay, rehearsal } = session;
  // Ends in two steps.
  const [asked, setAsked] = useState(false);
  const end = async () => {
    if (!asked) return setAsked(true);
    setAsked(false);
    const done = await seat.review.attempt(() => seat.call('sessions.close', { session: id }));
    if (!done) return;
    // Whoever closes what he is in goes home; the answer came before the session was gone.
    if (here) goTo(seat, undefined);
    else onChanged();
  };
  return (
    <li className={here ? 'session here' : 'session'}>
      <span className={`session-kind kind-${session.kind}`}>{t(`mode.${session.kind}`)}</span>
      <span className="session-what">
        <strong>{session.name}</strong>
        <span className="label">
          {session.file}
          {replay && ` · ${t(`replay.view.${replay.view}`)}`}
          {rehearsal && ` · ${t('sessions.seed', { seed: rehearsal.seed })}`}
          {rehearsal?.forkedAt !== undefined &&
            ` · ${t('sessions.forkedAt', { time: format.time(rehearsal.forkedAt) })}`}
        </span>
      </span>
      {main && mayReplay && (
        <button type="button" onClick={() => void openReplay(seat, undefined)}>
          {t('sessions.replayMain')}
        </button>
      )}
      {!main && mayEnd && (
        <button type="button" onBlur={() => setAsked(false)} onClick={() => void end()}>
          {t(asked ? 'sessions.confirmClose' : 'sessions.close')}
        </button>
      )}
      <button
        type="button"
        className="primary"
        disabled={here}
        onClick={() => goTo(seat, main ? undefined : id)}
      >
        {here ? t('sessions.here') : t('sessions.go')}
      </button>
    </li>
  );
}

function RecordingRow({ recording }: { readonly recording: RecordingFile }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const may = useWorld(({ attachment }) => mayCall(attachment.role, 'replay.open'));
  const { file, bytes, event, from, to, problem } = recording;
  return (
    <li className="session">
      <span className="session-kind">{t('sessions.file')}</span>
      <span className="session-what">
        <strong>{file}</strong>
        <span className="label">
          {event && `${event[language]} · `}
          {from !== undefined && to !== undefined
            ? `${format.date(from)} ${format.minute(from)} – ${dayOf(from, to)}${format.minute(to)} · `
            : ''}
          {t('sessions.size', { n: format.figure(Math.round(bytes / 1e5) / 10) })}
        </span>
        {problem !== undefined && <span className="warn">{hubSentence(problem, language)}</span>}
      </span>
      {may && (
        <button
          type="button"
          className="primary"
          disabled={problem !== undefined}
          onClick={() => void openReplay(seat, file)}
        >
          {t('sessions.review')}
        </button>
      )}
    </li>
  );

  /** The day of the end, where it is another one. */
  function dayOf(first: number, last: number): string {
    return format.date(first) === format.date(last) ? '' : `${format.date(last)} `;
  }
}

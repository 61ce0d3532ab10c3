import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { accuracyOf } from '../../domain/review/accuracy.ts';
import type { AlertReview, ReviewReport } from '../../domain/review/review-report.ts';
import { VERDICTS, type Verdict } from '../../domain/session/review-mark.ts';
import { select } from '../commands/commands.ts';
import { mayCall } from '../commands/may-act.ts';
import { useReview, useSeat, useWords, useWorld } from '../seat.ts';
import { reasonWords } from '../state/judgement.ts';
import { LevelMark } from '../ui/level-mark.tsx';
import { AccuracyFigures } from './accuracy-figures.tsx';
import { Definitions } from './definitions.tsx';
import { InstantButton } from './instant-button.tsx';
import { MissedCrossings } from './missed-crossings.tsx';
import { signed } from './reviewer-name.ts';

/** Every alert of the recording with what it turned out to be; keys 1 to 4 judge the row that has the focus. */
export function AlertsTab({ report }: { readonly report: ReviewReport }) {
  const { t } = useWords();
  const dispositions = useReview(({ marks }) => marks.dispositions);
  const failure = useReview((state) => state.failure);
  const may = useWorld(({ attachment }) => mayCall(attachment.role, 'review.disposition'));
  const [onlyOpen, setOnlyOpen] = useState(false);
  const rows = useRef<HTMLOListElement>(null);
  const focused = useRef<{ id: string; index: number }>(undefined);
  const accuracy = accuracyOf(report.alerts, dispositions, report.span);
  const shown = report.alerts.filter(({ id }) => !onlyOpen || !dispositions[id]);
  const noteFocus = (event: FocusEvent<HTMLOListElement>) => {
    const row = event.target.closest('li') ?? event.target;
    const index = [...event.currentTarget.children].indexOf(row);
    const alert = shown[index];
    focused.current = alert && { id: alert.id, index };
  };
  // A row that is judged away hands the focus on, so that the keys go on judging.
  useLayoutEffect(() => {
    const was = focused.current;
    if (!was || shown.some(({ id }) => id === was.id)) return;
    focused.current = undefined;
    const next = rows.current?.children[Math.min(was.index, shown.length - 1)];
    if (next instanceof HTMLElement) next.focus();
  });
  return (
    <div className="review-body">
      <AccuracyFigures accuracy={accuracy} crossings={report.crossings} />
      <div className="review-row-head">
        <h3>{t('review.alerts.count', { n: report.alerts.length })}</h3>
        <label className="check">
          <input
            type="checkbox"
            checked={onlyOpen}
            onChange={(event) => setOnlyOpen(event.target.checked)}
          />
          {t('review.alerts.onlyOpen')}
        </label>
      </div>
      {may && <p className="label">{t('review.alerts.keys')}</p>}
      <p role="alert" className="failure">
        {failure ? t('review.failed', { reason: failure }) : ''}
      </p>
      <ol
        ref={rows}
        className="alert-rows"
        aria-label={t('review.tab.alerts')}
        onFocus={noteFocus}
        onBlur={() => {
          focused.current = undefined;
        }}
      >
        {shown.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ol>
      {shown.length === 0 && <p className="empty">{t('review.alerts.none')}</p>}
      <MissedCrossings crossings={report.crossings} />
      <Definitions of={['asSeen', 'alert', 'accuracy', 'crossing', 'missed', 'leadTime']} />
    </div>
  );
}

function AlertRow({ alert }: { readonly alert: AlertReview }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const disposition = useReview(({ marks }) => marks.dispositions[alert.id]);
  const may = useWorld(({ attachment }) => mayCall(attachment.role, 'review.disposition'));
  const isKept = useWorld(({ world }) => (world.replay?.reviewable ?? true) === true);
  const writable = may && isKept;
  const [note, setNote] = useState<string>();
  const judge = (verdict: Verdict, words = note ?? disposition?.note ?? '') => {
    const input = { alert: alert.id, verdict, note: words };
    void seat.review.attempt(() => seat.call('review.disposition', signed(input)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    const onRow = event.target === event.currentTarget;
    // A button of the row takes Enter itself; the note takes every key.
    if (!onRow && !(event.target instanceof HTMLButtonElement)) return;
    const verdict = VERDICTS[Number(event.key) - 1];
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const;
    if (verdict && writable) judge(verdict);
    else if (event.key === 'Enter' && onRow) goThere();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const row = event.currentTarget[step[event.key]];
      if (row instanceof HTMLElement) row.focus();
    } else return;
    event.preventDefault();
    // The same digits choose places everywhere else.
    event.nativeEvent.stopImmediatePropagation();
    event.stopPropagation();
  };
  const goThere = () => {
    const kind = seat.facts.zones.has(alert.place) ? 'zone' : 'hotSpot';
    select(seat, { kind, id: alert.place });
    void seat.review.seek(alert.raisedAt);
  };
  const saveNote = () => {
    if (note !== undefined && note !== disposition?.note && disposition) {
      judge(disposition.verdict, note);
    }
  };
  const name = `${alert.name[language]} ${t(`level.${alert.level}`)} ${format.time(alert.raisedAt)}`;
  return (
    <li
      className={`alert-row judged-${disposition?.verdict ?? 'open'}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a row is judged by keys while it has the focus
      tabIndex={0}
      aria-label={`${name}, ${t(`review.verdict.${disposition?.verdict ?? 'open'}`)}`}
      onKeyDown={onKeyDown}
    >
      <span className="alert-head">
        <LevelMark level={alert.level} />
        <strong>{alert.name[language]}</strong>
        <InstantButton at={alert.raisedAt} />
        <span className="label">
          {alert.clearedAt === undefined
            ? t('review.alerts.stood')
            : t('review.alerts.lasted', { age: format.age(alert.clearedAt - alert.raisedAt) })}
        </span>
      </span>
      <span className="label">
        {reasonWords(alert.reason, seat.facts, t, format, language)} ·{' '}
        {format.count(alert.known.people)} {t('unit.people')} · {leadWords()}
      </span>
      {may && (
        <fieldset className="verdicts">
          <legend className="hidden">{t('review.alerts.verdict')}</legend>
          {VERDICTS.map((verdict, index) => (
            <button
              key={verdict}
              type="button"
              disabled={!writable}
              aria-pressed={disposition?.verdict === verdict}
              onClick={() => judge(verdict)}
            >
              <kbd>{index + 1}</kbd> {t(`review.verdict.${verdict}`)}
            </button>
          ))}
          <input
            type="text"
            maxLength={500}
            disabled={!writable || !disposition}
            aria-label={t('review.alerts.note')}
            placeholder={t(disposition ? 'review.alerts.note' : 'review.alerts.noteFirst')}
            value={note ?? disposition?.note ?? ''}
            onChange={(event) => setNote(event.target.value)}
            onBlur={saveNote}
            onKeyDown={(event) => {
              if (event.key === 'Enter') saveNote();
            }}
          />
        </fieldset>
      )}
      {!may && disposition && (
        <span>
          {t(`review.verdict.${disposition.verdict}`)} {disposition.note}
        </span>
      )}
      {disposition && (
        <span className="label">{t('review.alerts.by', { name: disposition.by })}</span>
      )}
    </li>
  );

  function leadWords(): string {
    const { leadTimeMs } = alert;
    if (leadTimeMs === undefined) return t('review.alerts.noLead');
    const minutes = format.figure(Math.round(leadTimeMs / 6_000) / 10);
    return t('review.alerts.lead', { n: minutes });
  }
}

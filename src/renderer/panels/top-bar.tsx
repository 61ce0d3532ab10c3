import { useRef } from 'react';
import { runCommand } from '../commands/commands.ts';
import { mayAct } from '../commands/may-act.ts';
import { SessionsButton } from '../review/sessions-button.tsx';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { useTightness } from '../ui/use-tightness.ts';
import { ModeBanner } from './mode-banner.tsx';
import { TransportControl } from './transport-control.tsx';

/** See the style sheet: labels go first, then the rest of a long name, then speeds that are not chosen. */
const TIGHTEST = 3;

/** Where we are, what it is, what time it is, and whether we can trust the picture. */
export function TopBar() {
  const seat = useSeat();
  const { t, language } = useWords();
  const row = useRef<HTMLElement>(null);
  useTightness(row, TIGHTEST);
  const event = seat.facts.site.name[language];
  return (
    <header className="top-bar" ref={row}>
      <span className="brand">{t('app.name')}</span>
      <h1 className="event-name" title={event}>
        {event}
      </h1>
      <ModeBanner />
      <PhaseBadge />
      <TransportControl />
      <SessionsButton />
      <SessionClock />
      <LinkBadge />
      <RecorderBadge />
      <OperatorButton />
      <button
        type="button"
        className="quiet"
        title={t('common.languageLabel')}
        lang={language === 'zh' ? 'en' : 'zh'}
        onClick={() => runCommand(seat, 'language')}
      >
        {t('common.language')}
      </button>
    </header>
  );
}

function PhaseBadge() {
  const { t } = useWords();
  const phase = useWorld((state) => state.world.phase);
  return (
    <span className="badge">
      <span className="label">{t('phase.label')}</span>
      <strong>{phase ? t(`phase.${phase}`) : t('unit.unknown')}</strong>
    </span>
  );
}

function SessionClock() {
  const { t, format } = useWords();
  const [date, time] = useWorld((state) => {
    // A clock that follows its feeds has no time before their first reading.
    const now = state.world.time === 0 ? undefined : state.now;
    return [format.date(now), format.time(now)];
  });
  const kind = useWorld((state) => {
    if (isReplay(state.world)) return 'replay' as const;
    return state.world.session?.clock ?? 'wall';
  });
  return (
    <span className="clock">
      <span className="label">
        {t(`clock.${kind}`)} <span className="clock-date">{date}</span>
      </span>
      <time className="clock-time">{time}</time>
    </span>
  );
}

function LinkBadge() {
  const { t } = useWords();
  const kind = useWorld((state) => state.link.kind);
  const lost = useWorld((state) => (state.link.kind === 'lost' ? minutesSeconds(state.lostS) : ''));
  return (
    <span className={`badge link link-${kind}`} role="status" title={t('link.lostHelp')}>
      <span className="dot" aria-hidden />
      <strong>{kind === 'lost' ? t('link.lost', { time: lost }) : t(`link.${kind}`)}</strong>
    </span>
  );
}

function RecorderBadge() {
  const { t } = useWords();
  // Without a link nobody here knows whether it still records.
  const [state, message] = useWorld(({ world, link }) => {
    // What is replayed is not being recorded, whatever its recorder said then.
    if (isReplay(world)) return ['readOnly' as const, undefined];
    const known = link.kind === 'lost' ? undefined : world.recorder;
    return [known?.state, known?.message];
  });
  return (
    <span className={`badge recorder recorder-${state ?? 'unknown'}`} title={message ?? ''}>
      <span className="dot" aria-hidden />
      <strong>{t(`recorder.${state ?? 'unknown'}`)}</strong>
    </span>
  );
}

function OperatorButton() {
  const seat = useSeat();
  const { t } = useWords();
  const role = useWorld((state) => state.attachment.role);
  const mine = useUi((state) => state.operator);
  const known = useWorld(({ world }) => world.operator?.name);
  const name = mine ?? known;
  const orders = useWorld((state) => mayAct(state, 'operator.takeOver'));
  return (
    <span className="operator">
      <span className="label">{t(`common.role.${role}`)}</span>
      {orders ? (
        <button
          type="button"
          className={`operator-name ${mine ? 'quiet' : 'primary'}`}
          title={mine ? t('operator.name', { name: mine }) : ''}
          onClick={() => runCommand(seat, 'takeOver')}
        >
          {mine ? t('operator.name', { name: mine }) : t('operator.none')}
        </button>
      ) : (
        <strong className="operator-name" title={name ?? ''}>
          {name ? t('operator.name', { name }) : t('unit.unknown')}
        </strong>
      )}
    </span>
  );
}

/** mm:ss */
function minutesSeconds(seconds: number): string {
  const two = (n: number) => `${n}`.padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

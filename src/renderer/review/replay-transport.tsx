import { type FormEvent, useContext, useState } from 'react';
import { REPLAY_VIEWS } from '../../domain/session/replay-state.ts';
import { runCommand } from '../commands/commands.ts';
import { keyLabel } from '../commands/key-label.ts';
import {
  BesideContext,
  readWorld,
  useReview,
  useSeat,
  useUi,
  useWords,
  useWorld,
} from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { computingWords } from './computing-words.ts';
import {
  REPLAY_SPEEDS,
  seekTo,
  setLoop,
  setPlaying,
  setReplayView,
  toggleLoop,
  togglePlaying,
} from './replay-actions.ts';
import { REPLAY_COMMANDS, TIME_FIELD_ID } from './replay-commands.ts';
import { readTypedTime } from './typed-time.ts';

type StepId = (typeof REPLAY_COMMANDS)[number]['id'];

/** What moves a replay: play, speed, typed time, steps, loop, and how the recording is looked at. */
export function ReplayTransport() {
  const { t } = useWords();
  const can = useWorld(({ attachment, world }) => isReplay(world) && attachment.can.transport);
  const failure = useReview((state) => state.failure);
  if (!can) return null;
  return (
    <div className="replay-transport" role="toolbar" aria-label={t('replay.transport')}>
      <div className="replay-group">
        <Step id="start" icon="start" />
        <Step id="minuteBack" sign="−1′" />
        <Step id="tickBack" icon="back" />
        <PlayButton />
        <Step id="tickOn" icon="on" />
        <Step id="minuteOn" sign="+1′" />
        <Step id="end" icon="end" />
        <SpeedChoice />
      </div>
      <TypedTime />
      <div className="replay-group">
        <Pair back="alertBack" on="alertOn" name={t('replay.alert')} />
        <Pair back="orderBack" on="orderOn" name={t('replay.order')} />
        <Pair back="markBack" on="markOn" name={t('replay.bookmark')} />
        <Pair back="gapBack" on="gapOn" name={t('replay.gap')} />
      </div>
      <LoopControl />
      <ViewChoice />
      <Step id="bookmark" sign="+★" />
      <Computing />
      <span role="alert" className="failure replay-failure">
        {failure ? t('replay.failed', { reason: failure }) : ''}
      </span>
    </div>
  );
}

interface StepProps {
  readonly id: StepId;
  readonly sign?: string;
  readonly icon?: keyof typeof ICONS;
}

/** Drawn, for not every font has them. */
const ICONS = {
  start: 'M2 2H4V14H2ZM14 2V14L5 8Z',
  back: 'M11 3V13L4 8ZM12 3H14V13H12Z',
  play: 'M3 2L14 8L3 14Z',
  pause: 'M3 2H7V14H3ZM9 2H13V14H9Z',
  on: 'M5 3V13L12 8ZM2 3H4V13H2Z',
  end: 'M12 2H14V14H12ZM2 2V14L11 8Z',
} as const;

function Icon({ of }: { readonly of: keyof typeof ICONS }) {
  return (
    <svg className="replay-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={ICONS[of]} />
    </svg>
  );
}

function Step({ id, sign, icon }: StepProps) {
  const seat = useSeat();
  const { t } = useWords();
  const command = REPLAY_COMMANDS.find((each) => each.id === id);
  const label = command ? t(command.label) : '';
  return (
    <button
      type="button"
      // What can be seen on a button is part of what it is called.
      aria-label={sign === undefined ? label : `${sign} ${label}`}
      title={`${label} (${keyLabel(command?.keys ?? '')})`}
      onClick={() => runCommand(seat, id)}
    >
      {icon ? <Icon of={icon} /> : sign}
    </button>
  );
}

interface PairProps {
  readonly back: StepId;
  readonly on: StepId;
  readonly name: string;
}

/** That the world of a new instant or view is being computed, or that the recording goes on. */
function Computing() {
  const { t, format } = useWords();
  const computing = useWorld(({ world }) => computingWords(world.replay, t, format));
  const growing = useWorld(({ world }) => world.replay?.growing === true);
  const isOpening = useReview((state) => state.isOpening);
  return (
    <span className="label" role="status">
      {isOpening && t('replay.opening')} {computing ?? (growing && t('replay.growing'))}
    </span>
  );
}

/** To the last and to the next of a kind. */
function Pair({ back, on, name }: PairProps) {
  return (
    <span className="replay-pair">
      <Step id={back} sign="‹" />
      <span className="label">{name}</span>
      <Step id={on} sign="›" />
    </span>
  );
}

function PlayButton() {
  const seat = useSeat();
  const { t } = useWords();
  const known = useWorld(({ world }) => world.transport?.playing === true);
  const playing = useReview((state) => state.asked?.playing) ?? known;
  const label = playing ? t('transport.pause') : t('replay.play');
  return (
    <button
      type="button"
      className="replay-play"
      aria-label={label}
      aria-pressed={playing}
      title={`${label} (Space)`}
      onClick={() => togglePlaying(seat)}
    >
      <Icon of={playing ? 'pause' : 'play'} />
    </button>
  );
}

function SpeedChoice() {
  const seat = useSeat();
  const { t } = useWords();
  const known = useWorld(({ world }) => world.transport?.speed ?? 1);
  const speed = useReview((state) => state.asked?.speed) ?? known;
  const all = REPLAY_SPEEDS.some((each) => each === speed) ? REPLAY_SPEEDS : [speed];
  return (
    <select
      className="replay-speed"
      aria-label={t('replay.speed')}
      title={t('replay.speedKeys')}
      value={speed}
      onChange={(event) => setPlaying(seat, { speed: Number(event.target.value) })}
    >
      {all.map((each) => (
        <option key={each} value={each}>
          {each}×
        </option>
      ))}
    </select>
  );
}

/** The instant of the picture; typed over, it is gone to. */
function TypedTime() {
  const seat = useSeat();
  const { t, format } = useWords();
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState('');
  const shown = useWorld(({ world }) => {
    const { from = 0, to = 0 } = world.replay ?? {};
    const isLong = format.date(from) !== format.date(to);
    return `${isLong ? `${format.date(world.time)} ` : ''}${format.time(world.time)}`;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { replay, time } = readWorld(seat).world;
    if (typed === undefined || !replay) return;
    const read = readTypedTime(typed, {
      ...{ timeZone: seat.facts.site.timeZone, from: replay.from, to: replay.to, near: time },
    });
    if (typeof read === 'string') {
      setProblem(t(`replay.time.${read}`));
      return;
    }
    setTyped(undefined);
    setProblem('');
    seekTo(seat, read);
    document.getElementById(TIME_FIELD_ID)?.blur();
  };
  return (
    <form className="replay-time" onSubmit={submit}>
      <input
        id={TIME_FIELD_ID}
        type="text"
        aria-label={t('replay.time.label')}
        title={t('replay.time.help')}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? shown}
        onFocus={(event) => {
          setTyped(shown);
          event.target.select();
        }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          setTyped(undefined);
          setProblem('');
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span role="alert" className="failure">
        {problem}
      </span>
    </form>
  );
}

/** Repeats what the timeline shows, or from here on, or up to here. */
function LoopControl() {
  const seat = useSeat();
  const { t, format } = useWords();
  const loop = useWorld(({ world }) => world.replay?.loop);
  const zoomed = useUi((state) => state.timelineSpan !== undefined);
  const mark = (end: 'from' | 'to') => {
    const { replay, time } = readWorld(seat).world;
    if (!replay) return;
    const { from, to } = replay.loop ?? replay;
    const next = { from, to, [end]: time };
    if (next.from < next.to) setLoop(seat, next);
  };
  return (
    <fieldset className="replay-group">
      <legend className="hidden">{t('replay.loop.label')}</legend>
      <button type="button" title={t('replay.loop.fromHelp')} onClick={() => mark('from')}>
        {t('replay.loop.from')}
      </button>
      <button type="button" title={t('replay.loop.toHelp')} onClick={() => mark('to')}>
        {t('replay.loop.to')}
      </button>
      <button
        type="button"
        aria-pressed={loop !== undefined}
        disabled={!loop && !zoomed}
        title={t('replay.loop.help')}
        onClick={() => toggleLoop(seat)}
      >
        {loop
          ? `↻ ${format.minute(loop.from)}–${format.minute(loop.to)} ✕`
          : `↻ ${t('replay.loop.shown')}`}
      </button>
    </fieldset>
  );
}

/** As seen, true or recomputed, and both beside each other. */
function ViewChoice() {
  const seat = useSeat();
  const { t } = useWords();
  const view = useWorld(({ world }) => world.replay?.view);
  const beside = useContext(BesideContext) !== undefined;
  return (
    <fieldset className="replay-group">
      <legend className="hidden">{t('replay.view.label')}</legend>
      {REPLAY_VIEWS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={view === each}
          title={t(`replay.viewHelp.${each}`)}
          onClick={() => setReplayView(seat, each)}
        >
          {t(`replay.view.${each}`)}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={beside}
        title={t('replay.besideHelp')}
        onClick={() => runCommand(seat, 'beside')}
      >
        {t('replay.beside')}
      </button>
      <button type="button" title={t('compare.title')} onClick={() => runCommand(seat, 'compare')}>
        {t('replay.compare')}
      </button>
    </fieldset>
  );
}

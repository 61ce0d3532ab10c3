import { useCallback, useEffect, useState } from 'react';
import type { Entry } from '../../domain/session/entry.ts';
import type {
  HistoryCurve,
  HistoryQuery,
  ObjectHistory,
} from '../../domain/wire/review-contract.ts';
import { CommandKey } from '../commands/command-key.tsx';
import { modeWords } from '../commands/order-draft.ts';
import { useCallsign } from '../commands/use-callsign.ts';
import type { WordKey } from '../i18n/zh.ts';
import { CurvePlot } from '../panels/timeline/curve-plot.tsx';
import { breakAt } from '../panels/timeline/timeline-data.ts';
import type { TimeSpan } from '../panels/timeline/timeline-window.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';
import { placeName } from '../state/judgement.ts';
import type { Target } from '../state/ui-store.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { InstantButton } from './instant-button.tsx';
import { seekTo } from './replay-actions.ts';

const COLOURS = ['#4da3ff', '#f2a35e', '#5fd0a5', '#e07fd0'];
/** By the numbers of the ladder: 1 yellow, 2 orange, 3 red. */
const LEVEL_COLOURS = ['#3fbf7f', '#f2c14e', '#f07f2e', '#ff3b4e'];
const HEIGHT = 96;
const POINTS = 180;
/** In a session that goes on this much is shown. */
const LIVE_SPAN_MS = 3 * 3_600_000;

/** What happened to the chosen object: its curves, its orders and levels, and, on the map, its way. */
export function HistoryCard() {
  const selection = useUi((state) => state.selection);
  const open = useUi((state) => state.historyOpen);
  if (!selection) return null;
  const { kind, id } = selection;
  const key = `${kind} ${id}`;
  if (open) return <History key={key} object={kind} id={id} />;
  return <OpenHistory key={key} target={selection} />;
}

function OpenHistory({ target }: { readonly target: Target }) {
  const seat = useSeat();
  const { t } = useWords();
  const name = useName(target);
  return (
    <button
      type="button"
      className="history-open"
      onClick={() => seat.ui.setState({ historyOpen: true })}
    >
      {t('history.open', { name })} <CommandKey id="history" />
    </button>
  );
}

function useName({ kind, id }: Target): string {
  const { facts } = useSeat();
  const { language } = useWords();
  const unit = useWorld(({ world }) => world.units[id]?.callsign);
  const mark = useWorld(({ world }) => world.marks[id]?.name);
  const drone = useCallsign(id);
  if (kind === 'drone') return drone;
  if (kind === 'checkpoint') {
    const known = facts.checkpoints.get(id);
    return known ? `${known.number} ${known.name[language]}` : id;
  }
  if (kind === 'sensor') return facts.sensors.get(id)?.name[language] ?? id;
  if (kind === 'gate') return facts.gates.get(id)?.name[language] ?? id;
  if (kind === 'post') return facts.posts.get(id)?.name[language] ?? id;
  return unit ?? mark ?? placeName(facts, id, language);
}

interface HistoryProps {
  readonly object: HistoryQuery['object'];
  readonly id: string;
}

function History({ object, id }: HistoryProps) {
  const seat = useSeat();
  const { t } = useWords();
  const name = useName({ kind: object, id });
  const span = useSpan();
  const input = { object, id, ...span, points: POINTS };
  const { answer, failure } = useAnswer('review.history', input, '');
  const track = answer?.track;
  useEffect(() => {
    seat.map?.drawTrack(track, (at) => seekTo(seat, at));
    return () => seat.map?.drawTrack(undefined, () => {});
  }, [seat, track]);
  return (
    <section className="history" aria-label={t('history.label', { name })}>
      <header>
        <h2>{t('history.label', { name })}</h2>
        <button type="button" onClick={() => seat.ui.setState({ historyOpen: false })}>
          {t('common.close')}
        </button>
      </header>
      {failure && <p className="failure">{failure}</p>}
      {!answer && !failure && <p className="empty">{t('review.computing')}</p>}
      {answer?.curves.map((curve, index) => (
        <HistoryPlot
          key={curve.name}
          curve={curve}
          gaps={answer.gaps}
          span={span}
          colour={COLOURS[index % COLOURS.length] ?? ''}
        />
      ))}
      {track && <p className="label">{t('history.track', { n: track.length })}</p>}
      {answer && answer.gaps.length > 0 && (
        <p className="label">
          {t('history.gaps', { n: answer.gaps.length })}{' '}
          {answer.gaps.slice(0, 6).map(({ from }) => (
            <InstantButton key={from} at={from} />
          ))}
        </p>
      )}
      {answer && (
        <ol className="history-entries">
          {answer.earlier !== undefined && (
            <li className="label">{t('history.earlier', { n: answer.earlier })}</li>
          )}
          {answer.entries.map((entry) => (
            <li key={`${entry.kind} ${entry.recordedAt} ${entry.observedAt}`}>
              <InstantButton at={entry.observedAt} /> <EntryWords entry={entry} />
            </li>
          ))}
        </ol>
      )}
      {answer && isEmpty(answer) && (
        <p className="empty">
          {t(object === 'gate' || object === 'post' ? 'history.noReadings' : 'history.nothing')}
        </p>
      )}
    </section>
  );
}

function isEmpty({ entries, curves, track }: ObjectHistory): boolean {
  return entries.length === 0 && !track && curves.every((curve) => curve.t.length === 0);
}

/** The whole recording; of a session that goes on its last hours, and not anew at every tick. */
function useSpan(): TimeSpan {
  const seat = useSeat();
  const [span] = useState((): TimeSpan => {
    const { world } = seat.worldStore.store.getState();
    const to = world?.time ?? 0;
    return world?.replay ?? { from: to - LIVE_SPAN_MS, to };
  });
  return { from: span.from, to: span.to };
}

interface HistoryPlotProps {
  readonly curve: HistoryCurve;
  readonly gaps: readonly TimeSpan[];
  readonly span: TimeSpan;
  readonly colour: string;
}

/** One curve; a click leads to its instant. */
function HistoryPlot({ curve, gaps, span, colour }: HistoryPlotProps) {
  const seat = useSeat();
  const { t, format } = useWords();
  const replayed = useWorld(({ world }) => isReplay(world));
  const time = useWorld(({ world }) => world.time);
  const write = useCallback((value: number) => format.figure(value), [format]);
  const known = UNITS[curve.unit];
  const unit = known ? t(known) : curve.unit;
  const words = `${t('history.curve', { name: curveWords() })} ${unit}`;
  const share = (time - span.from) / Math.max(1, span.to - span.from);
  return (
    <figure className="history-curve">
      <figcaption className="label">
        {curveWords()} <span className="unit">{unit}</span>
      </figcaption>
      <CurvePlot
        label={words}
        span={span}
        height={HEIGHT}
        write={write}
        curves={[{ ...breakAt(curve, gaps), colour }]}
        levels={(curve.thresholds ?? []).map(({ level, value }) => ({
          value,
          colour: LEVEL_COLOURS[level] ?? '#8b99a8',
        }))}
      >
        <div
          className="history-touch"
          aria-hidden
          onPointerDown={(event) => {
            if (!replayed) return;
            const box = event.currentTarget.getBoundingClientRect();
            const at = span.from + ((event.clientX - box.left) / box.width) * (span.to - span.from);
            seekTo(seat, at);
          }}
        >
          {share >= 0 && share <= 1 && (
            <span className="playhead" style={{ left: `${100 * share}%` }} />
          )}
        </div>
      </CurvePlot>
    </figure>
  );

  /** The hub names its curves by what they are; anything else is shown as it came. */
  function curveWords(): string {
    const name = CURVES.find((each) => each === curve.name);
    return name ? t(`history.name.${name}`) : curve.name;
  }
}

const CURVES = ['people', 'density', 'in', 'out', 'altitude', 'battery', 'value', 'units'] as const;

/** Units as the hub writes them, and as the seat does. */
const UNITS: Readonly<Record<string, WordKey>> = {
  people: 'unit.people',
  'people/min': 'unit.perMin',
  'ped/m2': 'unit.perM2',
  m: 'unit.metres',
  '%': 'unit.percent',
  units: 'history.units',
};

/** What an entry of a history says. */
function EntryWords({ entry }: { readonly entry: Entry }) {
  const { t, format } = useWords();
  switch (entry.kind) {
    case 'checkpointOrder': {
      const { by, mode, meteredPerMinLane } = entry.payload;
      return `${by}: ${modeWords(t, mode, meteredPerMinLane)}`;
    }
    case 'orderConfirmed':
      return t('history.confirmed', { time: format.time(entry.payload.effectiveAt) });
    case 'orderRefused':
      return t('history.refused', { by: entry.payload.by, reason: entry.payload.reason });
    case 'level':
      return t(`level.${entry.payload.state.level}`);
    case 'broadcastOrder':
      return t('timeline.broadcast', { drone: entry.payload.drone, by: entry.payload.by });
    case 'broadcastProgress':
      return t(`broadcast.step.${entry.payload.step}`);
    case 'warningIssued':
      return t('timeline.warning', { by: entry.payload.by });
    case 'dataQuality':
      return 'raised' in entry.payload ? t('history.silent') : t('history.speaksAgain');
    case 'mapMark':
      return 'put' in entry.payload
        ? t('history.markPut', { name: entry.payload.put.name, type: entry.payload.put.type })
        : t('history.markRemoved');
    case 'phase':
      return `${t('phase.label')}: ${t(`phase.${entry.payload.phase}`)}`;
    default:
      // A kind that this card does not know is named, not hidden.
      return entry.kind;
  }
}

import { useCallback, useState } from 'react';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { SeriesPoints } from '../../../domain/wire/contract.ts';
import type { ReviewSpans } from '../../../domain/wire/review-contract.ts';
import { ReplayTransport } from '../../review/replay-transport.tsx';
import { readWorld, type Seat, useSeat, useUi, useWords, useWorld } from '../../seat.ts';
import { isReplay } from '../../state/is-replay.ts';
import { usePolled } from '../../ui/use-polled.ts';
import { CurvePlot, type PlotCurve } from './curve-plot.tsx';
import {
  breakAtGaps,
  liveNight,
  markOf,
  type PhaseSpan,
  phaseSpans,
  type TimelineMark,
} from './timeline-data.ts';
import { TimelineHands } from './timeline-hands.tsx';
import { TimelineLanes } from './timeline-lanes.tsx';
import { TimelinePhases } from './timeline-phases.tsx';
import type { TimeSpan } from './timeline-window.ts';
import { ZoneChoice } from './zone-choice.tsx';

/** The curve is asked for anew this often; what has been recorded changes no more. */
const EVERY_MS = { live: 10_000, replay: 60_000 } as const;
const SPANS_EVERY_MS = { live: 60_000, replay: 3_600_000 } as const;
const HEIGHT = { command: 78, review: 114 } as const;
const TOTAL = '#c3d0dc';
/** Of the zones that stand beside the total, told apart by the colour-blind too. */
const ZONE_COLOURS = ['#4da3ff', '#f2a35e', '#5fd0a5', '#e07fd0', '#d8d160', '#9a8cff'];

/** The night as one curve: people in the area and in chosen zones, with what happened above it. */
export function Timeline() {
  const { t } = useWords();
  const open = useUi((state) => state.timelineOpen);
  return (
    <section className={`timeline${open ? '' : ' closed'}`} aria-label={t('timeline.title')}>
      <ReplayTransport />
      <div className="timeline-body">
        <Toggle />
        {open && <Curve />}
      </div>
    </section>
  );
}

function Toggle() {
  const seat = useSeat();
  const { t } = useWords();
  const open = useUi((state) => state.timelineOpen);
  return (
    <button
      type="button"
      className="quiet timeline-toggle"
      aria-expanded={open}
      onClick={() => seat.ui.setState({ timelineOpen: !open })}
    >
      {t('timeline.title')} {open ? '▾' : '▴'}
    </button>
  );
}

/** What was answered for one part of the night. */
interface Night {
  readonly whole: TimeSpan;
  readonly shown: TimeSpan;
  readonly slices: number;
  readonly total: SeriesPoints;
  readonly zones: readonly { readonly id: string; readonly points: SeriesPoints }[];
  readonly marks: readonly TimelineMark[];
  readonly phases: readonly PhaseSpan[];
  /** From there on so many marks are left out. */
  readonly left: { readonly from: Millis; readonly n: number } | undefined;
}

function Curve() {
  const seat = useSeat();
  const { t, format } = useWords();
  const layout = useUi((state) => state.layout);
  const chosen = useUi(({ timelineZones, selection }) =>
    selection?.kind === 'zone' && !timelineZones.includes(selection.id)
      ? [...timelineZones, selection.id]
      : timelineZones,
  );
  const wanted = useUi((state) => state.timelineSpan);
  const replayed = useWorld(({ world }) => isReplay(world));
  const view = useWorld(({ world }) => world.replay?.view);
  const [width, setWidth] = useState(0);
  const onWidth = useCallback((next: number) => setWidth(next), []);
  const slices = Math.max(60, Math.floor(width / 2));
  const leaves = chosen.filter((id) => seat.facts.leafIndex.has(id));
  // A wider screen, another part, other zones and another view ask at once.
  const again = [slices, wanted?.from, wanted?.to, leaves.join(','), view].join(' ');
  const every = replayed ? EVERY_MS.replay : EVERY_MS.live;
  const { answer, failure } = usePolled(
    () => readNight(seat, wanted, slices, leaves),
    every,
    again,
  );
  const spans = useSpans(replayed);
  const zoneCurves = answer?.zones.map(
    ({ points }, index): PlotCurve => ({
      ...breakAtGaps(points, answer.slices),
      colour: ZONE_COLOURS[index % ZONE_COLOURS.length] ?? TOTAL,
    }),
  );
  const curves: readonly PlotCurve[] = answer
    ? [
        { ...breakAtGaps(answer.total, answer.slices), colour: TOTAL, isFilled: true },
        ...(zoneCurves ?? []),
      ]
    : [];
  return (
    <>
      <CurvePlot
        label={t('timeline.curve')}
        span={answer?.shown ?? { from: 0, to: 1 }}
        curves={curves}
        height={layout === 'review' ? HEIGHT.review : HEIGHT.command}
        onWidth={onWidth}
      >
        {answer && <TimelineHands {...answer} isReplay={replayed} />}
      </CurvePlot>
      {answer && <TimelinePhases {...answer} widthPx={width} />}
      {answer && <TimelineLanes {...answer} spans={spans} widthPx={width} />}
      {answer?.left && (
        <p className="timeline-left warn" role="status">
          {t('timeline.left', { n: answer.left.n, time: format.time(answer.left.from) })}
        </p>
      )}
      <ZoneChoice chosen={leaves} colours={ZONE_COLOURS} />
      {failure && <p className="failure timeline-failure">{failure}</p>}
    </>
  );
}

/** Asks for the whole night first, then for the part on show. */
async function readNight(
  seat: Seat,
  wanted: TimeSpan | undefined,
  slices: number,
  zones: readonly string[],
): Promise<Night> {
  const { world } = readWorld(seat);
  const area = { kind: 'areaPeople', id: 'area' } as const;
  const whole = world.replay ?? (await liveSpan());
  const shown = wanted ?? { from: whole.from, to: whole.to };
  const [total, told, before, ...curves] = await Promise.all([
    seat.call('series.read', { ...area, ...shown, points: slices }),
    seat.call('timeline.marks', shown),
    // The phase in which a part of the night begins began before it, the first one before the first figures.
    seat.call('timeline.marks', { from: 0, to: shown.to, kinds: ['phase'] }),
    ...zones.map((id) =>
      seat.call('series.read', { kind: 'zonePeople', id, ...shown, points: slices }),
    ),
  ]);
  return {
    ...{ whole: { from: whole.from, to: whole.to }, shown, slices, total },
    zones: curves.map((points, index) => ({ id: zones[index] ?? '', points })),
    marks: told.entries.flatMap((entry) => markOf(entry) ?? []),
    phases: phaseSpans(before.entries, shown),
    left: told.left,
  };

  async function liveSpan(): Promise<TimeSpan> {
    const to = world.time;
    // The question tells when the night began.
    const { begins = to } = await seat.call('series.read', { ...area, from: to, to, points: 1 });
    return liveNight(begins, to);
  }
}

/** Flights and gaps of the whole night: slow to find, and seldom new. */
function useSpans(replayed: boolean): ReviewSpans {
  const seat = useSeat();
  const { answer } = usePolled(
    async () => {
      const { world } = readWorld(seat);
      const span = world.replay ?? { from: 0, to: world.time };
      return await seat.call('review.spans', { from: span.from, to: span.to });
    },
    replayed ? SPANS_EVERY_MS.replay : SPANS_EVERY_MS.live,
    '',
  );
  return answer ?? NO_SPANS;
}

/** A session that cannot tell of flights and gaps shows none. */
const NO_SPANS: ReviewSpans = { flights: [], gaps: [] };

import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { SeriesPoints } from '../../../domain/wire/contract.ts';
import { select } from '../../commands/commands.ts';
import { readWorld, useSeat, useUi, useWords } from '../../seat.ts';
import { usePolled } from '../../ui/use-polled.ts';
import { markWords } from './mark-words.ts';
import { curveOf, markOf, type TimelineMark } from './timeline-data.ts';

/** The curve is asked for anew this often. */
const EVERY_MS = 10_000;
/** A night begins with this much on show. */
const LEAST_SPAN_MS: Millis = 30 * 60_000;
const HEIGHT = 92;

/** The night as one curve: people in the area, with orders, levels and phases above it. */
export function Timeline() {
  const { t } = useWords();
  const open = useUi((state) => state.timelineOpen);
  return (
    <section className={`timeline${open ? '' : ' closed'}`} aria-label={t('timeline.title')}>
      <Toggle />
      {open && <Curve />}
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

function Curve() {
  const seat = useSeat();
  const { t, format } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const shown = useRef<SeriesPoints>(undefined);
  const width = useWidth(box);
  const ask = async () => {
    const to = readWorld(seat).world.time;
    const points = Math.max(60, Math.floor(width / 2));
    const area = { kind: 'areaPeople', id: 'area' } as const;
    // The first question tells when the night began, the next shows all of it.
    const { begins = to } = await seat.call('series.read', { ...area, from: to, to, points: 1 });
    const span = { from: Math.min(begins, to - LEAST_SPAN_MS), to };
    const [curve, told] = await Promise.all([
      seat.call('series.read', { ...area, ...span, points }),
      seat.call('timeline.marks', span),
    ]);
    return { span, curve, marks: told.entries.flatMap((entry) => markOf(entry) ?? []) };
  };
  // A wider screen asks for more points at once.
  const { answer, failure } = usePolled(ask, EVERY_MS, `${width}`);

  useEffect(() => {
    if (!box.current || width === 0) return undefined;
    const time = (seconds: number) => format.minute(seconds * 1_000);
    const made = new uPlot(
      {
        width,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(100, max * 1.1)] } },
        series: [
          {},
          { stroke: '#a9b6c3', width: 1.5, fill: 'rgba(77, 163, 255, 0.12)', spanGaps: false },
        ],
        axes: [
          {
            stroke: '#8b99a8',
            grid: { stroke: '#24303c', width: 1 },
            values: (_, splits) => splits.map(time),
            size: 22,
          },
          {
            stroke: '#8b99a8',
            grid: { stroke: '#24303c', width: 1 },
            values: (_, splits) => splits.map((value) => format.count(value)),
            size: 64,
            space: 26,
          },
        ],
      },
      [[], []],
      box.current,
    );
    plot.current = made;
    // A plot that is made anew for another width begins with what was shown.
    draw(made, shown.current);
    return () => {
      made.destroy();
      plot.current = undefined;
    };
  }, [width, format]);

  useEffect(() => {
    shown.current = answer?.curve;
    draw(plot.current, answer?.curve);
  }, [answer]);

  return (
    <div className="timeline-body">
      <div className="timeline-plot" ref={box} role="img" aria-label={t('timeline.curve')} />
      {answer && <Marks marks={answer.marks} {...answer.span} />}
      {failure && <p className="failure">{failure}</p>}
    </div>
  );
}

function draw(plot: uPlot | undefined, points: SeriesPoints | undefined): void {
  if (!plot || !points) return;
  plot.setData(curveOf(points));
  plot.setScale('x', { min: points.from / 1_000, max: points.to / 1_000 });
}

interface MarksProps {
  readonly marks: readonly TimelineMark[];
  readonly from: Millis;
  readonly to: Millis;
}

/** Marks over the curve; each says in words what happened, and leads to where it happened. */
function Marks({ marks, from, to }: MarksProps) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  return (
    <ul className="timeline-marks" aria-label={t('timeline.marks')}>
      {marks.map((mark, index) => {
        const said = markWords(mark, { facts: seat.facts, t, format, language });
        const left = `${(100 * (mark.at - from)) / Math.max(1, to - from)}%`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two marks may say the same at one instant
          <li key={`${mark.at} ${said.words} ${index}`} style={{ left }}>
            <button
              type="button"
              className={`timeline-mark mark-${mark.kind}`}
              title={`${format.time(mark.at)} ${said.words}`}
              aria-label={`${format.time(mark.at)} ${said.words}`}
              onClick={() => said.target && select(seat, said.target)}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** The width of an element, followed as it is resized. */
function useWidth(box: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Millis } from '../../domain/base/quantity.ts';
import { useWords } from '../seat.ts';

/** A line of a plot; values belong to the plot's instants. */
export interface PlotLine {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | undefined)[];
  /** Drawn thin: one of several runs behind a mean. */
  readonly faint?: boolean;
}

interface LinePlotProps {
  readonly title: string;
  readonly unit: string;
  /** Instants, or minutes since something where `isMinutes`. */
  readonly at: readonly Millis[];
  readonly isMinutes?: boolean;
  readonly lines: readonly PlotLine[];
}

const HEIGHT = 150;
const GRID = { stroke: '#24303c', width: 1 };

/** Curves over time with a legend that says their values under the pointer. */
export function LinePlot({ title, unit, at, isMinutes = false, lines }: LinePlotProps) {
  const { t, format } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // Between whole minutes there is nothing to say: rounded, one would stand there twice.
    const wholeMinute = (value: number) => (Number.isInteger(value) ? format.count(value) : '');
    const time = (value: number) =>
      isMinutes ? wholeMinute(value) : value % 60 === 0 ? format.minute(value * 1_000) : '';
    const plot = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height: HEIGHT,
        cursor: { y: false, points: { size: 5 } },
        legend: { show: lines.filter(({ faint }) => !faint).length < 6, live: true },
        scales: { x: { time: !isMinutes } },
        series: [
          {
            label: t('results.time'),
            value: (_, value: number | null) => (value === null ? '—' : time(value)),
          },
          ...lines.map(
            ({ name, colour, faint }): uPlot.Series => ({
              label: name,
              stroke: colour,
              width: faint ? 0.6 : 1.6,
              // The legend names the curve that faint ones belong to.
              ...(faint ? { class: 'faint' } : {}),
              spanGaps: false,
              points: { show: false },
              value: (_, value: number | null) =>
                value === null ? '—' : format.figure(round(value)),
            }),
          ),
        ],
        axes: [
          { stroke: '#8b99a8', grid: GRID, values: (_, splits) => splits.map(time), size: 24 },
          {
            stroke: '#8b99a8',
            grid: GRID,
            values: (_, splits) => splits.map((value) => format.figure(value)),
            size: 56,
          },
        ],
      },
      dataOf(at, isMinutes, lines),
      element,
    );
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, element.clientWidth), height: HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [at, isMinutes, lines, format, t]);
  return (
    <figure className="line-plot">
      <figcaption>
        {title} <span className="unit">{unit}</span>
      </figcaption>
      <div ref={box} role="img" aria-label={title} />
    </figure>
  );
}

function dataOf(
  at: readonly Millis[],
  isMinutes: boolean,
  lines: readonly PlotLine[],
): uPlot.AlignedData {
  const xs = at.map((time) => (isMinutes ? time : time / 1_000));
  return [xs, ...lines.map(({ values }) => xs.map((_, index) => values[index] ?? null))];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

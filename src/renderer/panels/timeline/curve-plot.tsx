import 'uplot/dist/uPlot.min.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { Millis } from '../../../domain/base/quantity.ts';
import { useSeat, useWords } from '../../seat.ts';
import type { TimeSpan } from './timeline-window.ts';

/** A curve at the width of the screen: the band between the least and the greatest of each slice. */
export interface PlotCurve {
  readonly t: readonly Millis[];
  /** `null` breaks the curve. */
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly colour: string;
  /** Filled down to nought: the curve that all others are parts of. */
  readonly isFilled?: boolean;
}

interface CurvePlotProps {
  readonly label: string;
  readonly span: TimeSpan;
  readonly curves: readonly PlotCurve[];
  readonly height: number;
  /** Values that must be in sight. */
  readonly levels?: readonly { readonly value: number; readonly colour: string }[];
  /** How values are written on the axis. */
  readonly write?: ((value: number) => string) | undefined;
  readonly onWidth?: (width: number) => void;
  /** What lies over the curves. */
  readonly children?: ReactNode;
}

/** Room for the figures left of a curve. */
export const GUTTER_PX = 84;
const FONT = '12px "Noto Sans SC", sans-serif';
const DAY_AND_HALF_MS = 36 * 3_600_000;
const INK = '#8b99a8';
const GRID = { stroke: '#24303c', width: 1 };

/** Curves over a part of the night, in the event's own time zone. */
export function CurvePlot(props: CurvePlotProps) {
  const { label, span, curves, height, children, onWidth } = props;
  const { facts } = useSeat();
  const { format } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const width = useWidth(box);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => onWidth?.(width), [width, onWidth]);
  const kinds = curves.map(({ colour, isFilled }) => `${colour}${isFilled ? '*' : ''}`).join(' ');
  const { timeZone } = facts.site;

  useEffect(() => {
    if (!box.current || width === 0) return undefined;
    // Another set of curves is another plot.
    void kinds;
    const isLong = () => latest.current.span.to - latest.current.span.from > DAY_AND_HALF_MS;
    const time = (seconds: number) =>
      isLong() ? format.dayMinute(seconds * 1_000) : format.minute(seconds * 1_000);
    const top = (max: number) =>
      Math.max(max, ...(latest.current.levels ?? []).map(({ value }) => value)) * 1.08;
    const write = (value: number) => (latest.current.write ?? format.count)(value);
    const made = new uPlot(
      {
        width,
        height,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), timeZone),
        padding: [4, 26, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: true },
          y: { range: (_, __, max) => [0, Math.max(latest.current.write ? 0.01 : 20, top(max))] },
        },
        series: [{}, ...latest.current.curves.flatMap(seriesOf)],
        bands: latest.current.curves.map(({ colour }, index) => ({
          series: [2 * index + 2, 2 * index + 1] as [number, number],
          fill: `${colour}55`,
        })),
        axes: [
          {
            ...{ stroke: INK, grid: GRID, font: FONT, size: 26, gap: 3, space: 90 },
            ticks: { ...GRID, size: 5 },
            values: (_, splits) => splits.map(time),
          },
          {
            ...{ stroke: INK, grid: GRID, font: FONT, size: GUTTER_PX, gap: 4, space: 24 },
            ticks: { ...GRID, size: 5 },
            values: (_, splits) => splits.map(write),
          },
        ],
        hooks: { draw: [(drawn) => drawLevels(drawn, latest.current.levels ?? [])] },
      },
      dataOf(latest.current.curves),
      box.current,
    );
    plot.current = made;
    made.setScale('x', {
      min: latest.current.span.from / 1_000,
      max: latest.current.span.to / 1_000,
    });
    return () => {
      made.destroy();
      plot.current = undefined;
    };
  }, [width, height, format, timeZone, kinds]);

  useEffect(() => {
    const made = plot.current;
    if (!made) return;
    made.setData(dataOf(curves), false);
    made.setScale('x', { min: span.from / 1_000, max: span.to / 1_000 });
  }, [curves, span.from, span.to]);

  return (
    <div className="curve-plot">
      <div ref={box} role="img" aria-label={label} />
      {children}
    </div>
  );
}

function seriesOf({ colour, isFilled }: PlotCurve): uPlot.Series[] {
  const common = { stroke: colour, spanGaps: false, points: { show: false } };
  return [
    { ...common, width: 0.6 },
    { ...common, width: 1.4, ...(isFilled ? { fill: `${colour}22` } : {}) },
  ];
}

/** Columns for uPlot: seconds of all curves, then least and greatest of each; a slice without data is a gap. */
function dataOf(curves: readonly PlotCurve[]): uPlot.AlignedData {
  const tables = curves.map(
    ({ t, min, max }): uPlot.AlignedData => [t.map((at) => at / 1_000), [...min], [...max]],
  );
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

function drawLevels(
  plot: uPlot,
  levels: readonly { readonly value: number; readonly colour: string }[],
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const { value, colour } of levels) {
    const y = plot.valToPos(value, 'y', true);
    ctx.strokeStyle = colour;
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
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

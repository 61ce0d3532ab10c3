import { MINUTE, type Millis } from '../../domain/base/quantity.ts';
import { xmlText } from '../../domain/base/xml-text.ts';
import { localTime } from '../../domain/time/local-time.ts';
import type { Html } from './report-page.ts';

/** A line of a chart; `null`: nothing is known there, and the line is broken. */
export interface ChartLine {
  readonly name: string;
  readonly colour: string;
  /** What was not measured is drawn dashed. */
  readonly isDashed?: boolean;
  readonly points: readonly (readonly [at: Millis, value: number | null])[];
}

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 56;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 24;
/** Times below a chart stand at one of these distances, and are no more than that. */
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440].map((min) => min * MINUTE);
const MOST_TICKS = 9;

/** Lines over time as SVG, with a grid in round numbers and the site's clock below. */
export function curveSvg(lines: readonly ChartLine[], timeZone: string, title: string): Html {
  const times = lines.flatMap(({ points }) => points.map(([at]) => at));
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value ?? 0));
  if (times.length === 0) return '';
  const from = least(times);
  const to = Math.max(from + 1, -least(times.map((at) => -at)));
  const most = Math.max(1, -least(values.map((value) => -value)));
  const stepY = roundStep(most / 4);
  const top = Math.ceil(most / stepY) * stepY;
  const x = (at: Millis) => LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const grid: string[] = [];
  for (let value = 0; value <= top; value += stepY) {
    grid.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fix(y(value))}" y2="${fix(y(value))}" class="grid"/>`,
      `<text x="${LEFT - 6}" y="${fix(y(value) + 4)}" text-anchor="end">${value.toLocaleString('en-GB')}</text>`,
    );
  }
  const stepX =
    STEPS_MS.find((step) => (to - from) / step <= MOST_TICKS) ?? (to - from) / MOST_TICKS;
  // Whole hours of most clocks, and half hours of the others.
  for (let at = Math.ceil(from / stepX) * stepX; at <= to; at += stepX) {
    const anchor = x(at) > WIDTH - RIGHT - 16 ? 'end' : 'middle';
    const clock = localTime(at, timeZone).slice(11, 16);
    grid.push(`<text x="${fix(x(at))}" y="${HEIGHT - 6}" text-anchor="${anchor}">${clock}</text>`);
  }
  const drawn = lines.map(
    ({ points, colour, name, isDashed = false }) =>
      `<path d="${pathOf(points, x, y)}" stroke="${colour}"${isDashed ? ' stroke-dasharray="6 4"' : ''} fill="none"><title>${xmlText(name)}</title></path>`,
  );
  const keys =
    lines.length < 2
      ? ''
      : `<p class="keys">${lines.map(({ name, colour }) => `<span><i style="background:${colour}"></i>${xmlText(name)}</span>`).join(' ')}</p>`;
  return `<figure><figcaption>${xmlText(title)}</figcaption><svg class="curve" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${xmlText(title)}">${grid.join('')}${drawn.join('')}</svg>${keys}</figure>`;
}

function pathOf(
  points: ChartLine['points'],
  x: (at: Millis) => number,
  y: (value: number) => number,
): string {
  let isDown = false;
  const parts: string[] = [];
  for (const [at, value] of points) {
    if (value === null) {
      isDown = false;
      continue;
    }
    parts.push(`${isDown ? 'L' : 'M'}${fix(x(at))} ${fix(y(value))}`);
    isDown = true;
  }
  return parts.join('');
}

/** 1, 2 or 5 times a power of ten, not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-9)));
  return (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10) * power;
}

/** Of any number of values: spread arguments are limited. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function fix(value: number): string {
  return value.toFixed(1);
}

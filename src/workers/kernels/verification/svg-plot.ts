import type { Plot, PlotLayer, PlotPoint } from './plot.ts';

const [WIDTH, HEIGHT] = [640, 400];
const FRAME = { left: 62, right: 18, top: 34, bottom: 78 };
/** Okabe and Ito's colours, told apart by people who see red and green alike. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const MARK_R = 2.6;

interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Draws a plot as an SVG document; the same plot gives the same bytes. */
export function svgPlot({ title, x, y, layers }: Plot): string {
  const points = layers.flatMap(pointsOf);
  const across = axis(points.map(([px]) => px));
  const up = axis(points.map(([, py]) => py));
  const place = ([px, py]: PlotPoint): string => `${n(xOf(px, across))},${n(yOf(py, up))}`;
  const body = layers.map((layer, k) => draw(layer, colour(k), place)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#222">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${FRAME.left}" y="20" font-size="14" font-weight="bold">${escapeXml(title)}</text>
${ticksOf(across, up)}
${body}
<text x="${WIDTH / 2}" y="${HEIGHT - 42}" text-anchor="middle">${escapeXml(x)}</text>
<text transform="translate(16 ${(HEIGHT - FRAME.bottom + FRAME.top) / 2}) rotate(-90)" text-anchor="middle">${escapeXml(y)}</text>
${legend(layers)}
</svg>
`;
}

function pointsOf(layer: PlotLayer): readonly PlotPoint[] {
  return layer.kind === 'band' ? [...layer.low, ...layer.high] : layer.points;
}

/** From zero or below to the largest value, with about six round ticks. */
function axis(values: readonly number[]): Axis {
  const least = Math.min(0, ...values);
  const most = Math.max(...values);
  const rough = most > least ? (most - least) / 6 : 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const [first, last] = [
    Math.floor(least / step),
    Math.ceil(Math.max(most, least + step) / step - 1e-9),
  ];
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  return { low: first * step, high: last * step, ticks };
}

function xOf(value: number, { low, high }: Axis): number {
  return FRAME.left + ((value - low) / (high - low)) * (WIDTH - FRAME.left - FRAME.right);
}

function yOf(value: number, { low, high }: Axis): number {
  const span = HEIGHT - FRAME.top - FRAME.bottom;
  return HEIGHT - FRAME.bottom - ((value - low) / (high - low)) * span;
}

function ticksOf(across: Axis, up: Axis): string {
  const [right, bottom] = [WIDTH - FRAME.right, HEIGHT - FRAME.bottom];
  const vertical = across.ticks.map((tick) => {
    const at = n(xOf(tick, across));
    return `<path d="M${at} ${FRAME.top}V${bottom}"/><text x="${at}" y="${bottom + 16}" text-anchor="middle" stroke="none">${label(tick)}</text>`;
  });
  const horizontal = up.ticks.map((tick) => {
    const at = n(yOf(tick, up));
    return `<path d="M${FRAME.left} ${at}H${right}"/><text x="${FRAME.left - 6}" y="${at}" dy="4" text-anchor="end" stroke="none">${label(tick)}</text>`;
  });
  return `<g stroke="#ddd" fill="#555">${[...vertical, ...horizontal].join('')}</g>`;
}

function draw(layer: PlotLayer, ink: string, place: (point: PlotPoint) => string): string {
  if (layer.kind === 'band') {
    const outline = [...layer.low, ...layer.high.toReversed()].map(place).join(' ');
    return `<polygon points="${outline}" fill="${ink}" fill-opacity="0.15"/>`;
  }
  if (layer.kind === 'line' || layer.kind === 'dashes') {
    const dashes = layer.kind === 'dashes' ? ' stroke-dasharray="6 4"' : '';
    const path = layer.points.map(place).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${ink}" stroke-width="1.6"${dashes}/>`;
  }
  const marks = layer.points.map((point) => {
    const [cx = '0', cy = '0'] = place(point).split(',');
    return layer.kind === 'dots'
      ? `<circle cx="${cx}" cy="${cy}" r="${MARK_R}"/>`
      : cross(Number(cx), Number(cy));
  });
  return layer.kind === 'dots'
    ? `<g fill="${ink}" fill-opacity="0.6">${marks.join('')}</g>`
    : `<g stroke="${ink}" stroke-width="1.6">${marks.join('')}</g>`;
}

function cross(cx: number, cy: number): string {
  const r = MARK_R + 1.2;
  return `<path d="M${n(cx - r)} ${n(cy - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}"/>`;
}

function legend(layers: readonly PlotLayer[]): string {
  let left = FRAME.left;
  let y = HEIGHT - 18;
  return layers
    .map((layer, k) => {
      const width = 34 + 6.2 * layer.label.length;
      if (left + width > WIDTH - FRAME.right && left > FRAME.left) {
        left = FRAME.left;
        y += 14;
      }
      const sample = draw(sampleOf(layer, left, y), colour(k), ([px, py]) => `${n(px)},${n(py)}`);
      const text = `<text x="${n(left + 26)}" y="${y}">${escapeXml(layer.label)}</text>`;
      left += width;
      return sample + text;
    })
    .join('\n');
}

/** The layer's mark in the legend, in the picture's own units. */
function sampleOf(layer: PlotLayer, left: number, y: number): PlotLayer {
  const [from, to]: [PlotPoint, PlotPoint] = [
    [left, y - 4],
    [left + 20, y - 4],
  ];
  if (layer.kind !== 'band') {
    const mark = layer.kind === 'dots' || layer.kind === 'crosses';
    return { ...layer, points: mark ? [[left + 10, y - 4]] : [from, to] };
  }
  return {
    ...layer,
    low: [from, to].map(([px]): PlotPoint => [px, y]),
    high: [from, to].map(([px]): PlotPoint => [px, y - 9]),
  };
}

function colour(k: number): string {
  return COLOURS[k % COLOURS.length] ?? '#000';
}

/** A coordinate with at most two decimals. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function label(tick: number): string {
  return String(Number(tick.toPrecision(6)));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

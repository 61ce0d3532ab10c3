import type { PlotPoint } from './plot.ts';

/** Linear between the points (x rising), level beyond the ends. */
export function interpolate(points: readonly PlotPoint[], x: number): number {
  const next = points.findIndex(([px]) => px >= x);
  const right = points[next === -1 ? points.length - 1 : next];
  const left = points[next === -1 ? points.length - 1 : Math.max(0, next - 1)];
  if (!left || !right) return Number.NaN;
  const [[x0, y0], [x1, y1]] = [left, right];
  return x1 > x0 ? y0 + ((x - x0) / (x1 - x0)) * (y1 - y0) : y1;
}

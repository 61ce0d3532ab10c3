import { describe, expect, it } from 'vitest';
import type { Plot } from './plot.ts';
import { svgPlot } from './svg-plot.ts';

const plot: Plot = {
  name: 'example',
  title: 'Flow < demand & more',
  x: 'density',
  y: 'flow',
  layers: [
    {
      kind: 'band',
      label: 'band',
      low: [
        [0, 0],
        [5, 1],
      ],
      high: [
        [0, 1],
        [5, 2],
      ],
    },
    {
      kind: 'line',
      label: 'line',
      points: [
        [0, 0],
        [5, 2],
      ],
    },
    { kind: 'dots', label: 'dots', points: [[2.5, 1.2]] },
    { kind: 'crosses', label: 'crosses', points: [[1, 1]] },
  ],
};

describe('svgPlot', () => {
  it('draws every layer and names it, the same each time', () => {
    const svg = svgPlot(plot);
    expect(svg).toBe(svgPlot(plot));
    expect(svg.match(/<polygon/g)).toHaveLength(2);
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(2);
    for (const { label } of plot.layers) expect(svg).toContain(`>${label}</text>`);
  });

  it('keeps its marks inside the frame and its text well-formed', () => {
    const svg = svgPlot(plot);
    expect(svg).toContain('Flow &lt; demand &amp; more');
    expect(svg).not.toContain('NaN');
    const [, cx, cy] = /<circle cx="([\d.]+)" cy="([\d.]+)"/.exec(svg) ?? [];
    expect(Number(cx)).toBeGreaterThan(62);
    expect(Number(cx)).toBeLessThan(622);
    expect(Number(cy)).toBeGreaterThan(34);
    expect(Number(cy)).toBeLessThan(322);
  });

  it('draws an empty plot too', () => {
    expect(svgPlot({ ...plot, layers: [] })).not.toContain('NaN');
  });
});

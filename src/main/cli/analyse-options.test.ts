import { describe, expect, it } from 'vitest';
import { readAnalyseOptions } from './analyse-options.ts';

describe('readAnalyseOptions', () => {
  it('reads every option, negative numbers too', () => {
    expect(
      readAnalyseOptions([
        'tracks.txt',
        '--fps',
        '25',
        '--area',
        '0.4,1.3,-0.4,0.5',
        '--line',
        '-0.25,0,.25,0',
        '--walkable=POLYGON ((0 0, 1 0, 1 1, 0 0))',
        '--frames',
        '-5..200',
        '--cutoff',
        '0.8',
        '--point',
        '-1,2',
        '--json',
      ]),
    ).toEqual({
      file: 'tracks.txt',
      framesPerS: 25,
      area: { leftM: -0.4, lowM: 0.5, rightM: 0.4, highM: 1.3 },
      line: { x0: -0.25, y0: 0, x1: 0.25, y1: 0 },
      walkable: 'POLYGON ((0 0, 1 0, 1 1, 0 0))',
      frames: { first: -5, last: 200 },
      cutoffM: 0.8,
      point: { xM: -1, yM: 2 },
      json: true,
    });
    expect(readAnalyseOptions(['--help'])).toEqual({ help: true });
  });

  it.each([
    [[], /name one FILE/],
    [['a', 'b'], /name one FILE/],
    [['a', '--fps', '0'], /--fps is a number greater than 0, not "0"/],
    [['a', '--fps', 'fast'], /--fps/],
    [['a', '--cutoff', '1'], /--cutoff needs an --area/],
    [['a', '--area', '0,0,1'], /--area is x0,y0,x1,y1 .*"0,0,1"/],
    [['a', '--area', '0,0,0,1'], /--area/],
    [['a', '--area', '0,0,1,1,2'], /--area/],
    [['a', '--line', '1,1,1,1'], /--line/],
    [['a', '--line', '0,,1,1'], /--line/],
    [['a', '--point', '1'], /--point/],
    [['a', '--frames', '9..3'], /--frames is a\.\.b/],
    [['a', '--frames', '9'], /--frames/],
    [['a', '--frames'], /frames/],
    [['a', '--speed', '1'], /speed/],
  ] satisfies [string[], RegExp][])('refuses %j', (words, expected) => {
    const options = readAnalyseOptions(words);
    expect(typeof options === 'string' ? options : '').toMatch(expected);
  });
});

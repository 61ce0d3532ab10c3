import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaM2 } from '../../../domain/geo/polygon.ts';
import { FormatProblem } from './format-problem.ts';
import { isWkt, parseWktAreas } from './wkt.ts';

test.each<[string, number]>([
  ['POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))', 8],
  ['polygon((0 0,4 0,4 2,0 2))', 8],
  ['POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0), (1 0.5, 2 0.5, 2 1.5, 1 1.5, 1 0.5))', 7],
  ['MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1)), ((5 5, 7 5, 7 6, 5 6)))', 3],
  ['GEOMETRYCOLLECTION (POLYGON ((0 0,\n 1e1 0, 10 1., 0 +1)), MULTIPOLYGON EMPTY)', 10],
  ['GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POLYGON((-.5 0,.5 0,.5 1,-.5 1))))', 1],
])('%s', (text, area) => {
  const areas = parseWktAreas(text);
  expect(areas.reduce((sum, each) => sum + areaM2(each), 0)).toBeCloseTo(area, 9);
});

test.each<[string, string]>([
  ['', 'line 1, column 1: expected POLYGON'],
  ['POLYGON ((0 0, 1 x, 1 1))', 'line 1, column 18: expected a number, not "x, 1 1))"'],
  ['POLYGON ((0 0,\n 1 0,\n 1))', 'line 3, column 3: expected a number'],
  ['POLYGON ((0 0, 1 0, 1 1)', 'line 1, column 25: expected ")", not the end'],
  ['POLYGON ((0 0, 1 0 5, 1 1))', 'expected "," or ")" after two coordinates'],
  ['POLYGON ((0 0, 1abc 0, 1 1))', 'expected a number, not "1abc 0, 1 1)"'],
  ['POLYGON ((0 0, 1e999 0, 1 1))', 'more than 20 km from the origin'],
  ['POLYGON ((0 0, NaN 0, 1 1))', 'expected a number'],
  ['POLYGON ((0 0, 1 0, 1 1)) and more', 'there is more after the geometry'],
  ['POLYGON Z ((0 0 1, 1 0 1, 1 1 1))', 'Z or M is not read'],
  ['POLYGON EMPTY', 'the geometry is empty'],
  ['POLYGON ((0 0, 1 0, 2 0))', 'line 1, column 9: encloses no area'],
  ['LINESTRING (0 0, 1 1)', 'LINESTRING is no area'],
  ['SRID=4326;POLYGON ((0 0, 1 0, 1 1))', 'coordinates on the earth'],
  ['GEOMETRYCOLLECTION('.repeat(5_000), 'nested too deeply'],
])('%s is refused', (text, words) => {
  expect(() => parseWktAreas(text)).toThrow(FormatProblem);
  expect(() => parseWktAreas(text)).toThrow(words);
});

test('whatever stands there, it is read or refused', () => {
  const words = fc.constantFrom(
    'POLYGON',
    'MULTIPOLYGON',
    'GEOMETRYCOLLECTION',
    '(',
    ')',
    ',',
    ' ',
    '\n',
    '0',
    '1',
    '-2.5',
    'EMPTY',
    'Z',
    'SRID=1;',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      isWkt(text);
      try {
        expect(parseWktAreas(text).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatProblem);
      }
    }),
  );
});

test('what was written comes back to the last bit', () => {
  const number = fc.double({ min: -9_000, max: 9_000, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0.5, max: 90, noNaN: true }), (x, y, side) => {
      const ring = [
        [x, y],
        [x + side, y],
        [x + side, y + side],
        [x, y + side],
      ].map(([east = 0, north = 0]) => [east + 0, north + 0]);
      const text = `POLYGON ((${ring.map((point) => point.join(' ')).join(', ')}))`;
      expect(parseWktAreas(text)).toEqual([[ring]]);
    }),
  );
});

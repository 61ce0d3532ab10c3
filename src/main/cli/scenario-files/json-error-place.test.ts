import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorPlace } from './json-error-place.ts';

test.each<[string, number]>([
  ['{"a": }', 6],
  ['{"a": 1,}', 8],
  ['[1, 2,, 3]', 6],
  ['{"a" 1}', 5],
  ['{a: 1}', 1],
  ['[1 2]', 3],
  ['[01]', 2],
  ['{} x', 3],
  ['[}', 1],
  ['["a\nb"]', 1],
  ['[nul]', 1],
  ['{"a": [1', 8],
  ['', 0],
  ['["\u007f\\n", x]', 8],
])('%s stops being JSON at %i', (text, at) => {
  expect(jsonErrorPlace(text)).toBe(at);
});

test('JSON has no such place but its end, and a sign put into it has one not after itself', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, seed) => {
      expect(jsonErrorPlace(text)).toBe(text.length);
      const at = seed % (text.length + 1);
      const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;
      expect(jsonErrorPlace(broken)).toBeLessThanOrEqual(at);
    }),
  );
});

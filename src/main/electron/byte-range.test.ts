import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteRange } from './byte-range.ts';

describe('a Range header', () => {
  test.each([
    ['bytes=0-99', { first: 0, last: 99 }],
    ['bytes=900-', { first: 900, last: 999 }],
    ['bytes=-100', { first: 900, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    ['bytes=990-5000', { first: 990, last: 999 }],
    [' BYTES=1-1 ', { first: 1, last: 1 }],
    ['bytes=1000-', 'outside'],
    ['bytes=1000-1001', 'outside'],
    ['bytes=-0', 'outside'],
    [null, 'whole'],
    ['', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=5-2', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
  ])('%s of 1000 bytes is %o', (header, expected) => {
    expect(byteRange(header, 1_000)).toEqual(expected);
  });

  test('of an empty file is outside it', () => {
    expect(byteRange('bytes=0-0', 0)).toBe('outside');
    expect(byteRange('bytes=-1', 0)).toBe('outside');
    expect(byteRange(null, 0)).toBe('whole');
  });

  test('never leaves the file, whatever is asked', () => {
    const number = fc.option(fc.nat(2_000), { nil: '' as const });
    fc.assert(
      fc.property(number, number, fc.nat(1_500), (from, to, size) => {
        const range = byteRange(`bytes=${from}-${to}`, size);
        if (typeof range === 'string') return true;
        return 0 <= range.first && range.first <= range.last && range.last < size;
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

test('as everybody else writes it, and back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(bytes);
    }),
  );
});

test.each(['a', 'ab=', '====', 'ab!d', 'a=bc', 'ab c'])('%j is none', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

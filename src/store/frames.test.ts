import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from './frames.ts';

test('a density frame comes back as it was', () => {
  const planes = fc.nat({ max: 300 }).chain((cells) => {
    const plane = fc.uint8Array({ minLength: cells, maxLength: cells });
    return fc.record({ density: plane, age: plane, issuedAt: fc.nat() });
  });
  fc.assert(
    fc.property(planes, (frame) => {
      expect(decodeFrame(encodeFrame(frame), frame.issuedAt)).toEqual({ ok: true, value: frame });
    }),
  );
});

test('any bytes give a result', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(typeof decodeFrame(bytes, 0).ok).toBe('boolean');
    }),
    { numRuns: 1_000 },
  );
});

test('a frame that says more cells than it holds is refused, and one that says too many', () => {
  const frame = { issuedAt: 0, density: new Uint8Array(9), age: new Uint8Array(9) };
  const more = encodeFrame(frame);
  new DataView(more.buffer).setUint32(0, 10, true);
  expect(decodeFrame(more, 0)).toEqual({
    ok: false,
    error: 'a frame holds fewer than its 10 cells',
  });
  new DataView(more.buffer).setUint32(0, 8, true);
  expect(decodeFrame(more, 0).ok).toBe(false);
  new DataView(more.buffer).setUint32(0, 4_000_000_000, true);
  expect(decodeFrame(more, 0).ok).toBe(false);
});

test('planes of different length are a bug of the caller', () => {
  const frame = { issuedAt: 0, density: new Uint8Array(2), age: new Uint8Array(3) };
  expect(() => encodeFrame(frame)).toThrow('frame with 2 densities and 3 ages');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDensityFrame, encodeDensityFrame } from './frames.ts';

describe('density frames on the wire', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(0xffffffff),
        fc.double({ noNaN: true, min: 0, max: 4e12 }),
        (density, n, issuedAt) => {
          const age = density.map((code) => 255 - code);
          const decoded = decodeDensityFrame(encodeDensityFrame({ issuedAt, density, age }, n));
          expect(decoded).toEqual({ ok: true, value: { n, frame: { issuedAt, density, age } } });
        },
      ),
    );
  });

  it('refuses any other bytes in words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeDensityFrame(bytes).ok).toBe(false);
      }),
    );
  });

  it('refuses a frame that is cut short', () => {
    const whole = encodeDensityFrame(
      { issuedAt: 1, density: new Uint8Array(10), age: new Uint8Array(10) },
      1,
    );
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(decodeDensityFrame(whole.subarray(0, length)).ok).toBe(false);
      }),
    );
  });
});

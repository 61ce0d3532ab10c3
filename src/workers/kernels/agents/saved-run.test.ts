import { expect, test } from 'vitest';
import { packRun, unpackRun } from './saved-run.ts';

const FINGERPRINT = 12.5;

test('columns come back bit for bit, each with bytes of its own, also from a Buffer as files are read into', () => {
  const columns = [Float32Array.of(1.5, Number.NaN, -0), Uint8Array.of(7), Float64Array.of(1e300)];
  const saved = packRun(FINGERPRINT, columns);
  for (const bytes of [saved, Buffer.from(saved)]) {
    const [floats, byte, double] = unpackRun(bytes, FINGERPRINT);
    expect(new Float32Array(floats?.buffer ?? new ArrayBuffer(0))).toEqual(columns[0]);
    expect(byte).toEqual(columns[1]);
    expect(new Float64Array(double?.buffer ?? new ArrayBuffer(0))).toEqual(columns[2]);
  }
});

test('bytes that are no run, of another scenario or cut off are refused in words', () => {
  const saved = packRun(FINGERPRINT, [Float64Array.of(1, 2, 3)]);
  expect(() => unpackRun(new Uint8Array(40), FINGERPRINT)).toThrow('not a saved run');
  expect(() => unpackRun(saved, 13)).toThrow('another scenario');
  expect(() => unpackRun(saved.slice(0, -8), FINGERPRINT)).toThrow('cut off');
});

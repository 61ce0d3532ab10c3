import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  agentsOrigin,
  decodeAgentsFrame,
  encodeAgentsFrame,
  isAgentsFrame,
  packAgents,
} from './agents-frame.ts';
import { encodeDensityFrame } from './frames.ts';

const frames = fc
  .array(
    fc.tuple(
      fc.integer({ min: -32_768, max: 32_767 }),
      fc.integer({ min: -32_768, max: 32_767 }),
      fc.nat(4),
    ),
    { maxLength: 200 },
  )
  .chain((people) =>
    fc.record({
      time: fc.double({ noNaN: true }),
      x: fc.constant(Int16Array.from(people, ([x]) => x)),
      y: fc.constant(Int16Array.from(people, ([, y]) => y)),
      state: fc.constant(Uint8Array.from(people, ([, , state]) => state)),
    }),
  );

test('what is encoded is decoded, wherever the bytes lie', () => {
  fc.assert(
    fc.property(frames, fc.nat(0xffffffff), fc.nat(7), (frame, n, offset) => {
      const bytes = encodeAgentsFrame(frame, n);
      const moved = new Uint8Array(bytes.length + offset);
      moved.set(bytes, offset);
      expect(isAgentsFrame(bytes)).toBe(true);
      expect(decodeAgentsFrame(moved.subarray(offset))).toEqual({ ok: true, value: { n, frame } });
    }),
  );
});

test('any other bytes are refused in words, never thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(decodeAgentsFrame(bytes).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(frames, fc.nat(), (frame, cut) => {
      const bytes = encodeAgentsFrame(frame, 1);
      expect(decodeAgentsFrame(bytes.subarray(0, cut % bytes.length)).ok).toBe(false);
    }),
  );
  const density = { issuedAt: 1, density: new Uint8Array(40), age: new Uint8Array(40) };
  expect(isAgentsFrame(encodeDensityFrame(density, 1))).toBe(false);
});

test('positions are within half a decimetre, and at the edge beyond it', () => {
  const grid = { westM: -300, southM: 100, cols: 1_200, rows: 800, cellM: 1 };
  const [eastM, northM] = agentsOrigin(grid);
  expect([eastM, northM]).toEqual([300, 500]);
  const x = Float32Array.of(-299.97, 300, 899.84, 5_000);
  const frame = packAgents({ time: 5, x, y: x, state: Uint8Array.of(0, 1, 2, 4) }, grid);
  [...x.subarray(0, 3)].forEach((value, index) => {
    expect(Math.abs((frame.x[index] ?? 0) / 10 + eastM - value)).toBeLessThan(0.0501);
    expect(Math.abs((frame.y[index] ?? 0) / 10 + northM - value)).toBeLessThan(0.0501);
  });
  expect(frame.x[3]).toBe(32_767);
});

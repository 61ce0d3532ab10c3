import { expect, test } from 'vitest';
import { createFrames } from './frames.ts';

const plane = Uint8Array.of(0);
const frame = { issuedAt: 0, density: plane, age: plane };

test('a frame is acknowledged when it is drawn, and counted once', () => {
  const frames = createFrames();
  let acknowledged = 0;
  frames.put(frame, () => acknowledged++);
  expect(acknowledged).toBe(0);
  frames.markDrawn(frames.received());
  frames.markDrawn(frames.received());
  expect(acknowledged).toBe(1);
  expect(frames.drawn()).toBe(1);
});

test('a frame that a newer one replaced is acknowledged and never counted as drawn', () => {
  const frames = createFrames();
  const acknowledged: string[] = [];
  frames.put(frame, () => acknowledged.push('first'));
  frames.put(frame, () => acknowledged.push('second'));
  expect(acknowledged).toEqual(['first']);
  frames.markDrawn(1);
  expect(acknowledged).toEqual(['first']);
  frames.markDrawn(2);
  expect(acknowledged).toEqual(['first', 'second']);
});

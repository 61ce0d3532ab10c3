import { expect, test } from 'vitest';
import { progressLine, SimulationProgress } from './simulation-progress.ts';

test('the line says how far, how fast and how long still', () => {
  const at = { timeS: 12, untilS: 300, onGround: 345, timesRealTime: 12 };
  expect(progressLine(at)).toBe('12 of 300 s, 345 people, 12.0 × real time, at most 24 s left');
  expect(progressLine({ ...at, timesRealTime: 0 })).toContain('no end in sight');
});

test.each([
  [true, 2],
  [false, 0],
])('on a terminal (%s) it is drawn and taken away', (isTTY, writes) => {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const account = { entered: 1, onGround: 1, left: 0, waitingOutside: 0 };
  const progress = new SimulationProgress(stream as never, { timeS: 0 }, 10);
  // Twice in a moment is drawn once.
  progress.show({ timeS: 1, account });
  progress.show({ timeS: 2, account });
  progress.end();
  expect(written).toHaveLength(writes);
});

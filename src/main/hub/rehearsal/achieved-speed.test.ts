import { expect, test } from 'vitest';
import { AchievedSpeed } from './achieved-speed.ts';

test('the speed is that of the last seconds', () => {
  const speed = new AchievedSpeed();
  expect(speed.value).toBe(0);
  expect(speed.remainingS(1_000)).toBeUndefined();
  for (let wall = 0; wall <= 10_000; wall += 100) speed.mark(wall, wall * 30);
  expect(speed.value).toBeCloseTo(30, 6);
  for (let wall = 10_100; wall <= 20_000; wall += 100) {
    speed.mark(wall, 300_000 + (wall - 10_000) * 10);
  }
  expect(speed.value).toBeCloseTo(10, 6);
  expect(speed.remainingS(600_000)).toBeCloseTo(60, 6);
  speed.restart();
  expect(speed.value).toBe(0);
});

import { expect, test } from 'vitest';
import { FRUIN, levelOfService } from './level-of-service.ts';

test.each([
  ['walkway', [0.31, 0.43, 0.72, 1.08, 2.15]],
  ['stairs', [0.54, 0.72, 1.08, 1.54, 2.69]],
  ['queue', [0.83, 1.08, 1.54, 3.59, 5.38]],
] as const)('the limits on %s belong to the better level', (surface, limits) => {
  limits.forEach((limit, index) => {
    expect(levelOfService(limit, surface)).toBe('ABCDE'[index]);
    expect(levelOfService(limit + 0.001, surface)).toBe('BCDEF'[index]);
  });
  expect(levelOfService(0, surface)).toBe('A');
  expect(levelOfService(9, surface)).toBe('F');
});

test('2.0 ped/m² is E on a walkway and on stairs, D in a queue', () => {
  expect(levelOfService(2, 'walkway')).toBe('E');
  expect(levelOfService(2, 'stairs')).toBe('E');
  expect(levelOfService(2, 'queue')).toBe('D');
});

test('an event may carry its own table', () => {
  const table = { upperPerM2: { ...FRUIN.upperPerM2, queue: [1, 2, 3, 4, 5] as const } };
  expect(levelOfService(3.5, 'queue', table)).toBe('D');
});

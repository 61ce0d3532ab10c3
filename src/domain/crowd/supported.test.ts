import { expect, test } from 'vitest';
import type { ZoneId } from '../base/ids.ts';
import type { ZoneEstimate } from './estimate.ts';
import { supportedArea, supportedPlace } from './supported.ts';

const guess: ZoneEstimate = { zone: 'west' as ZoneId, people: 100, sd: 80, densityPerM2: 1 };

test('what no reading ever supported is unknown', () => {
  expect(supportedPlace(undefined)).toBeUndefined();
  expect(supportedPlace(guess)).toBeUndefined();
  const known = { ...guess, supportAt: 0 };
  expect(supportedPlace(known)).toBe(known);
});

test('the area is known as soon as one of its zones is', () => {
  expect(supportedArea(undefined)).toBeUndefined();
  expect(supportedArea({ zones: [] })).toBeUndefined();
  expect(supportedArea({ zones: [guess, guess] })).toBeUndefined();
  const begun = { zones: [guess, { ...guess, supportAt: 0 }] };
  expect(supportedArea(begun)).toBe(begun);
});

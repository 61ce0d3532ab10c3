import { expect, test } from 'vitest';
import type { ZoneId } from '../base/ids.ts';
import { seriesRows } from './series-rows.ts';

const AT = 1_800_000_000_000;
const area = { people: 300, sd: 20 };
const guess = { zone: 'west' as ZoneId, people: 100, sd: 80, densityPerM2: 1 };
const seen = { ...guess, zone: 'east' as ZoneId, people: 200, supportAt: AT - 5_000 };

test('curves have points of what a reading has supported, and of nothing else', () => {
  expect(seriesRows(undefined, AT)).toEqual([]);
  expect(seriesRows({ area, zones: [guess] }, AT)).toEqual([]);
  expect(seriesRows({ area, zones: [guess, seen] }, AT)).toEqual([
    { kind: 'areaPeople', id: 'area', t: AT, value: 300 },
    { kind: 'zonePeople', id: 'east', t: AT, value: 200 },
  ]);
});

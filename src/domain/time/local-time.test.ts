import { expect, it } from 'vitest';
import { localTime } from './local-time.ts';

const AT = Date.parse('2026-12-31T15:40:07.900Z');

it.each([
  ['Asia/Shanghai', '2026-12-31T23:40:07+08:00'],
  ['UTC', '2026-12-31T15:40:07+00:00'],
  ['America/St_Johns', '2026-12-31T12:10:07-03:30'],
  ['Asia/Kolkata', '2026-12-31T21:10:07+05:30'],
])('%s', (zone, written) => {
  expect(localTime(AT, zone)).toBe(written);
  expect(Date.parse(localTime(AT, zone))).toBe(AT - 900);
});

it('midnight is 00, not 24', () => {
  expect(localTime(Date.parse('2026-12-31T16:00:00Z'), 'Asia/Shanghai')).toBe(
    '2027-01-01T00:00:00+08:00',
  );
});

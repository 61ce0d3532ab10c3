import { describe, expect, test } from 'vitest';
import { midnightsOf, readTypedTime } from './typed-time.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const night = {
  timeZone: 'Asia/Shanghai',
  from: at('2025-12-31T17:00:00'),
  to: at('2026-01-01T01:00:00'),
  near: at('2025-12-31T20:00:00'),
};

describe('a typed time', () => {
  test.each([
    ['23:40', '2025-12-31T23:40:00'],
    ['2340', '2025-12-31T23:40:00'],
    ['23:40:12', '2025-12-31T23:40:12'],
    ['234012', '2025-12-31T23:40:12'],
    ['0:30', '2026-01-01T00:30:00'],
    ['２３：４０', '2025-12-31T23:40:00'],
    ['01-01 00:30', '2026-01-01T00:30:00'],
    ['12/31 23:40', '2025-12-31T23:40:00'],
    ['2026-01-01 00:30:05', '2026-01-01T00:30:05'],
    ['2026-01-01T00:30', '2026-01-01T00:30:00'],
    ['31/12/2025 23:40', '2025-12-31T23:40:00'],
    ['31/12, 23:40', '2025-12-31T23:40:00'],
  ])('%s is that time of the night', (text, expected) => {
    expect(readTypedTime(text, night)).toBe(at(expected));
  });

  test('is the nearest of several days when no day is typed', () => {
    const days = { ...night, from: at('2019-01-02T00:00:00'), to: at('2019-01-20T00:00:00') };
    const near = at('2019-01-07T22:00:00');
    expect(readTypedTime('23:00', { ...days, near })).toBe(at('2019-01-07T23:00:00'));
    expect(readTypedTime('06:00', { ...days, near })).toBe(at('2019-01-08T06:00:00'));
    expect(readTypedTime('01-05 06:00', { ...days, near })).toBe(at('2019-01-05T06:00:00'));
  });

  test('that is none, or lies outside the recording, says so', () => {
    for (const text of ['', 'midnight', '25:00', '12:60', '1', '12:00:61']) {
      expect(readTypedTime(text, night)).toBe('unreadable');
    }
    expect(readTypedTime('12:00', night)).toBe('outside');
    expect(readTypedTime('2024-12-31 23:40', night)).toBe('outside');
  });

  test('follows a clock that is put forward and back', () => {
    const zone = { timeZone: 'Europe/Paris', near: 0 };
    const from = Date.parse('2022-03-26T12:00:00Z');
    const to = Date.parse('2022-03-28T12:00:00Z');
    expect(readTypedTime('2022-03-27 08:00', { ...zone, from, to })).toBe(
      Date.parse('2022-03-27T06:00:00Z'),
    );
    expect(midnightsOf({ ...zone, from, to })).toEqual([
      Date.parse('2022-03-26T23:00:00Z'),
      Date.parse('2022-03-27T22:00:00Z'),
    ]);
  });
});

test('the midnight of a night is the one within it', () => {
  expect(midnightsOf(night)).toEqual([at('2026-01-01T00:00:00')]);
  expect(midnightsOf({ ...night, to: at('2025-12-31T23:00:00') })).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { formatOf } from './format.ts';

const zh = formatOf('zh', 'Asia/Shanghai');
const en = formatOf('en', 'Asia/Shanghai');

describe('the formats', () => {
  test('group people, and say the unknown with a dash', () => {
    expect(zh.count(75_012.4)).toBe('75,012');
    expect(en.count(undefined)).toBe('—');
    expect(en.density(undefined)).toBe('—');
  });

  test('give densities two decimals', () => {
    expect(zh.density(4.1)).toBe('4.10');
  });

  test('sign a trend and an error', () => {
    expect(en.signed(214)).toBe('+214');
    expect(en.signed(-3)).toBe('-3');
    expect(en.signedPercent(0.0216)).toBe('+2.2');
  });

  test('tell the time in the zone of the event, whatever the machine is set to', () => {
    const midnight = Date.parse('2025-12-31T16:00:00Z');
    expect(zh.time(midnight)).toBe('00:00:00');
    expect(en.minute(midnight)).toBe('00:00');
    expect(formatOf('en', 'UTC').time(midnight)).toBe('16:00:00');
  });

  test.each([
    [0, '0 s', '0 秒'],
    [-500, '0 s', '0 秒'],
    [99_999, '99 s', '99 秒'],
    [100_000, '1 min', '1 分'],
    [720_000, '12 min', '12 分'],
    [6_000_000, '1 h', '1 时'],
  ])('say an age of %i ms as %s and %s', (ms, english, chinese) => {
    expect(en.age(ms)).toBe(english);
    expect(zh.age(ms)).toBe(chinese);
  });
});

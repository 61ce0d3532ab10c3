import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CHECKER_SENTENCES_ZH } from './checker-sentences-zh.ts';
import { hubSentence } from './hub-sentence.ts';

/** Every way in which the settings of feeds and the calls of seats are checked, and a value that fails it. */
const SAID = [
  [z.string(), undefined],
  [z.array(z.number()), 'no array'],
  [z.literal('all'), 'some'],
  [z.union([z.string(), z.boolean()]), 1],
  [z.enum(['WGS84', 'GCJ-02']), 'ED50'],
  [z.string().regex(/^\d+$/), 'x'],
  [z.number().min(5), 4],
  [z.number().positive(), 0],
  [z.array(z.string()).min(1), []],
  [z.number().max(5), 6],
  [z.string().max(2), 'abc'],
  [z.strictObject({}), { a: 1 }],
  [z.strictObject({}), { a: 1, b: 2 }],
  [z.record(z.string().regex(/^\d+$/), z.string()), { x: 'y' }],
  [z.url(), 'x'],
] as const;

const said = SAID.map(([schema, value]) => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  return issue?.message ?? '';
});

describe('what the checker says', () => {
  test('is said in Chinese, with its names', () => {
    for (const each of said) expect(hubSentence(each, 'zh'), each).toMatch(/[\u4e00-\u9fff]/);
    expect(hubSentence(said[4] ?? '', 'zh')).toBe('只能是 "WGS84"|"GCJ-02" 之一');
    expect(hubSentence('feed counts: mapping.values: Invalid input', 'zh')).toBe(
      '数据源 counts：mapping.values：内容不合要求',
    );
  });

  test.each(CHECKER_SENTENCES_ZH)('has been heard from it: %s', (en, zh) => {
    const text = en
      .split(/\{\d\}/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+?');
    expect(said.filter((each) => new RegExp(`^${text}$`, 's').test(each))).not.toEqual([]);
    expect(zh).not.toBe('');
  });
});

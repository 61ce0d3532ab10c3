import { describe, expect, test } from 'vitest';
import { type Findable, findableCommands, search } from './search.ts';

const place = (zh: string, en: string, code?: string): Findable => ({
  key: en,
  kind: 'zone',
  target: { kind: 'zone', id: en },
  zh,
  en,
  ...(code === undefined ? {} : { code }),
});
const PLACES = [
  place('湖滨路学士路口', 'Hubin Road at Xueshi Road'),
  place('音乐喷泉', 'Musical fountain'),
  place('龙翔桥地铁口', 'Longxiangqiao metro exit'),
  place('长生路', 'Changsheng Road', '12'),
  place('延安路北', "Yan'an Road North"),
];
const first = (words: string) => search(PLACES, words)[0]?.en;

describe('a search', () => {
  test.each([
    ['喷泉', 'Musical fountain'],
    ['yinyue', 'Musical fountain'],
    ['yypq', 'Musical fountain'],
    ['hubinlu', 'Hubin Road at Xueshi Road'],
    ['hbl', 'Hubin Road at Xueshi Road'],
    ['lxq', 'Longxiangqiao metro exit'],
    ['metro', 'Longxiangqiao metro exit'],
    ['XUESHI', 'Hubin Road at Xueshi Road'],
    // 长 is chang here and zhang elsewhere.
    ['changsheng', 'Changsheng Road'],
    ['12', 'Changsheng Road'],
    ['yan an', "Yan'an Road North"],
  ])('for %s finds %s', (words, en) => {
    expect(first(words)).toBe(en);
  });

  test('finds nothing for what is nowhere', () => {
    expect(search(PLACES, 'qqq')).toEqual([]);
    expect(search(PLACES, '()[*')).toEqual([]);
  });

  test('finds commands by either language', () => {
    const ids = (words: string) => search(findableCommands(), words).map(({ key }) => key);
    expect(ids('图层')).toContain('command layers');
    expect(ids('tuceng')).toContain('command layers');
    expect(ids('take over')).toContain('command takeOver');
  });
});

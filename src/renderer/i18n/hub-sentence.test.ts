import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hubSentence } from './hub-sentence.ts';
import { FEED_SENTENCES_ZH } from './hub-sentences-feeds-zh.ts';
import { HUB_SENTENCES_ZH } from './hub-sentences-zh.ts';
import { PLAN_SENTENCES_ZH } from './plan-sentences-zh.ts';

const SOURCES = fileURLToPath(new URL('../../', import.meta.url));
const HOLE = '\u0000';
/** Every text in quotes that the hub's side of the program holds, with one sign for each of its holes. */
const SAID = new Set(
  ['main', 'store', 'workers', 'domain'].flatMap((folder) => textsIn(path.join(SOURCES, folder))),
);

const ALL = [...HUB_SENTENCES_ZH, ...FEED_SENTENCES_ZH, ...PLAN_SENTENCES_ZH];

describe('a sentence of the hub', () => {
  test.each(ALL.map(([en]) => en))('is still said by the hub: %s', (en) => {
    const wanted = en.replaceAll(/\{\d\}/g, HOLE);
    // Said alone, or behind the name of what it is about.
    const isSaid = [...SAID].some((text) => text === wanted || text.endsWith(`: ${wanted}`));
    expect(isSaid).toBe(true);
  });

  test.each(ALL)('names in Chinese what it names in English: %s', (en, zh) => {
    const holes = (text: string) => new Set(text.match(/\{\d\}/g) ?? []);
    expect([...holes(zh)].filter((hole) => !holes(en).has(hole))).toEqual([]);
    expect(zh).toMatch(/[\u3000-\u303f\u4e00-\u9fff]/);
  });

  test('is said in Chinese with its names, and left alone in English', () => {
    const said = 'there is no checkpoint "cp-9"';
    expect(hubSentence(said, 'zh')).toBe('没有卡口“cp-9”');
    expect(hubSentence(said, 'en')).toBe(said);
  });

  test('may stand behind a name and hold another sentence', () => {
    expect(hubSentence('evening.anlan: nothing has been recorded in it yet', 'zh')).toBe(
      'evening.anlan：其中还没有任何记录',
    );
    expect(
      hubSentence(
        'The event file /n/a.anlan has format version 99, but this Anlan knows versions up to 3. Nothing in it was changed; open it with a newer Anlan.',
        'zh',
      ),
    ).toBe(
      '事件文件 /n/a.anlan 的格式版本是 99，而本安澜只认到版本 3。其中未作任何改动，请用更新的安澜打开。',
    );
    expect(
      hubSentence(
        'The event file a.anlan is damaged: its chain breaks at entry 7: entry 7 was changed. Keep it as it is, copy it, and work on the copy; begin a new file to go on recording.',
        'zh',
      ),
    ).toBe(
      '事件文件 a.anlan 已损坏：哈希链在第 7 条断开：第 7 条被改动过。请保持原样，复制一份并在副本上操作；要继续记录请另起新文件。',
    );
    expect(hubSentence('the rehearsal stays where it is: the hub is closing', 'zh')).toBe(
      '演练停在原处：中枢正在关闭',
    );
  });

  test('about a change names the change and what is wrong with it', () => {
    const said =
      'change "checkpoint.99.mode=closed": there is no checkpoint "99", numbers go from 1–47';
    expect(hubSentence(said, 'zh')).toBe(
      '改动“checkpoint.99.mode=closed”：没有卡口“99”，编号范围 1–47',
    );
  });

  test('may be one of several', () => {
    const said =
      'the CAP message draws no area on the map; area "Lakeside": a polygon that cannot be drawn';
    expect(hubSentence(said, 'zh')).toBe(
      'CAP 报文在地图上没有范围；范围“Lakeside”：多边形无法绘制',
    );
  });

  test('that is not known stays as it is', () => {
    expect(hubSentence('corridor K2: has no way out', 'zh')).toBe('corridor K2: has no way out');
  });
});

function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const source = readFileSync(path.join(folder, file), 'utf8');
      const quoted =
        source.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
      return quoted.map((text) =>
        text
          .slice(1, -1)
          .replaceAll(/\$\{[^}]*\}/g, HOLE)
          .replaceAll("\\'", "'"),
      );
    });
}

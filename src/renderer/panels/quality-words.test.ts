import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { formatOf } from '../i18n/format.ts';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { wordsOf } from '../i18n/translate.ts';
import { siteFacts } from '../state/site-facts.ts';
import { qualityWords } from './quality-words.ts';

const RULES = fileURLToPath(new URL('../../domain/alert/data-quality-rules.ts', import.meta.url));
const facts = siteFacts(twoSquares());

function said(message: string, language: Language): string {
  const params = { feed: 'counts', reason: '', sensor: 'cam-west', since: 0, zone: 'west-square' };
  const figures = { refused: 1, hours: 1, freeMb: 1 };
  const alert = { key: message, message, params: { ...params, ...figures }, raisedAt: 0 };
  return qualityWords(
    alert,
    facts,
    wordsOf(language),
    formatOf(language, 'Asia/Shanghai'),
    language,
  );
}

test('a feed that has lost its connection is said in words', () => {
  expect(said('feedDisconnected', 'en')).toContain('has lost its connection');
  expect(said('feedDisconnected', 'zh')).toContain('连接断开');
});

test('whatever the rules raise has a sentence in every language', () => {
  const raised = [...readFileSync(RULES, 'utf8').matchAll(/message: '(\w+)'/g)].map(
    ([, key]) => key,
  );
  expect(raised.length).toBeGreaterThan(8);
  const asKeys = raised.filter((key = '') => LANGUAGES.some((one) => said(key, one).includes(key)));
  expect(asKeys).toEqual([]);
});

import { expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

test.each([
  ['', ['zh-CN'], 'zh'],
  ['', ['zh-Hant-TW', 'en'], 'zh'],
  ['', ['de-DE', 'zh'], 'en'],
  ['', [], 'en'],
  ['?lang=en', ['zh-CN'], 'en'],
  ['?lang=zh', ['en-GB'], 'zh'],
  ['?lang=fr', ['zh-CN'], 'zh'],
])('%s on a system of %j gives %s', (search, system, language) => {
  expect(chooseLanguage(search, system)).toBe(language);
});

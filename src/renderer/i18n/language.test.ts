import { expect, test } from 'vitest';
import { addressIn, chooseLanguage } from './language.ts';

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

test('a reload stays in the language that was switched to, and on the same session', () => {
  const address = addressIn('app://anlan/index.html?window=wall&lang=en&session=replay-7', 'zh');
  expect(address.href).toBe('app://anlan/index.html?window=wall&lang=zh&session=replay-7');
  expect(chooseLanguage(address.search, ['en-GB'])).toBe('zh');
  expect(chooseLanguage(addressIn('http://127.0.0.1:4780/', 'en').search, ['zh-CN'])).toBe('en');
});

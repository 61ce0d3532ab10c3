import { expect, test } from 'vitest';
import { tellLanguage } from './tell-language.ts';

test('the shell is told the language that the seat was switched to', () => {
  const told: unknown[] = [];
  tellLanguage({ anlanShell: { switchedTo: (language: unknown) => told.push(language) } }, 'en');
  expect(told).toEqual(['en']);
});

test.each([{}, { anlanShell: 'x' }, { anlanShell: {} }, { anlanShell: { switchedTo: 7 } }])(
  'nobody is told where there is no shell that listens: %j',
  (scope) => {
    expect(() => tellLanguage(scope, 'zh')).not.toThrow();
  },
);

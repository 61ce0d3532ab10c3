import i18next from 'i18next';
import { en } from './en.ts';
import { LANGUAGES, type Language } from './language.ts';
import { type WordKey, zh } from './zh.ts';

export type WordParams = Readonly<Record<string, string | number>>;
/** Says a word in one language. */
export type Translate = (key: WordKey, params?: WordParams) => string;

const instance = i18next.createInstance();
// Resources are at hand, so that this finishes before it returns.
void instance.init({
  lng: 'zh',
  fallbackLng: false,
  supportedLngs: [...LANGUAGES],
  resources: { zh: { translation: zh }, en: { translation: en } },
  // React escapes; the map draws text on a canvas.
  interpolation: { escapeValue: false },
  initAsync: false,
});

const fixed: Readonly<Record<Language, Translate>> = {
  zh: translator('zh'),
  en: translator('en'),
};

/** The words of a language. */
export function wordsOf(language: Language): Translate {
  return fixed[language];
}

let isStretched = false;

/** From now on every word is a third longer and accented: whatever is clipped then would be clipped in some language. */
export function stretchWords(): void {
  isStretched = true;
}

/** The map asks for the same words at every update, and looking one up costs tens of microseconds. */
function translator(language: Language): Translate {
  const t = instance.getFixedT(language);
  const plain = new Map<WordKey, string>();
  return (key, params) => {
    if (params) return spoken(t(key, params));
    let word = plain.get(key);
    if (word === undefined) {
      word = spoken(t(key, {}));
      plain.set(key, word);
    }
    return word;
  };
}

const ACCENTED: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú' };
const STRETCH = 0.35;

function spoken(word: string): string {
  if (!isStretched) return word;
  const accented = word.replace(/[aeiou]/g, (vowel) => ACCENTED[vowel] ?? vowel);
  return accented + '~'.repeat(Math.ceil(word.length * STRETCH));
}

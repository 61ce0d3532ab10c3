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

function translator(language: Language): Translate {
  const t = instance.getFixedT(language);
  return (key, params) => t(key, params ?? {});
}

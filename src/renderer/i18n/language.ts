/** The languages of the console. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `?lang=` in the address wins, then the system: Chinese where it is Chinese, else English. */
export function chooseLanguage(search: string, system: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  const found = LANGUAGES.find((language) => language === asked);
  if (found) return found;
  return system[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The address of a page in another language: a reload of it stays in that language. */
export function addressIn(href: string, language: Language): URL {
  const address = new URL(href);
  address.searchParams.set('lang', language);
  return address;
}

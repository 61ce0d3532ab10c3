import type { Millis } from '../../domain/base/quantity.ts';
import type { Language } from './language.ts';
import { type Translate, wordsOf } from './translate.ts';

const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };
const dash = '—';

/** Numbers, times and ages as one language writes them. Unknown is always a dash. */
export interface Format {
  /** 12,345 */
  count(value: number | undefined): string;
  /** 12,345.6: a figure as its sender wrote it, to three digits after the point. */
  figure(value: number | undefined): string;
  /** 12.3 and 12: one digit after the point where there is one. */
  tenth(value: number | undefined): string;
  /** 2.45 */
  density(value: number | undefined): string;
  /** 87 */
  percent(share: number | undefined): string;
  /** +1.2, always with its sign. */
  signedPercent(share: number | undefined): string;
  signed(value: number | undefined): string;
  /** 23:40:12 in the event's time zone. */
  time(at: Millis | undefined): string;
  /** 23:40 */
  minute(at: Millis | undefined): string;
  /** 12/31 23:40 */
  dayMinute(at: Millis | undefined): string;
  /** 2025-12-31 */
  date(at: Millis | undefined): string;
  /** 3 s, 12 min; 0 s when it seems to come from the future. */
  age(ms: Millis | undefined): string;
}

const cache = new Map<string, Format>();

/** The format of a language in a time zone. */
export function formatOf(language: Language, timeZone: string): Format {
  const key = `${language} ${timeZone}`;
  const found = cache.get(key) ?? createFormat(language, timeZone);
  cache.set(key, found);
  return found;
}

function createFormat(language: Language, timeZone: string): Format {
  const locale = LOCALES[language];
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number | undefined) => (value === undefined ? dash : format.format(value));
  };
  const when = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
    return (at: Millis | undefined) => (at === undefined ? dash : format.format(at));
  };
  const count = number({ maximumFractionDigits: 0 });
  const signed = number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const percent = number({ maximumFractionDigits: 0 });
  const signedPercent = number({
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const hundred = (share: number | undefined) => (share === undefined ? undefined : share * 100);
  const words = wordsOf(language);
  return {
    count,
    figure: number({ maximumFractionDigits: 3 }),
    tenth: number({ maximumFractionDigits: 1 }),
    density: number({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    percent: (share) => percent(hundred(share)),
    signedPercent: (share) => signedPercent(hundred(share)),
    signed,
    time: when({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    minute: when({ hour: '2-digit', minute: '2-digit' }),
    dayMinute: when({ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }),
    date: when({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    age: (ms) => (ms === undefined ? dash : ageWords(words, Math.max(0, ms))),
  };
}

function ageWords(words: Translate, ms: Millis): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 100) return words('unit.second', { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return words('unit.minute', { n: minutes });
  return words('unit.hour', { n: Math.floor(minutes / 60) });
}

import { CHECKER_SENTENCES_ZH } from './checker-sentences-zh.ts';
import { FEED_SENTENCES_ZH } from './hub-sentences-feeds-zh.ts';
import { HUB_SENTENCES_ZH } from './hub-sentences-zh.ts';
import type { Language } from './language.ts';
import { PLAN_SENTENCES_ZH } from './plan-sentences-zh.ts';

interface Known {
  readonly pattern: RegExp;
  /** Number of the placeholder that each group of the pattern stands for. */
  readonly holes: readonly number[];
  readonly zh: string;
  readonly literal: number;
}

/** Those that leave the least open first: the most exact sentence is the one that was said. */
const KNOWN: readonly Known[] = [
  ...HUB_SENTENCES_ZH,
  ...FEED_SENTENCES_ZH,
  ...CHECKER_SENTENCES_ZH,
  ...PLAN_SENTENCES_ZH,
]
  .map(known)
  .sort((a, b) => b.literal - a.literal);

/** What stands before a sentence: the name of a file, a sensor, a feed. */
const NAMED = /^([^:]{1,120}): (.+)$/s;

/** Between two things that are said at once. */
const PARTED = /; /;

/**
 * What the hub says in words, in the language of the seat: as far as the seat knows the sentence, else as the hub says
 * it. What a sentence names may be a sentence itself.
 */
export function hubSentence(said: string, language: Language): string {
  return language === 'zh' ? inChinese(said) : said;
}

function inChinese(said: string): string {
  const several = said.split(PARTED);
  // A sentence whose own words hold the sign is one; what only its names hold parts two.
  const worded =
    sentence(said, (names) => !names.some((name) => PARTED.test(name))) ??
    (several.length > 1 ? several.map(inChinese).join('；') : undefined) ??
    sentence(said, () => true);
  if (worded !== undefined) return worded;
  const parts = NAMED.exec(said);
  if (!parts) return said;
  const [, name = '', rest = ''] = parts;
  const restWorded = inChinese(rest);
  return restWorded === rest ? said : `${name}：${restWorded}`;
}

/** The most exact sentence that this is, if its names are such as are meant. */
function sentence(said: string, isMeant: (names: readonly string[]) => boolean) {
  for (const { pattern, holes, zh } of KNOWN) {
    const names = pattern.exec(said)?.slice(1);
    if (!names || !isMeant(names)) continue;
    const named = new Map(holes.map((hole, group) => [hole, inChinese(names[group] ?? '')]));
    return zh.replaceAll(/\{(\d)\}/g, (_, hole: string) => named.get(Number(hole)) ?? '');
  }
  return undefined;
}

function known([en, zh]: readonly [string, string]): Known {
  const holes: number[] = [];
  const pattern = en.split(/\{(\d)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    holes.push(Number(part));
    return '(.+?)';
  });
  const literal = en.replaceAll(/\{\d\}/g, '').length;
  return { pattern: new RegExp(`^${pattern.join('')}$`, 's'), holes, zh, literal };
}

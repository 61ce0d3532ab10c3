import type { Language } from '../i18n/language.ts';
import type { Translate } from '../i18n/translate.ts';
import { placeName } from '../state/judgement.ts';
import type { SiteFacts } from '../state/site-facts.ts';

/** Figures of the whole night that the seat lists; the files hold all of them. */
const WHOLE = [
  'area.peakPeople',
  'area.visits',
  'area.mostOutside',
  'area.zoneMinutesAboveOrangeWorst',
  'area.zoneMinutesAboveOrangeMean',
  'area.personMinutesOrangeAndRed',
  'egress.outAfter30Min',
  'egress.mostByGatesInAMinute',
  'worstQueue.people',
  'worstQueue.minutes',
  'worstQueue.wait',
  'travel.entryToGoal.p50',
  'travel.goalToGate.p50',
  'account.error',
] as const;
const OF_PLACES = [
  'minutesAboveOrangeWorst',
  'minutesAboveOrangeMean',
  'minutesAboveAlert',
  'maxGaussian',
  'maxPressure',
] as const;
const OF_CHECKPOINTS = ['queue', 'in', 'out', 'peakSpecificFlow'] as const;

/** A figure's name in words; undefined for those that only the files hold. */
export function figureWords(
  key: string,
  facts: SiteFacts,
  t: Translate,
  language: Language,
): string | undefined {
  const whole = WHOLE.find((each) => each === key);
  if (whole)
    return t(`runCompare.whole.${whole.replaceAll('.', '_') as Underscored<typeof whole>}`);
  const out = /^egress\.(\d+)outOfRing$/.exec(key);
  if (out) return t('runCompare.out', { people: Number(out[1]).toLocaleString('en') });
  const [kind = '', id = '', last = ''] = key.split('.');
  if (kind === 'zone' || kind === 'hotSpot') {
    const figure = OF_PLACES.find((each) => each === last);
    return figure && `${placeName(facts, id, language)} · ${t(`runCompare.place.${figure}`)}`;
  }
  if (kind !== 'checkpoint') return undefined;
  const figure = OF_CHECKPOINTS.find((each) => each === last);
  return (
    figure && `${t('results.queueAt', { number: id })} · ${t(`runCompare.checkpoint.${figure}`)}`
  );
}

type Underscored<Key extends string> = Key extends `${infer A}.${infer B}`
  ? `${A}_${Underscored<B>}`
  : Key;

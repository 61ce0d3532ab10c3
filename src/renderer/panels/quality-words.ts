import type { DataQualityAlert } from '../../domain/session/entry.ts';
import type { Format } from '../i18n/format.ts';
import { hubSentence } from '../i18n/hub-sentence.ts';
import type { Language } from '../i18n/language.ts';
import type { Translate } from '../i18n/translate.ts';
import type { zh } from '../i18n/zh.ts';
import type { SiteFacts } from '../state/site-facts.ts';

/** Every message that has a sentence of its own. */
type KnownMessage = Exclude<keyof typeof zh.quality, 'unknownKey' | 'raised'>;

/** A record, so that the compiler names a sentence that is written and never said. */
const KNOWN: Readonly<Record<KnownMessage, true>> = {
  sensorSilent: true,
  recordDiskLow: true,
  recordDiskAlmostFull: true,
  feedDisconnected: true,
  feedSilent: true,
  feedRefusing: true,
  sensorDeviates: true,
  sensorImpossible: true,
  pointSensorsExceedZone: true,
};

/** An alert's message in the UI language, sensors by name and instants as times. */
export function qualityWords(
  alert: DataQualityAlert,
  facts: SiteFacts,
  t: Translate,
  format: Format,
  language: Language,
): string {
  const params = Object.fromEntries(
    Object.entries(alert.params).map(([key, value]) => {
      if (key === 'since' && typeof value === 'number') return [key, format.time(value)];
      if (key === 'sensor') return [key, sensorName(facts, `${value}`, language)];
      if (key === 'zone') return [key, zoneName(facts, `${value}`, language)];
      if (key === 'reason') return [key, hubSentence(`${value}`, language)];
      return [key, value];
    }),
  );
  const { message } = alert;
  if (isKnown(message)) return t(`quality.${message}`, params);
  const said = Object.values(params).join(', ');
  return t('quality.unknownKey', { key: message, params: said });
}

function isKnown(message: string): message is KnownMessage {
  return Object.hasOwn(KNOWN, message);
}

function sensorName({ site }: SiteFacts, id: string, language: Language): string {
  return site.sensors.find((sensor) => sensor.id === id)?.name[language] ?? id;
}

function zoneName({ site }: SiteFacts, id: string, language: Language): string {
  return site.zones.find((zone) => zone.id === id)?.name[language] ?? id;
}

import type { DataQualityAlert } from '../../domain/session/entry.ts';
import type { Format } from '../i18n/format.ts';
import { hubSentence } from '../i18n/hub-sentence.ts';
import type { Language } from '../i18n/language.ts';
import type { Translate } from '../i18n/translate.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import type { SiteFacts } from '../state/site-facts.ts';

/** What is wrong with the data now, in words. */
export function QualityAlerts() {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const lines = useWorld(({ world }) =>
    Object.values(world.dataQuality)
      .sort((a, b) => b.raisedAt - a.raisedAt)
      .map((alert) => {
        const feed = world.feeds[`${alert.params.feed}`]?.name?.[language];
        const named = feed === undefined ? alert : { ...alert, params: { ...alert.params, feed } };
        return alertWords(named, seat.facts, t, format, language);
      }),
  );
  return (
    <>
      <h3>
        {t('sources.alerts')}
        {lines.length > 0 && <span className="count">{lines.length}</span>}
      </h3>
      {lines.length === 0 && <p className="empty">{t('sources.noAlerts')}</p>}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <ul className="alerts" tabIndex={0} aria-label={t('sources.alerts')}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const KNOWN = [
  'sensorSilent',
  'recordDiskLow',
  'recordDiskAlmostFull',
  'feedSilent',
  'feedRefusing',
  'sensorDeviates',
  'sensorImpossible',
  'pointSensorsExceedZone',
] as const;

/** The alert's message in the UI language, sensors by name and instants as times. */
export function alertWords(
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
  const known = KNOWN.find((each) => each === alert.message);
  if (known) return t(`quality.${known}`, params);
  const said = Object.values(params).join(', ');
  return t('quality.unknownKey', { key: alert.message, params: said });
}

function sensorName({ site }: SiteFacts, id: string, language: Language): string {
  return site.sensors.find((sensor) => sensor.id === id)?.name[language] ?? id;
}

function zoneName({ site }: SiteFacts, id: string, language: Language): string {
  return site.zones.find((zone) => zone.id === id)?.name[language] ?? id;
}

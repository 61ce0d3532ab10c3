import { useSeat, useWords, useWorld } from '../seat.ts';
import { qualityWords } from './quality-words.ts';

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
        return qualityWords(named, seat.facts, t, format, language);
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

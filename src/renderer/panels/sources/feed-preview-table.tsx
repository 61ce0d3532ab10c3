import type { FeedPreview } from '../../../domain/session/feed-controls.ts';
import { hubSentence } from '../../i18n/hub-sentence.ts';
import { useWords } from '../../seat.ts';

/** Rows shown of what a sample would become. */
const SHOWN = 20;

/** What a sample message would become: readings, positions, marks, and all that is wrong with it. */
export function FeedPreviewTable({ preview }: { readonly preview: FeedPreview }) {
  const { t, format, language } = useWords();
  const { readings, refusals, drones, units, marks, problems } = preview;
  const position = (lon: number, lat: number) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
  const rows = [
    ...readings.map((reading) => [
      reading.sensor,
      t(`feed.measure.${reading.measure}`),
      reading.sd === undefined
        ? format.figure(reading.value)
        : `${format.figure(reading.value)} ± ${format.figure(reading.sd)}`,
      reading.observedAt === undefined ? t('feed.onReceipt') : format.time(reading.observedAt),
    ]),
    ...[...drones, ...units].map((one) => [
      one.callsign,
      t('feed.position'),
      position(one.lon, one.lat),
      format.time(one.observedAt),
    ]),
    ...marks.map((mark) => [
      mark.name,
      t('feed.mark'),
      position(mark.lon, mark.lat),
      format.time(mark.observedAt),
    ]),
  ];
  const wrong = [
    ...problems,
    ...refusals.map(({ sensor, reason }) => (sensor ? `${sensor}: ${reason}` : reason)),
  ].map((words) => hubSentence(words, language));
  return (
    <section className="feed-preview" aria-label={t('feed.becomes')}>
      <p className="label">{t('feed.becomes')}</p>
      {rows.length === 0 && <p className="empty">{t('feed.nothing')}</p>}
      <table>
        <tbody>
          {rows.slice(0, SHOWN).map((cells) => (
            <tr key={cells.join('|')}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p className="label">{t('feed.more', { n: rows.length - SHOWN })}</p>}
      {wrong.slice(0, SHOWN).map((words) => (
        <p key={words} className="warn">
          {words}
        </p>
      ))}
    </section>
  );
}

import type { Datum } from '../../../domain/geo/datum.ts';
import type { MapFilePreview, MapFormat } from '../../../domain/site/map-layer.ts';
import type { Format } from '../../i18n/format.ts';
import { useWords } from '../../seat.ts';

/** The formats as they call themselves. */
export const FORMAT_NAMES: Readonly<Record<MapFormat, string>> = {
  geojson: 'GeoJSON',
  kml: 'KML',
  gpx: 'GPX',
  flatgeobuf: 'FlatGeobuf',
  pmtiles: 'PMTiles',
  mbtiles: 'MBTiles',
};

interface MapFileFactsProps {
  readonly preview: MapFilePreview;
  readonly datum: Datum | undefined;
}

/** What a map file holds and where it would lie in each datum. */
export function MapFileFacts({ preview, datum }: MapFileFactsProps) {
  const { t, format } = useWords();
  const { shapes, tiles, placements, refusedCount, refused } = preview;
  const common = { format: FORMAT_NAMES[preview.format], size: fileSize(preview.bytes, format) };
  return (
    <>
      {shapes && (
        <p>
          {t('maps.holds', {
            ...common,
            points: format.count(shapes.points),
            lines: format.count(shapes.lines),
            polygons: format.count(shapes.polygons),
          })}
        </p>
      )}
      {tiles && (
        <p>
          {t('maps.holdsTiles', {
            ...common,
            kind: t(`maps.${tiles.tileKind}`),
            from: tiles.minZoom,
            to: tiles.maxZoom,
          })}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('maps.where')}</th>
            <th scope="col">{t(tiles ? 'maps.covers' : 'maps.onSite')}</th>
            <th scope="col">{t('maps.bounds')}</th>
          </tr>
        </thead>
        <tbody>
          {placements.map((each) => (
            <tr key={each.datum} className={each.datum === datum ? 'chosen' : ''}>
              <td>{each.datum}</td>
              <td>
                {format.percent(each.onSite)} <span className="unit">{t('unit.percent')}</span>
              </td>
              <td>{each.bounds.map((degrees) => degrees.toFixed(4)).join('  ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {refusedCount > 0 && (
        <div className="refused-features">
          <p className="warn">{t('maps.refusedFeatures', { n: format.count(refusedCount) })}</p>
          {refused.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </div>
      )}
    </>
  );
}

const KILOBYTE = 1_000;

/** 37.6 kB, 2.4 MB */
function fileSize(bytes: number, format: Format): string {
  if (bytes < KILOBYTE * KILOBYTE) return `${format.figure(Math.round(bytes / 100) / 10)} kB`;
  return `${format.figure(Math.round(bytes / 100_000) / 10)} MB`;
}

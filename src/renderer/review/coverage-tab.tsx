import type { ReviewReport } from '../../domain/review/review-report.ts';
import { TargetLink } from '../commands/target-link.tsx';
import { useSeat, useWords } from '../seat.ts';
import { Definitions } from './definitions.tsx';
import { InstantButton } from './instant-button.tsx';

/** What the sensors did not see: cells × minutes without data, the longest voids, what fell silent. */
export function CoverageTab({ report }: { readonly report: ReviewReport }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const { coverage, gaps } = report;
  const kindOf = (place: string) => (seat.facts.zones.has(place) ? 'zone' : 'hotSpot');
  return (
    <div className="review-body">
      <h3>{t('review.coverage.cells')}</h3>
      <table className="review-table">
        <thead>
          <tr>
            <th scope="col">{t('review.coverage.place')}</th>
            <th scope="col">{t('review.coverage.cellCount')}</th>
            <th scope="col">{t('review.coverage.cellMinutes')}</th>
            <th scope="col">{t('review.coverage.share')}</th>
          </tr>
        </thead>
        <tbody>
          {coverage.cells.map(({ place, name, cells, cellMinutes, share }) => (
            <tr key={place}>
              <th scope="row">{name[language]}</th>
              <td>{format.count(cells)}</td>
              <td>{format.count(cellMinutes)}</td>
              <td>
                {format.percent(share)}
                <span className="unit">{t('unit.percent')}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="label">{t('review.coverage.counted', { n: coverage.minutesCounted })}</p>
      <h3>{t('review.coverage.voids')}</h3>
      <ol className="review-list">
        {coverage.voids.map(({ place, name, from, to }) => (
          <li key={`${place} ${from}`}>
            <TargetLink kind={kindOf(place)} id={place}>
              {name[language]}
            </TargetLink>{' '}
            <InstantButton at={from} /> – <InstantButton at={to} />{' '}
            <strong>{format.age(to - from)}</strong>
          </li>
        ))}
      </ol>
      {coverage.voids.length === 0 && <p className="empty">{t('review.coverage.noVoids')}</p>}
      <h3>{t('review.coverage.gaps')}</h3>
      <ol className="review-list">
        {gaps.map(({ kind, id, name, from, to, open }) => (
          <li key={`${kind} ${id} ${from}`}>
            <span className="tag">{t(`review.coverage.kind.${kind}`)}</span>{' '}
            <strong>{name?.[language] ?? id}</strong> <InstantButton at={from} /> –{' '}
            <InstantButton at={to} /> {format.age(to - from)}
            {open && <span className="warn"> {t('review.coverage.open')}</span>}
          </li>
        ))}
      </ol>
      {gaps.length === 0 && <p className="empty">{t('review.coverage.noGaps')}</p>}
      <Definitions of={['coverage', 'void']} />
    </div>
  );
}

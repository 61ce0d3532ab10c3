import type { EgressReview, ReviewReport } from '../../domain/review/review-report.ts';
import { CurvePlot } from '../panels/timeline/curve-plot.tsx';
import { useWords } from '../seat.ts';
import { Definitions } from './definitions.tsx';
import { InstantButton } from './instant-button.tsx';

const MINUTE_MS = 60_000;
const AREA = '#c3d0dc';
const PLAN = '#d0a24a';
const EXIT_COLOURS = ['#4da3ff', '#f2a35e', '#5fd0a5', '#e07fd0', '#d8d160', '#9a8cff'];
/** Exits whose curves are drawn: more cannot be told apart. */
const DRAWN = 6;

/** How the area emptied, and by which ways out. */
export function EgressTab({ report }: { readonly report: ReviewReport }) {
  const { t } = useWords();
  const { egress } = report;
  return (
    <div className="review-body">
      {egress ? <Egress egress={egress} /> : <p className="empty">{t('review.egress.none')}</p>}
      <Definitions of={['egress']} />
    </div>
  );
}

function Egress({ egress }: { readonly egress: EgressReview }) {
  const { t, format, language } = useWords();
  const { began, curve, planned, exits, minutesUntilLeft, leftAfter } = egress;
  const span = { from: egress.from, to: Math.max(egress.to, egress.from + MINUTE_MS) };
  const lineOf = (points: typeof curve, colour: string) => {
    const values = points.map(({ value }) => value ?? null);
    return { t: points.map(({ at }) => at), min: values, max: values, colour };
  };
  return (
    <>
      <p>
        {t('review.egress.began')} <InstantButton at={began.at} />{' '}
        <strong>{format.count(began.value)}</strong>
        <span className="unit">{t('unit.people')}</span>
      </p>
      <h3>{t('review.egress.curve')}</h3>
      <CurvePlot
        label={t('review.egress.curve')}
        span={span}
        height={150}
        curves={[
          { ...lineOf(curve, AREA), isFilled: true },
          ...(planned ? [lineOf(planned, PLAN)] : []),
        ]}
      />
      {planned && <p className="label">{t('review.egress.planned')}</p>}
      <ul className="egress-shares">
        {minutesUntilLeft.map(({ share, minutes }) => (
          <li key={share}>
            {t('review.egress.left', {
              percent: format.percent(share),
              minutes: minutes === undefined ? t('unit.unknown') : format.count(minutes),
            })}
          </li>
        ))}
      </ul>
      <ul className="egress-shares">
        {leftAfter.map(({ minutes, people, planned: plan }) => (
          <li key={minutes}>
            {t('review.egress.leftAfter', { minutes, people: format.count(people.value) })}
            {plan && (
              <span className="label">
                {' · '}
                {t('review.egress.leftPlan', { people: format.count(plan.value) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <h3>{t('review.egress.exits')}</h3>
      <CurvePlot
        label={t('review.egress.exits')}
        span={span}
        height={150}
        curves={exits.slice(0, DRAWN).map(({ perMin, people }, index) => ({
          t: perMin.map((_, minute) => people.from + (minute + 0.5) * MINUTE_MS),
          min: perMin,
          max: perMin,
          colour: EXIT_COLOURS[index] ?? AREA,
        }))}
      />
      <table className="review-table">
        <thead>
          <tr>
            <th scope="col">{t('review.egress.exit')}</th>
            <th scope="col">{t('review.egress.people')}</th>
            <th scope="col">{t('review.egress.peak')}</th>
            <th scope="col">{t('review.egress.peakAt')}</th>
          </tr>
        </thead>
        <tbody>
          {exits.map(({ sensor, name, people, peakPerMin }, index) => (
            <tr key={sensor}>
              <th scope="row">
                <svg className="curve-swatch" viewBox="0 0 10 10" aria-hidden="true">
                  <rect
                    width="10"
                    height="10"
                    rx="2"
                    fill={index < DRAWN ? EXIT_COLOURS[index] : 'none'}
                  />
                </svg>{' '}
                {name[language]}
              </th>
              <td>{format.count(people.value)}</td>
              <td>
                {format.count(peakPerMin.value)}
                <span className="unit">{t('unit.perMin')}</span>
              </td>
              <td>
                <InstantButton at={peakPerMin.from} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

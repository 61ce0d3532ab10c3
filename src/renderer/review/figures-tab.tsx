import type {
  FigureAt,
  HotSpotReview,
  MinutesByLevel,
  ReviewReport,
  ZoneReview,
} from '../../domain/review/review-report.ts';
import { TargetLink } from '../commands/target-link.tsx';
import { useWords } from '../seat.ts';
import { Definitions } from './definitions.tsx';
import { InstantButton } from './instant-button.tsx';

const LEVELS = ['green', 'yellow', 'orange', 'red', 'unknown'] as const;

/** Peak, visits, and for each place its greatest figures, minutes above thresholds and person-minutes. */
export function FiguresTab({ report }: { readonly report: ReviewReport }) {
  const { t } = useWords();
  const { totals, phases, zones, hotSpots } = report;
  return (
    <div className="review-body">
      <dl className="review-figures">
        <Total name={t('figures.peak')} figure={totals.peak} />
        <Total name={t('figures.visits')} figure={totals.visits} />
        <Total name={t('review.figures.atStart')} figure={totals.atStart} />
        <Total name={t('review.figures.atEnd')} figure={totals.atEnd} />
      </dl>
      {phases.length > 0 && <h3>{t('review.figures.phases')}</h3>}
      <ol className="review-list">
        {phases.map(({ phase, at, by, reason, people }) => (
          <li key={`${phase} ${at}`}>
            <InstantButton at={at} /> <strong>{t(`phase.${phase}`)}</strong>{' '}
            <People figure={people} />{' '}
            <span className="label">
              {/* The script names itself in its reasons. */}
              {by === 'script' ? reason : `${by} ${reason}`}
            </span>
          </li>
        ))}
      </ol>
      <h3>{t('review.figures.zones')}</h3>
      <ZoneTable zones={zones} />
      <h3>{t('review.figures.hotSpots')}</h3>
      <HotSpotTable hotSpots={hotSpots} />
      <Definitions of={['asSeen', 'visits', 'minutes', 'personMinutes']} />
    </div>
  );
}

function Total({ name, figure }: { readonly name: string; readonly figure: FigureAt }) {
  const { format } = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{format.count(figure.value)}</strong>
      </dd>
      <dd className="label">
        <InstantButton at={figure.at} />
      </dd>
    </div>
  );
}

function People({ figure }: { readonly figure: FigureAt }) {
  const { t, format } = useWords();
  return (
    <span>
      {format.count(figure.value)}
      <span className="unit">{t('unit.people')}</span>
    </span>
  );
}

function ZoneTable({ zones }: { readonly zones: readonly ZoneReview[] }) {
  const { t, format, language } = useWords();
  return (
    <ul className="place-rows">
      {zones.map((zone) => (
        <li key={zone.zone}>
          <span className="alert-head">
            <TargetLink kind="zone" id={zone.zone}>
              {zone.name[language]}
            </TargetLink>
            <People figure={zone.peakPeople} />
            <InstantButton at={zone.peakPeople.at} />
            <span>
              {format.density(zone.peakDensityPerM2.value)}
              <span className="unit">{t('unit.perM2')}</span>
            </span>
          </span>
          <span className="label">
            {t('review.figures.minutesAbove', {
              thresholds: zone.thresholdsPerM2.map((value) => format.figure(value)).join(' / '),
              minutes: zone.minutesAbove.map((n) => format.figure(round(n))).join(' / '),
            })}{' '}
            ·{' '}
            {t('review.figures.worstAbove', {
              minutes: zone.minutesWorstAbove.map((n) => format.figure(round(n))).join(' / '),
            })}
          </span>
          <LevelShares minutes={zone.minutesAtLevel} personMinutes={zone.personMinutes} />
        </li>
      ))}
    </ul>
  );
}

function HotSpotTable({ hotSpots }: { readonly hotSpots: readonly HotSpotReview[] }) {
  const { t, format, language } = useWords();
  return (
    <ul className="place-rows">
      {hotSpots.map((hotSpot) => (
        <li key={hotSpot.hotSpot}>
          <span className="alert-head">
            <TargetLink kind="hotSpot" id={hotSpot.hotSpot}>
              {hotSpot.name[language]}
            </TargetLink>
            <People figure={hotSpot.peakPeople} />
            <InstantButton at={hotSpot.peakPeople.at} />
            <span className="unit">
              {t('unit.alert', { n: format.count(hotSpot.alertPeople) })}
            </span>
          </span>
          <span className="label">
            {t('review.figures.shareAbove', {
              thresholds: hotSpot.thresholdShares.map((share) => format.percent(share)).join(' / '),
              minutes: hotSpot.minutesAbove.map((n) => format.figure(round(n))).join(' / '),
            })}
          </span>
          <LevelShares minutes={hotSpot.minutesAtLevel} personMinutes={hotSpot.personMinutes} />
        </li>
      ))}
    </ul>
  );
}

interface LevelSharesProps {
  readonly minutes: MinutesByLevel;
  readonly personMinutes: MinutesByLevel;
}

/** Minutes at each level as a bar, with the minutes and person-minutes in figures. */
function LevelShares({ minutes, personMinutes }: LevelSharesProps) {
  const { t, format } = useWords();
  const all = LEVELS.reduce((sum, level) => sum + minutes[level], 0);
  return (
    <>
      <span className="level-shares" aria-hidden>
        {LEVELS.filter((level) => minutes[level] > 0).map((level) => (
          <span
            key={level}
            className={`share-${level}`}
            style={{ flexGrow: minutes[level] / Math.max(1e-9, all) }}
          />
        ))}
      </span>
      <span className="level-minutes">
        {LEVELS.filter((level) => minutes[level] > 0).map((level) => (
          <span key={level}>
            {t(`level.${level}`)} {format.figure(round(minutes[level]))}
            <span className="unit">{t('review.minutes')}</span> {format.count(personMinutes[level])}
            <span className="unit">{t('review.personMinutes')}</span>
          </span>
        ))}
      </span>
    </>
  );
}

function round(minutes: number): number {
  return Math.round(minutes * 10) / 10;
}

import type { ReactNode } from 'react';
import { UNIT_OLD_AFTER_MS } from '../map/layers/units.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import {
  allPlaces,
  areaEstimate,
  nearestLimit,
  placeLevel,
  placeName,
  worstPlace,
} from '../state/judgement.ts';
import { Age } from '../ui/age.tsx';
import { TrendArrow } from '../ui/trend-arrow.tsx';

/** Fewer people a minute than this is called steady. */
const STEADY_PER_MIN = 5;

/** The night in one row: now, where it is going, how high it was, where it is worst. */
export function KeyFigures() {
  const { t } = useWords();
  return (
    <section className="figures" aria-label={t('figures.label')}>
      <NowFigure />
      <TrendFigure />
      <PeakFigure />
      <PlainFigures />
      <WorstFigure />
      <TruthFigure />
      <LimitFigure />
      <AlertsFigure />
      <UnitsFigure />
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value?: string | undefined;
  readonly unit?: string;
  readonly note?: ReactNode;
  readonly kind?: string;
  /** In full what may be cut or is written in short. */
  readonly title?: string | undefined;
}

function Figure({ label, value, unit, note, kind = '', title }: FigureProps) {
  const { t } = useWords();
  const known = value !== undefined && value !== t('unit.unknown');
  return (
    <div className={`figure ${kind}`} title={title}>
      <span className="label">{label}</span>
      <span className="figure-value">
        {value ?? t('unit.unknown')}
        {unit && known && <span className="unit">{unit}</span>}
      </span>
      <span className="figure-note">{note}</span>
    </div>
  );
}

function NowFigure() {
  const { t, format } = useWords();
  const [people, sd] = useWorld(({ world }) => {
    const area = areaEstimate(world)?.area;
    return [area && format.count(area.people), format.count(area?.sd)];
  });
  const note = (
    <>
      {people && `${t('unit.plusMinus', { n: sd })} · `}
      <Age at={({ world }) => world.estimate?.issuedAt} />
      <Heard />
    </>
  );
  return (
    <Figure
      label={t('figures.now')}
      value={people}
      unit={t('unit.people')}
      note={note}
      kind="now"
    />
  );
}

/** Less than this share of the sensors having spoken, the estimate rests on guesses, and says so. */
const FEW_HEARD = 0.9;

/** In the first seconds of a session, and while feeds are missing: how many sensors have spoken at all. */
function Heard() {
  const { t, format } = useWords();
  const [heard, all] = useWorld(({ world: { sensors } }) => [
    sensors.filter(({ lastObservedAt }) => lastObservedAt !== undefined).length,
    sensors.length,
  ]);
  if (heard >= FEW_HEARD * all) return null;
  const counts = { n: format.count(heard), all: format.count(all) };
  return (
    <span className="warn" title={t('figures.heardWhy', counts)}>
      {' '}
      · {t('figures.heard', counts)}
    </span>
  );
}

function TrendFigure() {
  const { t, format } = useWords();
  const [text, turn] = useWorld(({ world }) => {
    const trend = areaEstimate(world)?.trendPerMin;
    if (trend === undefined) return [undefined, undefined];
    const steady = Math.abs(trend) < STEADY_PER_MIN;
    return [format.signed(trend), steady ? 'steady' : trend > 0 ? 'rising' : 'falling'] as const;
  });
  const note = turn && (
    <>
      <TrendArrow turn={turn} /> {t(`figures.${turn}`)}
    </>
  );
  return <Figure label={t('figures.trend')} value={text} unit={t('unit.perMin')} note={note} />;
}

function PeakFigure() {
  const { t, format } = useWords();
  const [people, at] = useWorld(({ world }) => {
    const peak = areaEstimate(world)?.peak;
    return [peak && format.count(peak.people), format.minute(peak?.at)];
  });
  const note = people && t('figures.peakAt', { time: at });
  return <Figure label={t('figures.peak')} value={people} unit={t('unit.people')} note={note} />;
}

function PlainFigures() {
  const { t, format } = useWords();
  const [visits, visitsSd, outside, outsideSd] = useWorld(({ world }) => {
    const estimate = areaEstimate(world);
    return [
      estimate && format.count(estimate.visits.people),
      format.count(estimate?.visits.sd),
      estimate && format.count(estimate.outside.people),
      format.count(estimate?.outside.sd),
    ];
  });
  const band = (value: string | undefined, sd: string) => value && t('unit.plusMinus', { n: sd });
  return (
    <>
      <Figure
        label={t('figures.visits')}
        value={visits}
        unit={t('unit.people')}
        note={band(visits, visitsSd)}
      />
      <Figure
        label={t('figures.outside')}
        value={outside}
        unit={t('unit.people')}
        note={band(outside, outsideSd)}
      />
    </>
  );
}

function WorstFigure() {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const [id, density] = useWorld(({ world, now }) => {
    const worst = worstPlace(seat.facts, world, now);
    return [worst?.id, worst && format.density(worst.densityPerM2)];
  });
  const name = id && placeName(seat.facts, id, language);
  return (
    <Figure
      label={t('figures.worst')}
      value={density}
      unit={t('unit.perM2')}
      note={name}
      title={name}
      kind="worst"
    />
  );
}

/** How near the fullest place is to what it may hold: its capacity, or the alert value of a hot-spot. */
function LimitFigure() {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const [id, share] = useWorld(({ world, now }) => {
    const nearest = nearestLimit(seat.facts, world, now);
    return [nearest?.id, nearest && format.percent(nearest.share)];
  });
  const name = id && placeName(seat.facts, id, language);
  return (
    <Figure
      label={t('figures.limit')}
      value={share}
      unit={t('unit.percent')}
      note={name}
      title={name}
      kind="limit"
    />
  );
}

/** How many places stand at red, orange and yellow, and how much of the data itself is in doubt. */
function AlertsFigure() {
  const seat = useSeat();
  const { t, format } = useWords();
  const [counts, data] = useWorld(({ world, now }) => {
    const levels = allPlaces(seat.facts).map((place) => placeLevel(world, now, place));
    const count = (level: string) => format.count(levels.filter((each) => each === level).length);
    return [
      [count('red'), count('orange'), count('yellow')].join(' / '),
      format.count(Object.keys(world.dataQuality).length),
    ];
  });
  return (
    <Figure
      label={t('figures.alerts')}
      title={t('figures.alertsWhy')}
      value={counts}
      note={t('figures.dataAlerts', { n: data })}
    />
  );
}

/** Only where ground truth reaches this seat: planner and controller of a rehearsal. */
function TruthFigure() {
  const { t, format } = useWords();
  const [error, truth] = useWorld(({ world }) => {
    const people = world.truth?.areaPeople;
    const estimate = areaEstimate(world)?.area.people;
    if (people === undefined || estimate === undefined) return [undefined, undefined];
    const share = people === 0 ? undefined : (estimate - people) / people;
    return [format.signedPercent(share), format.count(people)];
  });
  if (truth === undefined) return null;
  return (
    <div className="figure truth" title={t('figures.truthNote')}>
      <span className="label">{t('figures.truth')}</span>
      <span className="figure-value">
        {error}
        <span className="unit">{t('unit.percent')}</span>
      </span>
      <span className="figure-note">{t('figures.truthValue', { people: truth })}</span>
    </div>
  );
}

function UnitsFigure() {
  const { t, format } = useWords();
  const text = useWorld(({ world, now }) => {
    // Who has been silent for long may be anywhere, and busy.
    const units = Object.values(world.units).filter(
      ({ observedAt }) => now - observedAt <= UNIT_OLD_AFTER_MS,
    );
    if (units.length === 0) return undefined;
    const free = units.filter(({ status }) => status === 'free').length;
    const busy = units.filter(({ status }) => status === 'busy').length;
    return `${format.count(free)} / ${format.count(busy)}`;
  });
  return <Figure label={t('figures.units')} value={text} />;
}

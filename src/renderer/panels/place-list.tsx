import { useEffect, useRef } from 'react';
import { RINGS, type RingName } from '../../domain/site/site.ts';
import { select } from '../commands/commands.ts';
import { WarningButton } from '../commands/warning-button.tsx';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import {
  areaEstimate,
  isStale,
  limitOf,
  ownPlaceName,
  placeFigures,
  placeLevel,
  type RankedPlace,
  reasonWords,
} from '../state/judgement.ts';
import { placeKey, placeOfKey } from '../state/place-key.ts';
import { Age } from '../ui/age.tsx';
import { Bar } from '../ui/bar.tsx';
import { LevelMark } from '../ui/level-mark.tsx';
import { LEVEL_RANK, type ShownLevel } from '../ui/level-shapes.ts';
import { Sparkline, Sparklines } from './timeline/sparkline.tsx';

/** Zones and hot-spots, worst first. */
export function PlaceList() {
  const seat = useSeat();
  const { t } = useWords();
  const keys = useWorld(({ world, now }) => seat.places.ranked(world, now).map(placeKey));
  return (
    <section className="left-panel" aria-label={t('places.title')}>
      <header className="panel-head">
        <h2>{t('places.title')}</h2>
        <span className="label">{t('places.order')}</span>
      </header>
      <Rings />
      {keys.length === 0 && <p className="empty">{t('places.empty')}</p>}
      <Sparklines>
        <ol className="place-list">
          {keys.map((key) => (
            <PlaceRow key={key} place={placeOfKey(seat.facts, key)} />
          ))}
        </ol>
      </Sparklines>
    </section>
  );
}

function Rings() {
  const { t } = useWords();
  return (
    <ul className="rings" aria-label={t('places.rings')}>
      {RINGS.map((ring) => (
        <RingChip key={ring} ring={ring} />
      ))}
    </ul>
  );
}

/** A ring has the people of its leaves and is as red as its worst one. */
function RingChip({ ring }: { readonly ring: RingName }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const [people, level] = useWorld(({ world, now }) => {
    let sum: number | undefined;
    const estimate = areaEstimate(world);
    let worst: ShownLevel | undefined;
    seat.facts.ground.leaves.forEach((leaf, index) => {
      if (leaf.ring !== ring) return;
      const known = estimate?.zones[index]?.people;
      if (known !== undefined) sum = (sum ?? 0) + known;
      const each = placeLevel(world, now, { kind: 'zone', id: leaf.id, index });
      if (!worst || LEVEL_RANK[each] > LEVEL_RANK[worst]) worst = each;
    });
    return [format.count(sum), worst ?? 'unknown'] as const;
  });
  return (
    <li className={`ring ring-${ring}`}>
      <LevelMark level={level} />
      <span className="label">{t(`ring.${ring}`)}</span>
      <strong>{people}</strong>
    </li>
  );
}

function PlaceRow({ place }: { readonly place: RankedPlace }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const ref = useRef<HTMLLIElement>(null);
  const selected = useUi(
    ({ selection }) => selection?.kind === place.kind && selection.id === place.id,
  );
  useEffect(() => {
    if (selected) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const [level, stale, reason] = useWorld(({ world, now }) => [
    placeLevel(world, now, place),
    isStale(now, placeFigures(world, place)?.supportAt),
    reasonWords(world.levels[place.id]?.reason, seat.facts, t, format, language),
  ]);
  // What fills the bar.
  const full = limitOf(seat.facts, place);
  const [people, sd, density, share, sdShare] = useWorld(({ world }) => {
    const known = placeFigures(world, place);
    const part = (value: number | undefined) =>
      value === undefined || full <= 0 ? undefined : Math.round((value / full) * 200) / 200;
    return [
      format.count(known?.people),
      format.count(known?.sd),
      format.density(known?.densityPerM2),
      part(known?.people),
      part(known?.sd),
    ];
  });
  return (
    <li ref={ref} className={`place place-${level}${stale ? ' stale' : ''}`}>
      <button
        type="button"
        aria-pressed={selected}
        onClick={() => select(seat, { kind: place.kind, id: place.id })}
      >
        <span className="place-head">
          <LevelMark level={level} of={place.id} />
          <span className="place-name">{ownPlaceName(seat.facts, place.id, language)}</span>
          <span className="place-people">
            {people}
            <span className="unit">{t('unit.plusMinus', { n: sd })}</span>
          </span>
        </span>
        <span className="place-bar">
          <Bar share={share} sdShare={sdShare} level={level} stale={stale} />
          {place.kind === 'zone' && <Sparkline id={place.id} full={full} />}
        </span>
        <span className="place-figures">
          <span>
            {density} <span className="unit">{t('unit.perM2')}</span>
          </span>
          {place.kind === 'zone' ? <ZoneFlow index={place.index} /> : <AlertValue full={full} />}
          <Age at={({ world }) => placeFigures(world, place)?.supportAt} />
        </span>
        <span className="place-reason">{reason}</span>
      </button>
      <WarningButton kind={place.kind} id={place.id} />
    </li>
  );
}

function ZoneFlow({ index }: { readonly index: number }) {
  const { t, format } = useWords();
  const [inPerMin, outPerMin] = useWorld(({ world }) => {
    const zone = world.estimate?.zones[index];
    return [format.count(zone?.inPerMin), format.count(zone?.outPerMin)];
  });
  return (
    <span>
      <span className="unit">{t('unit.in')}</span> {inPerMin}{' '}
      <span className="unit">{t('unit.out')}</span> {outPerMin}{' '}
      <span className="unit">{t('unit.perMin')}</span>
    </span>
  );
}

function AlertValue({ full }: { readonly full: number }) {
  const { t, format } = useWords();
  return (
    <span>
      <span className="tag">{t('places.hotSpot')}</span>
      <span className="unit">{t('unit.alert', { n: format.count(full) })}</span>
    </span>
  );
}

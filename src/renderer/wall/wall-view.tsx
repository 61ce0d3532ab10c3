import { useEffect, useRef } from 'react';
import { KeyFigures } from '../panels/key-figures.tsx';
import { MapPane } from '../panels/map-pane.tsx';
import { TopBar } from '../panels/top-bar.tsx';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { isStale, ownPlaceName, placeFigures, placeLevel } from '../state/judgement.ts';
import { placeKey, placeOfKey } from '../state/place-key.ts';
import { LevelMark } from '../ui/level-mark.tsx';

/** The wall is drawn for a screen of this width; others show the same, larger or smaller. */
const DRAWN_FOR_PX = 1920;
/** Places that can be read from five metres beside a map. */
const WORST = 8;

/** The picture for the whole tent: mode, time, figures, map and the worst places; nothing to operate. */
export function WallView() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scale = () => {
      ref.current?.style.setProperty('--wall', `${window.innerWidth / DRAWN_FOR_PX}`);
    };
    scale();
    window.addEventListener('resize', scale);
    return () => window.removeEventListener('resize', scale);
  }, []);
  return (
    <div className="wall" ref={ref}>
      <TopBar />
      <KeyFigures />
      <main className="wall-body">
        <MapPane />
        <WorstPlaces />
      </main>
    </div>
  );
}

function WorstPlaces() {
  const seat = useSeat();
  const { t } = useWords();
  const ids = useWorld(({ world, now }) =>
    seat.places.ranked(world, now).slice(0, WORST).map(placeKey),
  );
  return (
    <section className="wall-places" aria-label={t('places.title')}>
      <h2>{t('places.order')}</h2>
      <ol>
        {ids.map((key) => (
          <WorstPlace key={key} of={key} />
        ))}
      </ol>
    </section>
  );
}

function WorstPlace({ of }: { readonly of: string }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const place = placeOfKey(seat.facts, of);
  const [level, stale, people, sd, density] = useWorld(({ world, now }) => {
    const known = placeFigures(world, place);
    return [
      placeLevel(world, now, place),
      isStale(now, known?.supportAt),
      format.count(known?.people),
      format.count(known?.sd),
      format.density(known?.densityPerM2),
    ] as const;
  });
  return (
    <li className={`wall-place place-${level}${stale ? ' stale' : ''}`}>
      <LevelMark level={level} of={place.id} />
      <strong>
        {ownPlaceName(seat.facts, place.id, language)}
        {/* Zones and hot-spots may have one name: a square, and the spot on it where it gets tight. */}
        {place.kind === 'hotSpot' && <span className="tag">{t('places.hotSpot')}</span>}
      </strong>
      <span>
        {people} <span className="unit">{t('unit.plusMinus', { n: sd })}</span>
      </span>
      <span>
        {density} <span className="unit">{t('unit.perM2')}</span>
      </span>
    </li>
  );
}

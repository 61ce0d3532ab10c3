import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { CommandKey } from '../commands/command-key.tsx';
import { runCommand } from '../commands/commands.ts';
import { HistoryCard } from '../review/history-card.tsx';
import { PaneCaption } from '../review/pane-caption.tsx';
import { type MapControl, useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { HoverCard } from './hover-card.tsx';
import { LayerMenu } from './layer-menu.tsx';
import { Legend } from './legend.tsx';
import { MeasureCard } from './measure-card.tsx';

/** The frame around the map, which lives outside React and is only put in place here. */
export function MapPane() {
  const seat = useSeat();
  const { t } = useWords();
  const ref = useRef<HTMLDivElement>(null);
  const picture = usePicture(seat.map);
  const element = picture?.element;
  useLayoutEffect(() => {
    if (element) ref.current?.prepend(element);
    return () => element?.remove();
  }, [element]);
  const lost = useWorld((state) => state.link.kind === 'lost');
  return (
    <div className={lost ? 'map-pane lost' : 'map-pane'}>
      <div className="map-frame" ref={ref}>
        {!element && <p className="empty no-map">{t('app.noMap')}</p>}
        {picture?.isLost && (
          <p className="map-lost" role="alert">
            {t('map.pictureLost')}
          </p>
        )}
        <MapButtons />
        <HoverCard />
        <MeasureCard />
        <HistoryCard />
        <PaneCaption />
        <Attribution />
      </div>
      <Legend />
    </div>
  );
}

const NEVER = () => () => {};

/** The map's part of the page, which is another after the map was built anew. */
function usePicture(map: MapControl | undefined) {
  return useSyncExternalStore(map?.onPicture ?? NEVER, () => map?.picture());
}

/** Whose work the map is: the site's, and that of every imported map on show. */
function Attribution() {
  const seat = useSeat();
  const hidden = useUi((state) => state.hiddenMaps);
  const owners = useWorld(({ world }) => [
    seat.facts.site.attribution,
    ...Object.values(world.mapLayers)
      .filter(({ id }) => !hidden.includes(id))
      .flatMap(({ attribution }) => attribution ?? []),
  ]);
  return <span className="attribution">{[...new Set(owners)].join(' · ')}</span>;
}

function MapButtons() {
  const seat = useSeat();
  const { t } = useWords();
  const open = useUi((state) => state.layersOpen);
  const measuring = useUi((state) => state.measuring !== undefined);
  return (
    <div className="map-buttons">
      <button type="button" aria-label={t('map.zoomIn')} onClick={() => seat.map?.zoomBy(1)}>
        +
      </button>
      <button type="button" aria-label={t('map.zoomOut')} onClick={() => seat.map?.zoomBy(-1)}>
        −
      </button>
      <button type="button" onClick={() => runCommand(seat, 'fit')}>
        {t('map.fit')} <CommandKey id="fit" />
      </button>
      <button type="button" aria-pressed={measuring} onClick={() => runCommand(seat, 'measure')}>
        {t('map.measure')} <CommandKey id="measure" />
      </button>
      <button type="button" aria-expanded={open} onClick={() => runCommand(seat, 'layers')}>
        {t('map.layers')} <CommandKey id="layers" />
      </button>
      {open && <LayerMenu />}
    </div>
  );
}

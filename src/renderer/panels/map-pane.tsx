import { useLayoutEffect, useRef } from 'react';
import { CommandKey } from '../commands/command-key.tsx';
import { runCommand } from '../commands/commands.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { HoverCard } from './hover-card.tsx';
import { LayerMenu } from './layer-menu.tsx';
import { Legend } from './legend.tsx';

/** The frame around the map, which lives outside React and is only put in place here. */
export function MapPane() {
  const seat = useSeat();
  const { t } = useWords();
  const ref = useRef<HTMLDivElement>(null);
  const element = seat.map?.element;
  useLayoutEffect(() => {
    if (element) ref.current?.prepend(element);
    return () => element?.remove();
  }, [element]);
  const lost = useWorld((state) => state.link.kind === 'lost');
  return (
    <div className={lost ? 'map-pane lost' : 'map-pane'} ref={ref}>
      {!element && <p className="empty no-map">{t('app.noMap')}</p>}
      <MapButtons />
      <Legend />
      <HoverCard />
      <span className="attribution">{seat.facts.site.attribution}</span>
    </div>
  );
}

function MapButtons() {
  const seat = useSeat();
  const { t } = useWords();
  const open = useUi((state) => state.layersOpen);
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
      <button type="button" aria-expanded={open} onClick={() => runCommand(seat, 'layers')}>
        {t('map.layers')} <CommandKey id="layers" />
      </button>
      {open && <LayerMenu />}
    </div>
  );
}

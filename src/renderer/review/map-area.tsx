import { useContext } from 'react';
import { MapPane } from '../panels/map-pane.tsx';
import { BesideContext, SeatContext } from '../seat.ts';

/** The map; while something stands beside it, both, half and half. */
export function MapArea() {
  const beside = useContext(BesideContext);
  return (
    <div className={beside ? 'map-area two' : 'map-area'}>
      <MapPane />
      {beside && (
        <SeatContext value={beside}>
          <MapPane />
        </SeatContext>
      )}
    </div>
  );
}

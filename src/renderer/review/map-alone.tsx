import { useEffect } from 'react';
import { MapPane } from '../panels/map-pane.tsx';
import { useSeat } from '../seat.ts';

/** Looked at this often; a picture that stands still for some looks is finished. */
const LOOK_MS = 100;
const STILL_LOOKS = 6;

/**
 * The map and nothing else, for the pictures of a report. `data-drawn` of the page is the instant of the density that
 * is drawn, as soon as it stands still; `none` where no map can be drawn at all.
 */
export function MapAlone() {
  const { frames, map } = useSeat();
  useEffect(() => {
    if (!map) {
      document.documentElement.dataset.drawn = 'none';
      return undefined;
    }
    let last: number | undefined;
    let looks = 0;
    const timer = setInterval(() => {
      const shown = frames.shownAt();
      looks = shown !== undefined && shown === last ? looks + 1 : 0;
      last = shown;
      const { dataset } = document.documentElement;
      if (looks >= STILL_LOOKS) dataset.drawn = `${shown}`;
      else delete dataset.drawn;
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [frames, map]);
  return (
    <div className="map-alone">
      <MapPane />
    </div>
  );
}

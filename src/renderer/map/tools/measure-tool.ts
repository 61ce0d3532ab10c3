import type { Map as MapLibreMap } from 'maplibre-gl';
import type { SiteFacts } from '../../state/site-facts.ts';
import type { UiStore } from '../../state/ui-store.ts';
import { addPoint } from './measure.ts';

/** Clicks within this many pixels of the first point close the area. */
const CLOSE_PX = 12;

interface MeasureToolOptions {
  readonly facts: SiteFacts;
  readonly ui: UiStore;
  readonly metresPerPixel: () => number;
}

/** While something is measured, clicks on the map are its points. The result parts it from the store. */
export function measureTool(map: MapLibreMap, options: MeasureToolOptions): () => void {
  const { facts, ui, metresPerPixel } = options;
  map.on('click', ({ lngLat }) => {
    const { measuring } = ui.getState();
    if (!measuring) return;
    const reachM = CLOSE_PX * metresPerPixel();
    ui.setState({ measuring: addPoint(facts, measuring, [lngLat.lng, lngLat.lat], reachM) });
  });
  const prepare = (isMeasuring: boolean) => {
    map.getCanvas().style.cursor = isMeasuring ? 'crosshair' : '';
    // Two points in quick succession are no wish to come closer.
    if (isMeasuring) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
  };
  // A map that was built anew may find somebody measuring.
  if (ui.getState().measuring) prepare(true);
  return ui.subscribe(({ measuring }, before) => {
    const isMeasuring = measuring !== undefined;
    if (isMeasuring !== (before.measuring !== undefined)) prepare(isMeasuring);
  });
}

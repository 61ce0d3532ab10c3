import { type GeoJSONSource, Map as MapLibreMap, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { LonLat, Millis } from '../../domain/base/quantity.ts';
import type { Site } from '../../domain/site/site.ts';
import type { Language } from '../i18n/language.ts';
import { wordsOf } from '../i18n/translate.ts';
import type { MapView } from '../seat.ts';
import type { LayerName } from '../state/ui-store.ts';
import { baseStyle, NAME_LAYERS, nameField, pixelsPerMetre } from './base-style.ts';
import { checkpointNumbers } from './layers/checkpoint-numbers.ts';
import { checkpointGates, checkpointMarks, pendingOrders } from './layers/checkpoints.ts';
import { droneTasks } from './layers/drone-tasks.ts';
import { drones, droneTrails } from './layers/drones.ts';
import { flow } from './layers/flow.ts';
import { contextAreas, contextMarks } from './layers/marks.ts';
import { measure } from './layers/measure.ts';
import { loudMarks, placeLabels } from './layers/place-labels.ts';
import { plan } from './layers/plan.ts';
import { runMarks } from './layers/run-marks.ts';
import { selection } from './layers/selection.ts';
import { sensors } from './layers/sensors.ts';
import { TRACK_POINT_LAYER, track } from './layers/track.ts';
import { units } from './layers/units.ts';
import { hotSpotOutlines, zoneOutlines } from './layers/zones.ts';
import { collection, type LiveLayer, type MapState } from './live-layer.ts';
import { addMarks } from './marks.ts';

/** From the ground up. */
const LIVE_LAYERS: readonly LiveLayer[] = [
  contextAreas,
  hotSpotOutlines,
  zoneOutlines,
  sensors,
  checkpointGates,
  droneTrails,
  plan,
  contextMarks,
  units,
  selection,
  // Below the flow, whose two-way marks have their place first: a number goes round them.
  checkpointNumbers,
  flow,
  placeLabels,
  track,
  droneTasks,
  drones,
  pendingOrders,
  checkpointMarks,
  loudMarks,
  runMarks,
  measure,
];

/** The map of a site, made once and kept outside React's tree. */
export interface MapHost {
  /** The element to put into the page. */
  readonly element: HTMLElement;
  readonly map: MapLibreMap;
  /** Resolves when layers may be added. */
  readonly ready: Promise<void>;
  /** Writes what has changed; call at most four times a second. */
  draw(state: MapState, layers: Readonly<Record<LayerName, boolean>>): void;
  setLanguage(language: Language): void;
  /** Shows the whole site; glides there, unless told to take no time. */
  fit(options?: { readonly duration: 0 }): void;
  /** Whether it shows the whole site and nobody has moved it since. */
  isWhole(): boolean;
  goTo(at: LonLat): void;
  metresPerPixel(): number;
  /** The instant of the track's point under a place of the screen. */
  trackPointAt(point: { readonly x: number; readonly y: number }): Millis | undefined;
}

setWorkerUrl(workerUrl);

/** Makes the map on a view, or on the whole site where none is given; throws where the browser has no WebGL2. */
export function createMapHost(site: Site, language: Language, view?: MapView): MapHost {
  const element = document.createElement('div');
  element.className = 'map-host';
  const bounds = siteBounds(site);
  const map = new MapLibreMap({
    container: element,
    style: baseStyle(site, language),
    ...(view ? placed(view) : { bounds, fitBoundsOptions: FIT }),
    attributionControl: false,
    // Labels change with every count: fading would keep the map drawing for ever.
    fadeDuration: 0,
    maxZoom: 20,
    minZoom: 12,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    refreshExpiredTiles: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
  const ready = new Promise<void>((resolve) => {
    map.once('style.load', () => {
      addMarks(map);
      for (const layer of LIVE_LAYERS) addLiveLayer(map, layer);
      nameCanvas(map, language);
      // The density finds its place between the layers only while no source is being loaded.
      map.once('idle', () => resolve());
    });
  });
  const showWhole = (options?: { readonly duration: 0 }) => {
    const room = element.closest('.wall') ? WALL_FIT : FIT;
    map.fitBounds(bounds, { ...room, ...options }, FITTED);
  };
  // Where the map came to rest when it last showed the whole site.
  let whole: View | undefined;
  map.on('moveend', (event) => {
    if ('fitted' in event) whole = viewOf(map);
  });
  // The map is made before it has its place in the page, and learns its true size there. From then on the site fills
  // its place, whatever size that takes, until somebody moves the map: then it stays where it was put.
  const isWhole = () => (whole === undefined ? view === undefined : isSameView(whole, viewOf(map)));
  map.on('resize', () => {
    if (isWhole()) showWhole({ duration: 0 });
  });
  const written = new Map<string, string>();
  const shown = new Map<string, boolean>();

  return {
    element,
    map,
    ready,
    draw: (state, layers) => {
      const turnLabelsAtLon = map.unproject([element.clientWidth - LABEL_PX, 0]).lng;
      for (const live of LIVE_LAYERS) {
        const visible = live.switch === undefined || layers[live.switch];
        if (shown.get(live.source) !== visible) showLayer(map, live, visible);
        shown.set(live.source, visible);
        if (visible) write(map, live, { ...state, turnLabelsAtLon }, written);
      }
    },
    setLanguage: (next) => {
      for (const id of NAME_LAYERS) map.setLayoutProperty(id, 'text-field', nameField(next));
      nameCanvas(map, next);
    },
    fit: showWhole,
    isWhole,
    goTo: ([lon, lat]) => {
      map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 16.6), duration: 500 });
    },
    trackPointAt: ({ x, y }) => {
      if (!map.getLayer(TRACK_POINT_LAYER)) return undefined;
      const box: [[number, number], [number, number]] = [
        [x - TRACK_REACH_PX, y - TRACK_REACH_PX],
        [x + TRACK_REACH_PX, y + TRACK_REACH_PX],
      ];
      const [found] = map.queryRenderedFeatures(box, { layers: [TRACK_POINT_LAYER] });
      return typeof found?.properties.at === 'number' ? found.properties.at : undefined;
    },
    metresPerPixel: () => 1 / pixelsPerMetre(map.getZoom(), site.origin[1]),
  };
}

/** Room for the buttons above, the scale below, and names at the sides. */
const FIT = { padding: { top: 64, right: 28, bottom: 36, left: 28 }, duration: 500 };

/** A wall has no buttons. */
const WALL_FIT = { ...FIT, padding: { top: 20, right: 28, bottom: 28, left: 28 } };

/** Marks the moves of the map that show the whole site. */
const FITTED = { fitted: true };

/** Room for the longest label right of a mark. */
const LABEL_PX = 140;

/** So near a click must be to a point of the track. */
const TRACK_REACH_PX = 6;

interface View {
  readonly lng: number;
  readonly lat: number;
  readonly zoom: number;
}

function placed({ centre: [lng, lat], zoom }: MapView) {
  return { center: { lng, lat }, zoom };
}

function viewOf(map: MapLibreMap): View {
  const { lng, lat } = map.getCenter();
  return { lng, lat, zoom: map.getZoom() };
}

/** Whether two views are one, but for rounding: far less than a pixel at the nearest zoom. */
function isSameView(a: View, b: View): boolean {
  const isNear = (one: number, other: number) => Math.abs(one - other) < 1e-8;
  return isNear(a.lng, b.lng) && isNear(a.lat, b.lat) && isNear(a.zoom, b.zoom);
}

function addLiveLayer(map: MapLibreMap, live: LiveLayer): void {
  map.addSource(live.source, { type: 'geojson', data: collection([]) });
  for (const layer of live.layers) map.addLayer(layer);
}

function showLayer(map: MapLibreMap, live: LiveLayer, visible: boolean): void {
  for (const { id } of live.layers) {
    map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none');
  }
}

/** Hands features to the map only when they differ: each write costs a redraw. */
function write(
  map: MapLibreMap,
  live: LiveLayer,
  state: MapState,
  written: Map<string, string>,
): void {
  const data = collection(live.features(state));
  const text = JSON.stringify(data);
  if (written.get(live.source) === text) return;
  written.set(live.source, text);
  void map.getSource<GeoJSONSource>(live.source)?.setData(data);
}

function nameCanvas(map: MapLibreMap, language: Language): void {
  map.getCanvas().setAttribute('aria-label', wordsOf(language)('map.label'));
}

/** The box around the zones, and around everything drawn where there are none. */
function siteBounds(site: Site): [[number, number], [number, number]] {
  const zones = site.zones.flatMap((zone) => zone.polygon?.flat() ?? []);
  const positions = zones.length > 0 ? zones : site.streets.flatMap(({ line }) => line);
  const lons = positions.map(([lon]) => lon);
  const lats = positions.map(([, lat]) => lat);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}

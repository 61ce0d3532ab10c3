import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Millis } from '../../domain/base/quantity.ts';
import type { MapActions, MapView, Seat, Track } from '../seat.ts';
import type { Bodies } from '../state/bodies.ts';
import type { Flusher } from '../state/flusher.ts';
import type { Frames } from '../state/frames.ts';
import type { RunMark } from '../state/run-mark.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import { type Hover, sameTarget, type UiStore } from '../state/ui-store.ts';
import type { WorldStore } from '../state/world-store.ts';
import { densityOverlay } from './density-overlay.ts';
import { importedLayers } from './layers/imported-layers.ts';
import { createMapHost } from './map-host.ts';
import { pick, targetAt } from './pick.ts';
import { runMapOverlay } from './run-map-overlay.ts';
import { measureTool } from './tools/measure-tool.ts';

export interface LiveMapOptions {
  readonly facts: SiteFacts;
  readonly worldStore: WorldStore;
  readonly ui: UiStore;
  readonly frames: Frames;
  readonly bodies: Bodies;
  readonly flusher: Flusher;
  /** What it shows to begin with; undefined: the whole site. */
  readonly view: MapView | undefined;
  /** Asks the hub. */
  readonly call: Seat['call'];
  /** The browser has lost what was drawn: the map is of no use any more and is to be removed at once. */
  onLost(): void;
  /** After a loss: the browser can draw again. */
  onRestored(): void;
}

/** A map that is joined to the stores of its seat. */
export interface LiveMap {
  readonly element: HTMLElement;
  readonly control: MapActions;
  /** Resolves when everything stands on it. */
  readonly ready: Promise<void>;
  /** What somebody moved it to; undefined while it shows the whole site. */
  movedTo(): MapView | undefined;
  /** Parts it from the stores and frees what it holds. */
  remove(): void;
}

/** Joins the map to the stores: what changes is drawn, what is pointed at is told. Throws without WebGL2. */
export function liveMap(options: LiveMapOptions): LiveMap {
  const { facts, worldStore, ui, frames, bodies, flusher } = options;
  const host = createMapHost(facts.site, ui.getState().language, options.view);
  const { map } = host;
  const drawRunMap = runMapOverlay(map, facts);
  let isRemoved = false;
  let isLost = false;
  let drawMarks = () => {};
  let removeDensity = () => {};
  let stopAsking = () => {};
  let track: Track | undefined;
  let runMarks: readonly RunMark[] | undefined;
  let onTrackPoint = (_at: Millis) => {};

  const ready = host.ready.then(
    () => {
      if (isRemoved) return;
      const density = densityOverlay(map, facts, { frames, bodies });
      const imports = importedLayers(map, options.call);
      removeDensity = density.remove;
      stopAsking = worldStore.store.subscribe(({ link }, before) => {
        if (link.kind === 'live' && before.link.kind === 'lost') imports.askAgain();
      });
      drawMarks = () => {
        const { world, now } = worldStore.store.getState();
        if (!world) return;
        const { language, selection, measuring, layers, hiddenMaps } = ui.getState();
        host.draw({ facts, world, now, language, selection, measuring, track, runMarks }, layers);
        imports.show(world.mapLayers, hiddenMaps, language);
        density.setVisible(layers.density);
        density.setBodies(layers.agents);
        density.setIsolines(layers.isolines);
        density.setNow(now);
      };
      drawMarks();
      // Labels stand on the side that is on the map.
      map.on('moveend', flusher.request);
    },
    () => {},
  );
  const stopWorld = worldStore.store.subscribe(() => drawMarks());
  const stopUi = ui.subscribe((state, before) => {
    if (state.language !== before.language) host.setLanguage(state.language);
    if (state.selection !== before.selection) drawMarks();
    if (state.measuring !== before.measuring) drawMarks();
    if (state.layers !== before.layers || state.language !== before.language) drawMarks();
    if (state.hiddenMaps !== before.hiddenMaps) drawMarks();
  });

  const stopMeasuring = measureTool(map, {
    facts,
    ui,
    metresPerPixel: host.metresPerPixel,
  });

  const hoverAt = (lon: number, lat: number): Hover | undefined => {
    const { world } = worldStore.store.getState();
    const { layers, measuring } = ui.getState();
    // A card would hide what is being measured.
    if (!world || measuring) return undefined;
    return pick({ facts, world, layers, at: [lon, lat], metresPerPixel: host.metresPerPixel() });
  };

  let hover: Hover | undefined;
  const stopFlush = flusher.onFlush(() => {
    const shown = ui.getState().hover;
    const same = hover?.cell === shown?.cell && sameTarget(hover?.target, shown?.target);
    if (!same || (hover === undefined) !== (shown === undefined)) ui.setState({ hover });
  });
  map.on('mousemove', ({ lngLat, point }) => {
    hover = hoverAt(lngLat.lng, lngLat.lat);
    if (!ui.getState().measuring) map.getCanvas().style.cursor = hover?.target ? 'pointer' : '';
    placeCard(host.element, point.x, point.y);
    flusher.request();
  });
  // Nobody moves the map of a wall: it shows the whole site at any size.
  map.on('resize', () => {
    sharpen(map, host.element);
    if (ui.getState().layout === 'wall') host.fit({ duration: 0 });
  });
  // MapLibre builds its own layers anew after a loss, but neither deck.gl's nor the textures of the density; and until
  // then it throws at whoever writes to it. So a map that was lost is given up, and another made in its place.
  map.on('webglcontextlost', () => {
    isLost = true;
    map.getCanvas().addEventListener(
      'webglcontextrestored',
      (event) => {
        event.stopImmediatePropagation();
        options.onRestored();
      },
      { capture: true, once: true },
    );
    options.onLost();
  });
  map.on('mouseout', () => {
    hover = undefined;
    flusher.request();
  });
  map.on('click', ({ lngLat, point }) => {
    if (ui.getState().measuring) return;
    const at = host.trackPointAt(point);
    if (at !== undefined) {
      onTrackPoint(at);
      return;
    }
    const target = hoverAt(lngLat.lng, lngLat.lat)?.target;
    ui.setState({
      selection: target,
      ...(target?.kind === 'checkpoint' ? { tab: 'checkpoints' as const } : {}),
      ...(target?.kind === 'drone' ? { tab: 'drones' as const } : {}),
    });
  });

  const control: MapActions = {
    fit: () => host.fit(),
    zoomBy: (steps) => {
      map.zoomTo(map.getZoom() + steps, { duration: 200 });
    },
    centre: () => {
      const { lng, lat } = map.getCenter();
      return [lng, lat];
    },
    goTo: (target) => {
      const { world } = worldStore.store.getState();
      const at = world && targetAt(facts, world, target);
      if (at) host.goTo(at);
    },
    fitTo: ([[west, south], [east, north]]) => {
      map.fitBounds([west, south, east, north], { padding: 80, maxZoom: 18, duration: 500 });
    },
    drawRunMap: (shown) => {
      host.ready.then(
        () => {
          if (!isRemoved) drawRunMap(shown);
        },
        () => {},
      );
    },
    drawRunMarks: (shown) => {
      runMarks = shown;
      drawMarks();
    },
    view: () => {
      const { lng, lat } = map.getCenter();
      return { centre: [lng, lat], zoom: map.getZoom() };
    },
    show: ({ centre: [lng, lat], zoom }) => {
      map.jumpTo({ center: [lng, lat], zoom }, LED);
    },
    onMove: (listener) => {
      const told = (event: object) => {
        if (!('led' in event)) listener(control.view());
      };
      map.on('move', told);
      return () => map.off('move', told);
    },
    drawTrack: (next, onPoint) => {
      track = next;
      onTrackPoint = onPoint;
      drawMarks();
    },
  };
  return {
    element: host.element,
    control,
    ready,
    movedTo: () => (host.isWhole() ? undefined : control.view()),
    remove: () => {
      if (isRemoved) return;
      isRemoved = true;
      drawMarks = () => {};
      stopWorld();
      stopAsking();
      stopMeasuring();
      stopUi();
      stopFlush();
      if (isLost) {
        attempt(removeDensity);
        attempt(() => map.remove());
        return;
      }
      removeDensity();
      map.remove();
    },
  };
}

/** Frees what is left of a map whose context is lost: what it stumbles over is gone already. */
function attempt(free: () => void): void {
  try {
    free();
  } catch {
    // The context took it along.
  }
}

/**
 * Where the page draws the map larger than it is, as a wall does, it gets the pixels of what is seen: names that are to
 * be read from five metres are not to be enlarged from small ones.
 */
function sharpen(map: MapLibreMap, element: HTMLElement): void {
  const { offsetWidth } = element;
  if (offsetWidth === 0) return;
  const enlarged = element.getBoundingClientRect().width / offsetWidth;
  const ratio = Math.round(window.devicePixelRatio * enlarged * 100) / 100;
  // Setting it resizes the map, which comes here again.
  if (Math.abs(map.getPixelRatio() - ratio) > 0.01) map.setPixelRatio(ratio);
}

/** Marks the moves of a map that follows another. */
const LED = { led: true };

/** Room for a card that is not there yet. */
const CARD_SIZE = { width: 290, height: 200 };

/** The hover card follows the pointer without React: it reads these two properties of the map's frame. */
function placeCard(element: HTMLElement, x: number, y: number): void {
  const style = element.parentElement?.style;
  const { clientWidth, clientHeight } = element;
  const card = element.parentElement?.querySelector<HTMLElement>('.hover-card');
  const { width, height } = card?.getBoundingClientRect() ?? CARD_SIZE;
  style?.setProperty('--card-x', `${Math.min(x + 16, clientWidth - width - 8)}px`);
  style?.setProperty('--card-y', `${Math.min(y + 16, clientHeight - height - 8)}px`);
}

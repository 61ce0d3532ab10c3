import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { AGE_STEP_S } from '../../domain/crowd/density-frame.ts';
import type { Bodies } from '../state/bodies.ts';
import type { Frames } from '../state/frames.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import { FIRST_LAYER_ABOVE_DENSITY, pixelsPerMetre } from './base-style.ts';
import { agentsLayer } from './layers/agents-layer.ts';
import { DensityLayer, type OffsetBounds } from './layers/density-layer.ts';
import { emptyTexels, scatterFrame, surfaceTexels } from './layers/density-texels.ts';

/** The density on the map: draws when a frame comes, when it has grown older by a step, or when the view asks. */
export interface DensityOverlay {
  setVisible(visible: boolean): void;
  /** Whether simulated people are shown as points, where the seat has any. */
  setBodies(shown: boolean): void;
  /** Whether isolines stand at the thresholds. */
  setIsolines(shown: boolean): void;
  /** Tells the session's time, by which the frame on show grows old. */
  setNow(now: number): void;
  /** Takes nothing in any more, and frees what it holds. */
  remove(): void;
}

/** Hatch lines stand about this far apart on the screen, in the world's own raster. */
const HATCH_PX = 9;

export function densityOverlay(
  map: MapLibreMap,
  facts: SiteFacts,
  { frames, bodies }: { readonly frames: Frames; readonly bodies: Bodies },
): DensityOverlay {
  const texels = emptyTexels(facts.ground);
  const surfaces = surfaceTexels(facts.ground);
  const bounds = offsetBounds(facts);
  let version = 0;
  let visible = true;
  let bodiesVisible = true;
  let isolines = true;
  let extraAgeS = 0;
  let hatchCells = hatchAt(map, facts);

  const layer = () => {
    const { cols, rows } = facts.ground.grid;
    return DensityLayer.of({
      id: 'density',
      beforeId: FIRST_LAYER_ABOVE_DENSITY,
      coordinateOrigin: [facts.site.origin[0], facts.site.origin[1], 0],
      parameters: { depthCompare: 'always', depthWriteEnabled: false },
      visible,
      texels,
      version,
      surfaces,
      cols,
      rows,
      bounds,
      extraAgeS,
      hatchCells,
      isolines,
      onDrawn: frames.markDrawn,
    });
  };

  const waiting = frames.newest();
  if (waiting) {
    scatterFrame(waiting, facts.ground, texels);
    version = frames.received();
  }
  let people = bodyLayers();
  // deck.gl learns of a new size of the map's canvas a frame late, and would set the canvas back to the size before where
  // two follow each other: it is told at once.
  let sizeDeck = () => {};
  map.on('resize', () => sizeDeck());
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [layer(), ...people],
    onDeviceInitialized: (device) => {
      sizeDeck = () => {
        const { width, height } = map.getCanvas();
        device.getDefaultCanvasContext().setDrawingBufferSize(width, height);
      };
    },
  });
  const show = () => overlay.setProps({ layers: [layer(), ...people] });
  map.addControl(overlay);
  const stopBodies = bodies.onChange(() => {
    people = bodyLayers();
    show();
  });

  function bodyLayers() {
    const newest = bodiesVisible ? bodies.newest() : undefined;
    return newest ? [agentsLayer(newest, facts)] : [];
  }

  const stopFrames = frames.onChange(() => {
    const frame = frames.newest();
    if (frame) scatterFrame(frame, facts.ground, texels);
    else texels.bytes.set(emptyTexels(facts.ground).bytes);
    version = frames.received();
    extraAgeS = 0;
    show();
    // A layer that is switched off draws nothing, and the hub must not wait for it.
    if (!visible) frames.markDrawn(version);
  });
  map.on('zoom', () => {
    const next = hatchAt(map, facts);
    if (next === hatchCells) return;
    hatchCells = next;
    show();
  });

  return {
    setVisible: (next) => {
      if (next === visible) return;
      visible = next;
      show();
    },
    setBodies: (next) => {
      if (next === bodiesVisible) return;
      bodiesVisible = next;
      people = bodyLayers();
      show();
    },
    setIsolines: (next) => {
      if (next === isolines) return;
      isolines = next;
      show();
    },
    setNow: (now) => {
      const frame = frames.newest();
      const ageS = frame ? Math.max(0, (now - frame.issuedAt) / 1_000) : 0;
      const next = Math.floor(ageS / AGE_STEP_S) * AGE_STEP_S;
      if (next === extraAgeS) return;
      extraAgeS = next;
      show();
    },
    remove: () => {
      stopFrames();
      stopBodies();
      map.removeControl(overlay);
    },
  };
}

function offsetBounds({ ground, site }: SiteFacts): OffsetBounds {
  const { westM, southM, cols, rows, cellM } = ground.grid;
  const [west, south] = ground.metres.toLonLat([westM, southM]);
  const [east, north] = ground.metres.toLonLat([westM + cols * cellM, southM + rows * cellM]);
  const [lon, lat] = site.origin;
  return [west - lon, south - lat, east - lon, north - lat];
}

/** Doubles and halves with the zoom, so that the hatch stands still in the world while one pans. */
function hatchAt(map: MapLibreMap, { ground, site }: SiteFacts): number {
  const cells = HATCH_PX / (pixelsPerMetre(map.getZoom(), site.origin[1]) * ground.grid.cellM);
  return 2 ** Math.round(Math.log2(cells));
}

import type { CanvasSource, Map as MapLibreMap } from 'maplibre-gl';
import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import { FIRST_LAYER_ABOVE_DENSITY } from './base-style.ts';
import { DENSITY_SCALE, rgbOf, VISIBLE_FROM_PER_M2 } from './layers/density-scale.ts';
import { FULL_STRENGTH, RUN_MAP_COLOURS } from './run-map-colours.ts';

const SOURCE = 'run-map';

type Rgba = readonly [number, number, number, number];
const NOTHING: Rgba = [0, 0, 0, 0];

/** Draws a run's raster over the map, or takes it off. */
export function runMapOverlay(map: MapLibreMap, facts: SiteFacts): (shown?: DensityMap) => void {
  return (shown) => {
    if (map.getLayer(SOURCE)) map.removeLayer(SOURCE);
    if (map.getSource<CanvasSource>(SOURCE)) map.removeSource(SOURCE);
    if (!shown) return;
    map.addSource(SOURCE, {
      type: 'canvas',
      canvas: paint(shown),
      animate: false,
      coordinates: corners(shown, facts),
    });
    map.addLayer(
      {
        id: SOURCE,
        type: 'raster',
        source: SOURCE,
        paint: { 'raster-resampling': 'nearest', 'raster-fade-duration': 0 },
      },
      FIRST_LAYER_ABOVE_DENSITY,
    );
  };
}

function paint(shown: DensityMap): HTMLCanvasElement {
  const { cols, rows } = shown.grid;
  const codes = Uint8Array.from(atob(shown.codes), (letter) => letter.charCodeAt(0));
  const canvas = document.createElement('canvas');
  canvas.width = cols;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const image = context.createImageData(cols, rows);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const code = codes[row * cols + col] ?? shown.zero;
      const value = (code - shown.zero) * shown.step;
      // The document's first row is the southernmost, the canvas begins in the north.
      image.data.set(colourOf(value, shown.unit), 4 * ((rows - 1 - row) * cols + col));
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function colourOf(value: number, unit: DensityMap['unit']): Rgba {
  const { more, less, minutes } = RUN_MAP_COLOURS;
  switch (unit) {
    case 'ped/m²': {
      if (value < VISIBLE_FROM_PER_M2) return NOTHING;
      const stop = DENSITY_SCALE.findLast(({ perM2 }) => perM2 <= value) ?? DENSITY_SCALE[0];
      return rgba(stop?.hex ?? '#000000', 235);
    }
    case 'min':
      return value <= 0 ? NOTHING : strong(minutes, value / FULL_STRENGTH.min);
    default:
      if (value === 0) return NOTHING;
      return strong(value > 0 ? more : less, Math.abs(value) / FULL_STRENGTH[unit]);
  }
}

function strong(hex: string, share: number): Rgba {
  return rgba(hex, 60 + 180 * Math.min(1, share));
}

function rgba(hex: string, alpha: number): Rgba {
  const [r, g, b] = rgbOf(hex);
  return [255 * r, 255 * g, 255 * b, alpha];
}

type Corner = [number, number];

function corners({ grid }: DensityMap, { ground }: SiteFacts): [Corner, Corner, Corner, Corner] {
  const east = grid.westM + grid.cols * grid.cellM;
  const north = grid.southM + grid.rows * grid.cellM;
  const corner = (eastM: number, northM: number): Corner => {
    const [lon, lat] = ground.metres.toLonLat([eastM, northM]);
    return [lon, lat];
  };
  return [
    corner(grid.westM, north),
    corner(east, north),
    corner(east, grid.southM),
    corner(grid.westM, grid.southM),
  ];
}

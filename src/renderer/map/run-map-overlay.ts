import type { CanvasSource, Map as MapLibreMap } from 'maplibre-gl';
import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import { FIRST_LAYER_ABOVE_DENSITY } from './base-style.ts';
import { DENSITY_SCALE, rgbOf, VISIBLE_FROM_PER_M2 } from './layers/density-scale.ts';

const SOURCE = 'run-map';
/** So many minutes above level 2 are drawn at full strength. */
const FULL_MINUTES = 30;
/** Differences of this size are drawn at full strength: ped/m², minutes. */
const FULL_DIFFERENCE = { 'ped/m² difference': 2, 'min difference': 20 } as const;

type Rgba = readonly [number, number, number, number];
const NOTHING: Rgba = [0, 0, 0, 0];
const MORE: Rgba = [240, 127, 46, 255];
const LESS: Rgba = [77, 163, 255, 255];
const MINUTES_COLOUR: Rgba = [255, 106, 213, 255];

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
  switch (unit) {
    case 'ped/m²': {
      if (value < VISIBLE_FROM_PER_M2) return NOTHING;
      const stop = DENSITY_SCALE.findLast(({ perM2 }) => perM2 <= value) ?? DENSITY_SCALE[0];
      const [r, g, b] = rgbOf(stop?.hex ?? '#000000');
      return [255 * r, 255 * g, 255 * b, 235];
    }
    case 'min':
      return value <= 0 ? NOTHING : strong(MINUTES_COLOUR, value / FULL_MINUTES);
    default:
      if (value === 0) return NOTHING;
      return strong(value > 0 ? MORE : LESS, Math.abs(value) / FULL_DIFFERENCE[unit]);
  }
}

function strong([r, g, b]: Rgba, share: number): Rgba {
  return [r, g, b, 60 + 180 * Math.min(1, share)];
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

import type { Map as MapLibreMap } from 'maplibre-gl';
import { CHECKPOINT_MODES, type CheckpointMode } from '../../domain/site/site.ts';
import { LEVEL_COLOURS, LEVEL_SHAPES, type ShownLevel, UNKNOWN_HATCH } from '../ui/level-shapes.ts';
import { MODE_GLYPHS } from '../ui/mode-glyphs.ts';

const SCALE = 2;
const INK = '#0c1116';
const BRIGHT = '#e8eef4';
const ACCENT = '#4da3ff';
/** A drone's chevron, nose up, in a box of 24 by 24. */
const CHEVRON = 'M12 2L21 21L12 16.5L3 21Z';

/** Adds the marks that map layers name: drawn once on a canvas, no picture files. */
export function addMarks(map: MapLibreMap): void {
  for (const level of Object.keys(LEVEL_SHAPES) as ShownLevel[]) {
    addMark(map, `level-${level}`, 16, (canvas) => drawLevel(canvas, level));
  }
  for (const mode of CHECKPOINT_MODES) {
    addMark(map, `gate-${mode}`, 20, (canvas) => drawGate(canvas, mode, true));
    addMark(map, `gate-${mode}-hollow`, 20, (canvas) => drawGate(canvas, mode, false));
  }
  addMark(map, 'drone', 24, (canvas) => {
    canvas.fillStyle = '#bfe0ff';
    canvas.strokeStyle = INK;
    canvas.lineWidth = 1.5;
    canvas.fill(new Path2D(CHEVRON));
    canvas.stroke(new Path2D(CHEVRON));
  });
  addMark(map, 'context-mark', 16, (canvas) => {
    canvas.fillStyle = 'rgba(12, 17, 22, 0.75)';
    canvas.strokeStyle = '#c9a7ff';
    canvas.lineWidth = 1.8;
    const diamond = new Path2D('M8 1.5L14.5 8L8 14.5L1.5 8Z');
    canvas.fill(diamond);
    canvas.stroke(diamond);
  });
  addMark(map, 'drone-lost', 24, (canvas) => {
    canvas.fillStyle = 'rgba(12, 17, 22, 0.75)';
    canvas.fill(new Path2D(CHEVRON));
    canvas.strokeStyle = '#bfe0ff';
    canvas.lineWidth = 1.8;
    canvas.setLineDash([3, 3]);
    canvas.stroke(new Path2D(CHEVRON));
  });
}

/** The colour of a checkpoint's gate by mode; level colours are kept for levels. */
export function gateColour(mode: CheckpointMode): string {
  if (mode === 'open') return '#a9b6c3';
  return mode === 'closed' ? BRIGHT : ACCENT;
}

function drawLevel(canvas: CanvasRenderingContext2D, level: ShownLevel): void {
  const shape = new Path2D(LEVEL_SHAPES[level]);
  canvas.lineWidth = 1.5;
  if (level === 'unknown') {
    canvas.fillStyle = INK;
    canvas.strokeStyle = LEVEL_COLOURS.unknown;
    canvas.fill(shape);
    canvas.stroke(new Path2D(UNKNOWN_HATCH));
    canvas.stroke(shape);
    return;
  }
  canvas.fillStyle = LEVEL_COLOURS[level];
  canvas.strokeStyle = INK;
  canvas.fill(shape);
  canvas.stroke(shape);
}

function drawGate(canvas: CanvasRenderingContext2D, mode: CheckpointMode, staffed: boolean): void {
  const colour = gateColour(mode);
  canvas.beginPath();
  canvas.roundRect(1.5, 1.5, 17, 17, 4);
  canvas.fillStyle = staffed && mode !== 'open' ? colour : INK;
  canvas.fill();
  canvas.strokeStyle = colour;
  canvas.lineWidth = 1.5;
  if (!staffed) canvas.setLineDash([3, 2.5]);
  canvas.stroke();
  canvas.setLineDash([]);
  canvas.translate(2, 2);
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  canvas.lineWidth = mode === 'metered' ? 3 : 2;
  canvas.strokeStyle = staffed && mode !== 'open' ? INK : BRIGHT;
  canvas.stroke(new Path2D(MODE_GLYPHS[mode]));
}

function addMark(
  map: MapLibreMap,
  name: string,
  size: number,
  draw: (canvas: CanvasRenderingContext2D) => void,
): void {
  const element = document.createElement('canvas');
  element.width = size * SCALE;
  element.height = size * SCALE;
  const canvas = element.getContext('2d');
  if (!canvas) return;
  canvas.scale(SCALE, SCALE);
  draw(canvas);
  const image = canvas.getImageData(0, 0, element.width, element.height);
  map.addImage(name, image, { pixelRatio: SCALE });
}

import type { Map as MapLibreMap } from 'maplibre-gl';
import { CHECKPOINT_MODES, type CheckpointMode, type Gate } from '../../domain/site/site.ts';
import { LEVEL_COLOURS, LEVEL_SHAPES, type ShownLevel, UNKNOWN_HATCH } from '../ui/level-shapes.ts';
import { MODE_GLYPHS } from '../ui/mode-glyphs.ts';
import { STREAK_STEPS } from './flow-lines.ts';

const SCALE = 2;
const INK = '#0c1116';
const BRIGHT = '#e8eef4';
const STREAK_WIDTH = 8;
const ACCENT = '#4da3ff';
/** A drone's chevron, nose up, in a box of 24 by 24. */
const CHEVRON = 'M12 2L21 21L12 16.5L3 21Z';

/** Glyphs of the plan in a box of 14 by 14. */
const ENTRANCE_GLYPHS: Readonly<Record<Gate['kind'], string>> = {
  metroExit: 'M3.5 10.5V4L7 8L10.5 4V10.5',
  busStop: 'M3.5 9.5V4.5H10.5V9.5ZM5 10.8V9.5M9 10.8V9.5',
  street: 'M7 11V4M4 6.6L7 3.6L10 6.6',
  ferry: 'M3 7.5H11L9.5 10.5H4.5ZM7 7.5V3.5',
};
const POST = 'M7 3.5V10.5M3.5 7H10.5';
const POST_RAISED = 'M7 3L10.5 6.5H3.5ZM4.5 6.5V11M9.5 6.5V11';

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
  for (let steps = 1; steps <= STREAK_STEPS; steps++) addStreak(map, steps);
  addMark(map, 'flow-two-way', 16, drawTwoWay);
  addMark(map, 'order-pending', 34, (canvas) => {
    canvas.beginPath();
    canvas.arc(17, 17, 14.5, 0, 2 * Math.PI);
    canvas.setLineDash([5, 3.6]);
    outlined(canvas, BRIGHT, 2);
  });
  for (const [kind, glyph] of Object.entries(ENTRANCE_GLYPHS)) {
    addMark(map, `entrance-${kind}`, 14, (canvas) => drawPlan(canvas, glyph));
  }
  addMark(map, 'post', 14, (canvas) => drawPlan(canvas, POST));
  addMark(map, 'post-raised', 14, (canvas) => drawPlan(canvas, POST_RAISED));
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

/** A stroke with a dark edge, legible on any colour of the scale. */
function outlined(canvas: CanvasRenderingContext2D, colour: string, width: number): void {
  canvas.lineCap = 'butt';
  canvas.strokeStyle = INK;
  canvas.lineWidth = width + 2;
  canvas.stroke();
  canvas.strokeStyle = colour;
  canvas.lineWidth = width;
  canvas.stroke();
}

/** A streak that points up, with its head at the top: it begins on the line and goes where people go. */
function addStreak(map: MapLibreMap, steps: number): void {
  const length = 8 + 5 * steps;
  const draw = (canvas: CanvasRenderingContext2D) => {
    const middle = STREAK_WIDTH / 2;
    const head = new Path2D(`M${middle} 1L${STREAK_WIDTH - 1} 7L${middle} 5.5L1 7Z`);
    const tail = canvas.createLinearGradient(0, length, 0, 5);
    tail.addColorStop(0, 'rgba(232, 238, 244, 0.1)');
    tail.addColorStop(1, BRIGHT);
    canvas.fillStyle = 'rgba(12, 17, 22, 0.55)';
    canvas.fillRect(middle - 2, 4, 4, length - 4);
    canvas.fillStyle = tail;
    canvas.fillRect(middle - 1.1, 4, 2.2, length - 4);
    canvas.strokeStyle = INK;
    canvas.lineWidth = 1.5;
    canvas.stroke(head);
    canvas.fillStyle = BRIGHT;
    canvas.fill(head);
  };
  addMark(map, `streak-${steps}`, { width: STREAK_WIDTH, height: length }, draw);
}

function drawTwoWay(canvas: CanvasRenderingContext2D): void {
  canvas.beginPath();
  canvas.arc(8, 8, 7, 0, 2 * Math.PI);
  canvas.fillStyle = INK;
  canvas.fill();
  canvas.strokeStyle = BRIGHT;
  canvas.lineWidth = 1.4;
  canvas.stroke();
  canvas.lineJoin = 'round';
  canvas.stroke(new Path2D('M5.8 12V4M3.9 6L5.8 3.9L7.7 6M10.2 4V12M8.3 10L10.2 12.1L12.1 10'));
}

function drawPlan(canvas: CanvasRenderingContext2D, glyph: string): void {
  canvas.beginPath();
  canvas.roundRect(0.75, 0.75, 12.5, 12.5, 3);
  canvas.fillStyle = 'rgba(12, 17, 22, 0.85)';
  canvas.fill();
  canvas.strokeStyle = '#8b99a8';
  canvas.lineWidth = 1;
  canvas.stroke();
  canvas.strokeStyle = '#c6d0da';
  canvas.lineWidth = 1.3;
  canvas.lineJoin = 'round';
  canvas.lineCap = 'round';
  canvas.stroke(new Path2D(glyph));
}

interface MarkSize {
  readonly width: number;
  readonly height: number;
}

function addMark(
  map: MapLibreMap,
  name: string,
  size: number | MarkSize,
  draw: (canvas: CanvasRenderingContext2D) => void,
): void {
  const { width, height } = typeof size === 'number' ? { width: size, height: size } : size;
  const element = document.createElement('canvas');
  element.width = width * SCALE;
  element.height = height * SCALE;
  const canvas = element.getContext('2d');
  if (!canvas) return;
  canvas.scale(SCALE, SCALE);
  draw(canvas);
  const image = canvas.getImageData(0, 0, element.width, element.height);
  map.addImage(name, image, { pixelRatio: SCALE });
}

import { parseArgs } from 'node:util';
import type { Box } from '../../workers/kernels/tracks/convex-ring.ts';
import type { MeasurementLine } from '../../workers/kernels/tracks/crossings.ts';
import type { FrameRange } from '../../workers/kernels/tracks/tracks.ts';
import { withNegativeValues } from './negative-values.ts';
import { plainNumber } from './tracks/track-file.ts';

/** What `anlan analyse` was asked for; lengths in metres of the file's coordinates. */
export interface AnalyseOptions {
  readonly file: string;
  readonly framesPerS: number | undefined;
  readonly area: Box | undefined;
  readonly line: MeasurementLine | undefined;
  /** A well-known text, or the name of a file that holds one. */
  readonly walkable: string | undefined;
  readonly frames: FrameRange | undefined;
  readonly cutoffM: number | undefined;
  readonly point: { readonly xM: number; readonly yM: number } | undefined;
  readonly json: boolean;
}

/** The words asked for the usage. */
export interface AnalyseHelp {
  readonly help: true;
}

export const ANALYSE_USAGE = `anlan analyse FILE [options]
  FILE                  pedestrian tracks: Jülich text, JuPedSim SQLite, Vadere postvis.traj, or CSV with a header
                        (id, frame or t, x, y); texts plain or .gz
  --fps F               frames per second, where the file does not say (Vadere: frames to sample, default 25)
  --area x0,y0,x1,y1    measurement area M, two corners of a rectangle (m)
  --line x0,y0,x1,y1    measurement line (m)
  --walkable WKT        where people can walk, a POLYGON (holes allowed) or a file with one
                        (default: the file's own geometry, else a box round all tracks)
  --frames a..b         only these frames, both included
  --cutoff R            also the Voronoi density with cells cut off at R metres (12-gon)
  --point x,y           also density, speed and pressure of the crowd at a point (Helbing 2007)
  --json                print one JSON object, numbers unrounded
  --help                print this

  Definitions (PedPy's, where it has one); means are over all frames regarded:
  classicMeanDensity    persons strictly inside M / area(M)
  voronoiMeanDensity    Σ area(V∩M)/area(V) / area(M); V: a person's Voronoi cell cut by the walkable area, of which
                        the part that holds the person counts; persons outside it have no cell
  voronoiMeanDensityCutoff   the same with V cut by a 12-gon of radius R round the person
  meanSpeed             individual speeds of all persons in all frames: way over time from 5 frames before to 5 after,
                        single-sided where a track has no such frame; unknown on tracks of less than 6 frames
  areaMeanSpeed         mean of those strictly inside M, over the frames with anybody inside
  voronoiMeanSpeed      Σ v·area(V∩M) / area(M), over the frames with anybody there
  crossed, nt           persons whose step met the line, in either direction; the first time counts; [seconds, N] by N
  flowPerS              (N − 1) / (time of the last crossing − time of the first)
  flow1090PerS          the same between the crossings at which N reaches 10 % and 90 %
  specificFlow          flowPerS / length of the line
  helbing               weights exp(−d²/R²)/(πR²), R = 1 m; variancePressure: mean density × variance of the local
                        velocity over all frames; pressure: density × residual variance beside a straight line
                        through 2 s, only in frames with 4 ped/m² or more; above 0.02 /s² the crowd is turbulent`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readAnalyseOptions(
  words: readonly string[],
): AnalyseOptions | AnalyseHelp | string {
  try {
    const { values, positionals } = parseArgs({
      args: withNegativeValues(words),
      allowPositionals: true,
      options: {
        fps: { type: 'string' },
        area: { type: 'string' },
        line: { type: 'string' },
        walkable: { type: 'string' },
        frames: { type: 'string' },
        cutoff: { type: 'string' },
        point: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { help: true };
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one FILE of tracks';
    const framesPerS = positive('--fps', values.fps);
    if (typeof framesPerS === 'string') return framesPerS;
    const cutoffM = positive('--cutoff', values.cutoff);
    if (typeof cutoffM === 'string') return cutoffM;
    if (cutoffM !== undefined && values.area === undefined) return '--cutoff needs an --area';
    const area = areaIn(values.area);
    if (typeof area === 'string') return area;
    const line = lineIn(values.line);
    if (typeof line === 'string') return line;
    const point = numbers(values.point, 2);
    if (point === 'bad') return `--point is x,y in metres, not "${values.point}"`;
    const frames = framesIn(values.frames);
    if (typeof frames === 'string') return frames;
    return {
      file,
      framesPerS,
      area,
      line,
      walkable: values.walkable,
      frames,
      cutoffM,
      point: point && { xM: point[0] ?? 0, yM: point[1] ?? 0 },
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function positive(option: string, text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined;
  const value = plainNumber(text);
  return value !== undefined && value > 0
    ? value
    : `${option} is a number greater than 0, not "${text}"`;
}

function areaIn(text: string | undefined): Box | string | undefined {
  const corners = numbers(text, 4);
  if (corners === undefined) return undefined;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = corners === 'bad' ? [] : corners;
  if (corners === 'bad' || x0 === x1 || y0 === y1) {
    return `--area is x0,y0,x1,y1 in metres, two opposite corners of a rectangle, not "${text}"`;
  }
  return {
    leftM: Math.min(x0, x1),
    lowM: Math.min(y0, y1),
    rightM: Math.max(x0, x1),
    highM: Math.max(y0, y1),
  };
}

function lineIn(text: string | undefined): MeasurementLine | string | undefined {
  const ends = numbers(text, 4);
  if (ends === undefined) return undefined;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ends === 'bad' ? [] : ends;
  if (ends === 'bad' || (x0 === x1 && y0 === y1)) {
    return `--line is x0,y0,x1,y1 in metres, its two ends, not "${text}"`;
  }
  return { x0, y0, x1, y1 };
}

function framesIn(text: string | undefined): FrameRange | string | undefined {
  if (text === undefined) return undefined;
  const match = /^\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2]);
  return match && first <= last
    ? { first, last }
    : `--frames is a..b, the first and the last frame, not "${text}"`;
}

/** Numbers between commas, exactly as many as wanted. */
function numbers(text: string | undefined, count: number): readonly number[] | 'bad' | undefined {
  if (text === undefined) return undefined;
  const values = text.split(',').map(plainNumber);
  const known = values.filter((value) => value !== undefined);
  return values.length === count && known.length === count ? known : 'bad';
}

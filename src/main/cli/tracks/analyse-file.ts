import { readFile } from 'node:fs/promises';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { exists } from '../../../store/inspect.ts';
import { analyseTracks, type TrackDoubts } from '../../../workers/kernels/tracks/analyse-tracks.ts';
import type { Box } from '../../../workers/kernels/tracks/convex-ring.ts';
import { framesWithin, type Tracks } from '../../../workers/kernels/tracks/tracks.ts';
import { WalkableArea } from '../../../workers/kernels/tracks/walkable-area.ts';
import type { AnalyseOptions } from '../analyse-options.ts';
import type { AnalysisReport } from './analysis-report.ts';
import { readTrackFile } from './read-track-file.ts';
import { polygonsOfWkt } from './wkt.ts';

/** Room round the tracks in metres where nothing tells the walkable area. */
const MARGIN_M = 1;

/** Reads the file and measures what was asked; throws in words, with file and line where there is one. */
export async function analyseFile(options: AnalyseOptions): Promise<AnalysisReport> {
  const read = await readTrackFile(options.file, options.framesPerS);
  const { tracks } = read;
  const range = framesWithin(tracks, options.frames);
  if (range === undefined) {
    const { firstFrame, lastFrame } = tracks;
    throw new Error(
      `${options.file} has frames ${firstFrame} to ${lastFrame}, nothing of --frames ${options.frames?.first}..${options.frames?.last}`,
    );
  }
  const given = options.walkable === undefined ? undefined : await givenArea(options.walkable);
  const assumed = given === undefined && read.walkable === undefined;
  const walkable = given ?? areaOf(read.walkable ?? boxRound(tracks, options.area), options.file);
  const figures = analyseTracks(tracks, {
    range,
    walkable,
    area: options.area,
    line: options.line,
    cutoffM: options.cutoffM,
    point: options.point,
  });
  const warnings = [
    ...read.warnings,
    ...(assumed && options.area
      ? [
          `no walkable area is known: cells end ${MARGIN_M} m outside of all tracks and of --area; give --walkable`,
        ]
      : []),
    ...wordsOf(figures.doubts, tracks),
  ];
  return { file: options.file, read, range, figures, warnings };
}

async function givenArea(text: string): Promise<WalkableArea> {
  const isFile = !text.includes('(') && (await exists(text));
  const source = isFile ? text : '--walkable';
  const polygons = polygonsOfWkt(isFile ? await readFile(text, 'utf8') : text);
  if (!polygons.ok) throw new Error(`${source}: ${polygons.error}`);
  return areaOf(polygons.value, source);
}

function areaOf(polygons: readonly LocalPolygon[], source: string): WalkableArea {
  const area = WalkableArea.of(polygons);
  if (!area.ok) throw new Error(`${source}: ${area.error}; correct the walkable area`);
  return area.value;
}

function boxRound({ xM, yM }: Tracks, area: Box | undefined): readonly LocalPolygon[] {
  const xs = area ? [area.leftM, area.rightM] : [];
  const ys = area ? [area.lowM, area.highM] : [];
  const left = xM.reduce((a, b) => Math.min(a, b), Math.min(...xs)) - MARGIN_M;
  const right = xM.reduce((a, b) => Math.max(a, b), Math.max(...xs)) + MARGIN_M;
  const low = yM.reduce((a, b) => Math.min(a, b), Math.min(...ys)) - MARGIN_M;
  const high = yM.reduce((a, b) => Math.max(a, b), Math.max(...ys)) + MARGIN_M;
  return [
    [
      [
        [left, low],
        [right, low],
        [right, high],
        [left, high],
      ],
    ],
  ];
}

function wordsOf(doubts: TrackDoubts, { frameStep }: Tracks): readonly string[] {
  const words: string[] = [];
  if (doubts.outsidePositions > 0) {
    words.push(
      `${doubts.outsidePositions} positions of ${doubts.outsidePersons} persons lie outside the walkable area and have no Voronoi cell`,
    );
  }
  if (doubts.gappedPersons > 0) {
    words.push(
      `frames are missing within the tracks of ${doubts.gappedPersons} persons: speeds and crossings bridge them, densities do not`,
    );
  }
  if (doubts.speedlessPersons > 0) {
    words.push(`the tracks of ${doubts.speedlessPersons} persons are too short for a speed`);
  }
  if (doubts.sharedFrames > 0) {
    words.push(
      `in ${doubts.sharedFrames} frames persons stand at one and the same position: they share a cell`,
    );
  }
  if (frameStep > 1) {
    words.push(`only every ${frameStep}th frame has positions: ± 5 frames are ± ${5 * frameStep}`);
  }
  if (doubts.unwalkableShare > 1e-6) {
    words.push(
      `${(100 * doubts.unwalkableShare).toFixed(1)} % of --area is not walkable; densities are per m² of the whole of it`,
    );
  }
  return words;
}

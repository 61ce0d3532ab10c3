import {
  boxAreaM2,
  classicDensityPerM2,
  rowsInside,
  type VoronoiSetting,
  voronoiMeasures,
} from './area-measures.ts';
import { type Box, ringAreaM2, ringOfBox } from './convex-ring.ts';
import { firstCrossings, lengthM, type MeasurementLine } from './crossings.ts';
import { type Flow, flowThrough } from './flow.ts';
import { type HelbingFigures, helbingFigures, helbingSeries } from './helbing-field.ts';
import { individualVelocity, type Velocities } from './individual-velocity.ts';
import { type FrameRange, frameCount, rowsByFrame, type Tracks } from './tracks.ts';
import type { WalkableArea } from './walkable-area.ts';

/** What is to be measured; what is absent is left out of the answer. */
export interface MeasurementPlan {
  /** As `framesWithin` gives it. */
  readonly range: FrameRange;
  readonly walkable: WalkableArea;
  readonly area: Box | undefined;
  readonly line: MeasurementLine | undefined;
  readonly cutoffM: number | undefined;
  readonly point: { readonly xM: number; readonly yM: number } | undefined;
}

/** Means over the frames, inside the measurement area. */
export interface AreaFigures {
  readonly classicMeanDensityPerM2: number;
  readonly voronoiMeanDensityPerM2: number;
  readonly cutoffMeanDensityPerM2: number | undefined;
  /** PedPy's mean speed per frame of those strictly inside, over the frames in which anybody was. */
  readonly areaMeanSpeedMps: number | undefined;
  /** Voronoi speed over the frames in which a cell met the area. */
  readonly voronoiMeanSpeedMps: number | undefined;
}

/** A person's first crossing of the line. */
export interface CrossingTime {
  readonly id: string;
  readonly frame: number;
  /** The frame over the frame rate. */
  readonly timeS: number;
}

/** What in the tracks asks for a word to the reader. */
export interface TrackDoubts {
  /** Positions outside the walkable area, and of how many persons; they have no Voronoi cell. */
  readonly outsidePositions: number;
  readonly outsidePersons: number;
  /** Persons with frames missing between their first and last. */
  readonly gappedPersons: number;
  /** Persons whose track is too short for a speed. */
  readonly speedlessPersons: number;
  /** Frames in which two persons stand at one and the same position. */
  readonly sharedFrames: number;
  /** Share of the measurement area that is not walkable. */
  readonly unwalkableShare: number;
}

/** The answer to a plan. */
export interface TrackFigures {
  readonly persons: number;
  readonly frames: number;
  /** Mean of the individual speeds of all persons in all frames, m/s. */
  readonly meanSpeedMps: number | undefined;
  readonly area: AreaFigures | undefined;
  readonly crossings: readonly CrossingTime[] | undefined;
  readonly flow: Flow | undefined;
  readonly helbing: HelbingFigures | undefined;
  readonly doubts: TrackDoubts;
}

/** Measures tracks as PedPy does; each figure's definition stands with the function that gives it. */
export function analyseTracks(tracks: Tracks, plan: MeasurementPlan): TrackFigures {
  const { range, walkable, area, cutoffM } = plan;
  const velocities = individualVelocity(tracks);
  const frames = rowsByFrame(tracks, range);
  const rows = frames.flat();
  const walkableFrames = frames.map((inFrame) =>
    inFrame.filter((row) => walkable.holds(tracks.xM[row] ?? 0, tracks.yM[row] ?? 0)),
  );
  const crossings =
    plan.line &&
    firstCrossings(tracks, plan.line, range).map(({ person, frame }) => ({
      id: tracks.ids[person] ?? '',
      frame,
      timeS: frame / tracks.framesPerS,
    }));
  return {
    persons: new Set(rows.map((row) => tracks.person[row])).size,
    frames: frameCount(tracks, range),
    meanSpeedMps: meanKnown(rows.map((row) => velocities.speedMps[row] ?? Number.NaN)),
    area:
      area && areaFigures(tracks, frames, walkableFrames, velocities, { area, walkable, cutoffM }),
    crossings,
    flow:
      plan.line &&
      crossings &&
      flowThrough(
        crossings.map(({ timeS }) => timeS),
        lengthM(plan.line),
      ),
    helbing: plan.point && helbingFigures(helbingSeries(tracks, velocities, plan.point, range)),
    doubts: doubtsOf(tracks, plan, rows, walkableFrames, velocities),
  };
}

function areaFigures(
  tracks: Tracks,
  frames: readonly (readonly number[])[],
  walkableFrames: readonly (readonly number[])[],
  { speedMps }: Velocities,
  setting: VoronoiSetting,
): AreaFigures {
  const voronoi = walkableFrames.map((rows) => voronoiMeasures(tracks, rows, speedMps, setting));
  return {
    classicMeanDensityPerM2: meanOf(
      frames.map((rows) => classicDensityPerM2(tracks, rows, setting.area)),
    ),
    voronoiMeanDensityPerM2: meanOf(voronoi.map(({ densityPerM2 }) => densityPerM2)),
    cutoffMeanDensityPerM2:
      setting.cutoffM === undefined
        ? undefined
        : meanOf(voronoi.map(({ cutoffDensityPerM2 }) => cutoffDensityPerM2 ?? Number.NaN)),
    areaMeanSpeedMps: meanKnown(
      frames.map((rows) => {
        const inside = rowsInside(tracks, rows, setting.area);
        return meanKnown(inside.map((row) => speedMps[row] ?? Number.NaN)) ?? Number.NaN;
      }),
    ),
    voronoiMeanSpeedMps: meanKnown(voronoi.map((measures) => measures.speedMps)),
  };
}

function doubtsOf(
  tracks: Tracks,
  { area, walkable }: MeasurementPlan,
  rows: readonly number[],
  walkableFrames: readonly (readonly number[])[],
  { speedMps }: Velocities,
): TrackDoubts {
  const inside = new Set(walkableFrames.flat());
  const outside = rows.filter((row) => !inside.has(row));
  return {
    outsidePositions: outside.length,
    outsidePersons: personsOf(tracks, outside),
    gappedPersons: gappedPersons(tracks),
    speedlessPersons: personsOf(
      tracks,
      rows.filter((row) => Number.isNaN(speedMps[row] ?? Number.NaN)),
    ),
    sharedFrames: walkableFrames.filter((inFrame) => hasSharedPosition(tracks, inFrame)).length,
    unwalkableShare: area === undefined ? 0 : unwalkableShare(walkable, area),
  };
}

function personsOf(tracks: Tracks, rows: readonly number[]): number {
  return new Set(rows.map((row) => tracks.person[row])).size;
}

function gappedPersons({ frame, rowOfPerson, frameStep }: Tracks): number {
  let gapped = 0;
  for (let person = 0; person + 1 < rowOfPerson.length; person++) {
    const start = rowOfPerson[person] ?? 0;
    const last = (rowOfPerson[person + 1] ?? 0) - 1;
    const span = ((frame[last] ?? 0) - (frame[start] ?? 0)) / frameStep;
    if (span > last - start) gapped += 1;
  }
  return gapped;
}

function hasSharedPosition({ xM, yM }: Tracks, rows: readonly number[]): boolean {
  return new Set(rows.map((row) => `${xM[row]} ${yM[row]}`)).size < rows.length;
}

function unwalkableShare(walkable: WalkableArea, area: Box): number {
  const walkableM2 = walkable
    .within(ringOfBox(area))
    .reduce((sum, piece) => sum + ringAreaM2(piece), 0);
  return Math.max(0, 1 - walkableM2 / boxAreaM2(area));
}

function meanKnown(values: readonly number[]): number | undefined {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? undefined : meanOf(known);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

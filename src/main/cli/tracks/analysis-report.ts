import type { TrackFigures } from '../../../workers/kernels/tracks/analyse-tracks.ts';
import { TURBULENCE_PER_S2 } from '../../../workers/kernels/tracks/helbing-field.ts';
import type { FrameRange } from '../../../workers/kernels/tracks/tracks.ts';
import type { TrackFile } from './track-file.ts';

/** An analysis with all that is said about it. */
export interface AnalysisReport {
  readonly file: string;
  readonly read: TrackFile;
  readonly range: FrameRange;
  readonly figures: TrackFigures;
  readonly warnings: readonly string[];
}

/** One JSON object, numbers as they are; a figure that is not known, or was not asked for, has no key. */
export function analysisJson({ file, read, range, figures, warnings }: AnalysisReport): string {
  const { area, flow, crossings, helbing } = figures;
  return JSON.stringify({
    file,
    format: read.format,
    framesPerS: read.tracks.framesPerS,
    firstFrame: range.first,
    lastFrame: range.last,
    persons: figures.persons,
    frames: figures.frames,
    classicMeanDensity: area?.classicMeanDensityPerM2,
    voronoiMeanDensity: area?.voronoiMeanDensityPerM2,
    voronoiMeanDensityCutoff: area?.cutoffMeanDensityPerM2,
    meanSpeed: figures.meanSpeedMps,
    areaMeanSpeed: area?.areaMeanSpeedMps,
    voronoiMeanSpeed: area?.voronoiMeanSpeedMps,
    crossed: flow?.crossed,
    flowPerS: flow?.flowPerS,
    flow1090PerS: flow?.flow1090PerS,
    specificFlow: flow?.specificFlow,
    nt: crossings?.map(({ timeS }, index) => [timeS, index + 1]),
    helbing: helbing && {
      meanDensity: helbing.meanDensityPerM2,
      maxDensity: helbing.maxDensityPerM2,
      meanSpeed: helbing.meanSpeedMps,
      variancePressure: helbing.variancePressurePerS2,
      gatedFrames: helbing.gatedFrames,
      meanPressure: helbing.meanPressurePerS2,
      maxPressure: helbing.maxPressurePerS2,
    },
    warnings,
  });
}

/** Lines for a person. */
export function analysisText({ file, read, range, figures, warnings }: AnalysisReport): string {
  const { area, flow, helbing } = figures;
  const rate = read.tracks.framesPerS;
  const lines = [
    `${file} (${read.format}): ${figures.persons} persons, ${figures.frames} frames (${range.first} to ${range.last}) at ${rate} per second`,
    line('mean speed, everybody', figures.meanSpeedMps, 'm/s'),
  ];
  if (area) {
    lines.push(
      line('classic density in the area', area.classicMeanDensityPerM2, 'ped/m²'),
      line('Voronoi density in the area', area.voronoiMeanDensityPerM2, 'ped/m²'),
    );
    if (area.cutoffMeanDensityPerM2 !== undefined) {
      lines.push(line('  with the cut-off', area.cutoffMeanDensityPerM2, 'ped/m²'));
    }
    lines.push(
      line('mean speed in the area', area.areaMeanSpeedMps, 'm/s'),
      line('Voronoi speed in the area', area.voronoiMeanSpeedMps, 'm/s'),
    );
  }
  if (flow) {
    lines.push(
      `${'crossed the line'.padEnd(30)} ${String(flow.crossed).padStart(9)} persons`,
      line('flow, first to last', flow.flowPerS, 'ped/s'),
      line('flow, 10 % to 90 %', flow.flow1090PerS, 'ped/s'),
      line('specific flow', flow.specificFlow, 'ped/m/s'),
    );
  }
  if (helbing) {
    lines.push(
      line('density at the point', helbing.meanDensityPerM2, 'ped/m², mean'),
      line('', helbing.maxDensityPerM2, 'ped/m², most'),
      line('speed at the point', helbing.meanSpeedMps, 'm/s'),
      helbing.maxPressurePerS2 === undefined
        ? 'pressure at the point: never dense enough for one (4 ped/m²)'
        : line(
            'pressure at the point, most',
            helbing.maxPressurePerS2,
            `/s² in ${helbing.gatedFrames} dense frames; turbulent above ${TURBULENCE_PER_S2}`,
          ),
      line('  ungated, over all frames', helbing.variancePressurePerS2, '/s²'),
    );
  }
  return [...lines, ...warnings.map((warning) => `! ${warning}`), ''].join('\n');
}

function line(name: string, value: number | undefined, unit: string): string {
  return `${name.padEnd(30)} ${(value === undefined ? '—' : value.toFixed(3)).padStart(9)} ${unit}`;
}

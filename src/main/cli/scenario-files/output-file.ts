import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { jupedsimTrajectory } from './jupedsim-trajectory.ts';
import { csvTrajectory, geojsonTrajectory } from './text-trajectory.ts';
import type { TrajectoryWriter } from './trajectory-writer.ts';

const KINDS = {
  '.sqlite': 'sqlite',
  '.csv': 'csv',
  '.geojson': 'geojson',
  '.anlan-state': 'state',
} as const;

/** A file that a run leaves behind; its ending says which kind. */
export interface OutputFile {
  readonly file: string;
  readonly kind: (typeof KINDS)[keyof typeof KINDS];
}

/** The kind of file that the ending names; undefined for any other ending. */
export function outputFile(file: string): OutputFile | undefined {
  for (const [ending, kind] of Object.entries(KINDS)) {
    if (file.toLowerCase().endsWith(ending)) return { file, kind };
  }
  return undefined;
}

export const OUTPUT_ENDINGS = Object.keys(KINDS).join(', ');

/** Begins the trajectory files among the outputs. Refuses in words what the scenario cannot give. */
export async function openTrajectories(
  outputs: readonly OutputFile[],
  scenario: Scenario,
  everyS: number,
): Promise<Result<readonly TrajectoryWriter[]>> {
  const { origin } = scenario;
  const asksEarth = outputs.find(({ kind }) => kind === 'geojson');
  if (asksEarth && origin === undefined) {
    return err(
      `${asksEarth.file}: GeoJSON is longitude and latitude, and this scenario does not say where it lies on the earth (origin); write .sqlite or .csv`,
    );
  }
  const writers: TrajectoryWriter[] = [];
  try {
    for (const { file, kind } of outputs) {
      if (kind === 'sqlite') writers.push(await jupedsimTrajectory(file, scenario, everyS));
      if (kind === 'csv') writers.push(await csvTrajectory(file));
      if (kind === 'geojson' && origin) writers.push(await geojsonTrajectory(file, origin));
    }
  } catch (error) {
    for (const writer of writers) await writer.discard();
    throw error;
  }
  return ok(writers);
}

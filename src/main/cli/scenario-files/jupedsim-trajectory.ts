import { hash53 } from '../../../domain/base/hash.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import {
  TrajectoryFile,
  type TrajectoryGeometry,
  type TrajectoryRow,
} from '../../../store/trajectory-file.ts';
import { groundWkt } from './ground-wkt.ts';
import { boundsOf } from './rings.ts';
import type { TrajectoryFrame, TrajectoryWriter } from './trajectory-writer.ts';

/** A trajectory in JuPedSim's SQLite layout, version 3; frames are `everyS` apart. */
export async function jupedsimTrajectory(
  file: string,
  scenario: Scenario,
  everyS: number,
): Promise<TrajectoryWriter> {
  // 1 / 0.05 is 20, not 20.000000000000004: readers compare it with what they expect.
  const fps = Number((1 / everyS).toPrecision(12));
  const trajectory = await TrajectoryFile.create(file, fps);
  const bounds = boundsOf(scenario.walkable);
  const geometries = new Map<string, TrajectoryGeometry>();
  const geometryOf = (closedDoors: readonly string[]): TrajectoryGeometry => {
    const key = closedDoors.join(' ');
    const known = geometries.get(key);
    if (known) return known;
    const wkt = groundWkt(scenario, closedDoors);
    const geometry = { hash: hash53(wkt), wkt, bounds };
    geometries.set(key, geometry);
    return geometry;
  };
  return {
    write: ({ frame, closedDoors, agents }) =>
      trajectory.write(frame, rowsOf(agents), geometryOf(closedDoors)),
    finish: () => trajectory.finish(),
    discard: () => trajectory.discard(),
  };
}

function* rowsOf(agents: TrajectoryFrame['agents']): Generator<TrajectoryRow> {
  for (let i = 0; i < agents.count; i++) {
    yield { id: agents.id[i] ?? 0, x: agents.x[i] ?? 0, y: agents.y[i] ?? 0 };
  }
}

import Delaunator from 'delaunator';
import { namedRng } from '../src/domain/base/rng.ts';
import { VoronoiAreas } from '../src/workers/kernels/tracks/voronoi-areas.ts';
import { type Figure, figure } from './figures.ts';
import { measureCpu } from './frame/measure-cpu.ts';

const SEED = 20261231;
const RUNS = 20;
const AGENTS = 75_000;
/** A site of 1,500 m × 1,000 m with most of its people in the core of 260 m × 180 m: 1.1 ped/m² there. */
const SITE_M = [1_500, 1_000] as const;
const CORE_M = [260, 180] as const;
const CORE_SHARE = 0.7;

/**
 * CPU time of the Voronoi areas of 75,000 agents, unclipped, against the Delaunay triangulation alone, which any way
 * to them begins with (delaunator).
 */
export async function* voronoi(): AsyncGenerator<Figure> {
  const points = positions();
  const areas = new VoronoiAreas(AGENTS);
  checkAreas(areas.of(points));
  const { workMs, referenceMs } = measureCpu(
    { work: () => areas.of(points), reference: () => new Delaunator(points) },
    RUNS,
  );
  yield figure({ name: 'voronoi.areas of 75,000 agents', values: workMs }, 'ms', {
    name: 'delaunator alone',
    values: referenceMs,
  });
}

function positions(): Float64Array {
  const rng = namedRng(SEED, 'bench-voronoi');
  const points = new Float64Array(2 * AGENTS);
  for (let agent = 0; agent < AGENTS; agent++) {
    const inCore = agent < CORE_SHARE * AGENTS;
    for (const axis of [0, 1] as const) {
      const widthM = inCore ? CORE_M[axis] : SITE_M[axis];
      points[2 * agent + axis] = SITE_M[axis] / 2 + (rng.next() - 0.5) * widthM;
    }
  }
  return points;
}

/** Areas that do not fill the core would be fast, and wrong. */
function checkAreas(areas: Float64Array): void {
  const core = areas.subarray(0, CORE_SHARE * AGENTS).toSorted();
  const median = core[core.length / 2] ?? Number.NaN;
  const mean = (CORE_M[0] * CORE_M[1]) / (CORE_SHARE * AGENTS);
  if (!(median > mean / 2 && median < mean)) {
    throw new Error(`a cell of the core has ${median} m², not about ${mean}`);
  }
}

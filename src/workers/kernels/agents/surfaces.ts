import { must } from '../../../domain/base/assert.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { eachCellInside } from '../../../domain/geo/polygon.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { SURFACE_WORDS } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';

/** The surfaces of a ground by cell. */
export interface SurfaceRaster {
  /** 0 level, else the surface's place in the list + 1. */
  readonly surfaceOfCell: Uint8Array;
  /** How much slower a route is there, 1 on the level: it does not know its direction, hence the mean of both. */
  readonly slowness: Float32Array;
}

/** Undefined when all ground is level. */
export function rasteriseSurfaces(
  grid: Grid,
  surfaces: Scenario['surfaces'],
): SurfaceRaster | undefined {
  if (surfaces.length === 0) return undefined;
  const surfaceOfCell = new Uint8Array(grid.cols * grid.rows);
  const slowness = new Float32Array(grid.cols * grid.rows).fill(1);
  surfaces.forEach(({ polygon, up, upFactor, downFactor, factor }, index) => {
    const mean = up === undefined ? factor : (upFactor + downFactor) / 2;
    eachCellInside(grid, polygon, (cell) => {
      surfaceOfCell[cell] = index + 1;
      slowness[cell] = 1 / mean;
    });
  });
  return { surfaceOfCell, slowness };
}

/** Writes the surfaces into a run's memory. */
export function writeSurfaces(
  memory: AgentMemory,
  surfaces: Scenario['surfaces'],
  { surfaceOfCell }: SurfaceRaster,
): void {
  must(memory.surfaceOfCell(), 'the memory for surfaces').set(surfaceOfCell);
  const table = memory.surfaceTable();
  surfaces.forEach((surface, index) => {
    const [east, north] = surface.up ?? [0, 0];
    const length = Math.sqrt(east * east + north * north);
    const unit = length > 0 ? [east / length, north / length] : [0, 0];
    const { upFactor, downFactor, factor } = surface;
    table.set([...unit, upFactor, downFactor, factor], (index + 1) * SURFACE_WORDS);
  });
}

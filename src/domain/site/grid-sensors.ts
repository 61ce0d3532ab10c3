import { z } from 'zod';
import type { SensorId } from '../base/ids.ts';
import type { EastNorth } from '../base/quantity.ts';
import { DATUMS, toWgs84 } from '../geo/datum.ts';
import { localMetres } from '../geo/local-metres.ts';
import { buildGround, walkableCellsInside } from './ground.ts';
import type { GridCell, Site } from './site.ts';

/** A square of a grid is drawn only where people can walk on at least this much of it. */
const LEAST_WALKABLE_M2 = 50;

/** The squares in which a telecom operator or location service counts: rows from the south, columns from the west. */
export const telecomGridSchema = z.object({
  /** South-west corner of the grid, in its own datum. */
  southWest: z.tuple([z.number(), z.number()]).readonly(),
  datum: z.enum(DATUMS, {
    error:
      'a grid must say its datum (WGS84, GCJ-02 or BD-09): the wrong one moves people by 400-1,200 m',
  }),
  cellM: z.number().min(50).max(250),
  cols: z.number().int().min(1).max(100),
  rows: z.number().int().min(1).max(100),
  /** One standard deviation of a count, as a share of it: multiplier, smear and chance together. */
  relativeError: z.number().min(0.02).max(1).default(0.25),
  /** Share of the people present that is counted, where the sender does not scale up by itself. */
  detectionShare: z.number().gt(0).max(1).default(1),
  /** Counts come late as they are; older than this they are stale. */
  staleAfterS: z.number().positive().default(900),
});
export type TelecomGrid = z.infer<typeof telecomGridSchema>;

/** The sensors of a grid: one for every square with walkable ground, named `<prefix>-r<row>-c<col>`. */
export function gridSensors(grid: TelecomGrid, prefix: string, site: Site): readonly GridCell[] {
  const ground = buildGround(site);
  const metres = localMetres(site.origin);
  const [east0, north0] = metres.toLocal(toWgs84(grid.southWest, grid.datum));
  const sensors: GridCell[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (let col = 0; col < grid.cols; col++) {
      const west = east0 + col * grid.cellM;
      const south = north0 + row * grid.cellM;
      const corners: readonly EastNorth[] = [
        [west, south],
        [west + grid.cellM, south],
        [west + grid.cellM, south + grid.cellM],
        [west, south + grid.cellM],
      ];
      const polygon = [corners.map((corner) => metres.toLonLat(corner))];
      const walkableM2 = walkableCellsInside(ground, polygon).length * ground.grid.cellM ** 2;
      if (walkableM2 < LEAST_WALKABLE_M2) continue;
      const label = `${row + 1}-${col + 1}`;
      sensors.push({
        kind: 'gridCell',
        id: `${prefix}-r${row + 1}-c${col + 1}` as SensorId,
        name: { zh: `信令网格 ${label}`, en: `Telecom cell ${label}` },
        polygon,
        relativeError: grid.relativeError,
        detectionShare: grid.detectionShare,
        staleAfterS: grid.staleAfterS,
      });
    }
  }
  return sensors;
}

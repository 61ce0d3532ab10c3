import { must } from '../base/assert.ts';
import type { LonLat } from '../base/quantity.ts';
import { SURFACES, type Surface } from '../crowd/surface.ts';
import type { Grid } from '../geo/grid.ts';
import { type LocalMetres, localMetres } from '../geo/local-metres.ts';
import { eachCellAlong, eachCellInside, type LocalPolygon } from '../geo/polygon.ts';
import { leafZones, type Site, type Zone } from './site.ts';

/** In `leafOfCell`: a walkable cell in no leaf zone. */
export const OUTSIDE_LEAF = 0xff;

/**
 * The walkable ground of a site as a raster. Cells are named by their *walk index*, 0 … `cellCount` - 1, in
 * row-major order from the south-west: the order of every per-cell column, on disk and on the wire.
 * Hub, threads and seats each build it from the site document and get the same bytes.
 */
export interface Ground {
  readonly site: Site;
  readonly metres: LocalMetres;
  readonly grid: Grid;
  readonly cellCount: number;
  /** Grid cell of each walk index. */
  readonly gridCell: Uint32Array;
  /** Walk index of each grid cell, -1 where nobody can walk. */
  readonly walkIndex: Int32Array;
  /** Index into `leaves` for each walk index, or OUTSIDE_LEAF. */
  readonly leafOfCell: Uint8Array;
  /** Index into SURFACES for each walk index. */
  readonly surfaceOfCell: Uint8Array;
  readonly leaves: readonly Zone[];
  /** Walkable area in m² of each leaf. */
  readonly usableAreaM2: Float64Array;
}

/** Rasterises the site: streets by clear width and open ground, less obstacles, cut into leaf zones. */
export function buildGround(site: Site): Ground {
  const { grid } = site;
  const metres = localMetres(site.origin);
  const surfaces = walkableSurfaces(site, metres);
  const leaves = leafZones(site);
  const leafOfGridCell = new Uint8Array(grid.cols * grid.rows).fill(OUTSIDE_LEAF);
  leaves.forEach((zone, leaf) => {
    const polygon = toLocalPolygon(must(zone.polygon, `polygon of leaf zone ${zone.id}`), metres);
    eachCellInside(grid, polygon, (cell) => {
      if (leafOfGridCell[cell] === OUTSIDE_LEAF) leafOfGridCell[cell] = leaf;
    });
  });

  const walkIndex = new Int32Array(grid.cols * grid.rows).fill(-1);
  let cellCount = 0;
  for (let cell = 0; cell < surfaces.length; cell++) {
    if (surfaces[cell]) walkIndex[cell] = cellCount++;
  }
  const gridCell = new Uint32Array(cellCount);
  const leafOfCell = new Uint8Array(cellCount);
  const surfaceOfCell = new Uint8Array(cellCount);
  const usableAreaM2 = new Float64Array(leaves.length);
  for (let cell = 0; cell < surfaces.length; cell++) {
    const walk = walkIndex[cell] ?? -1;
    if (walk < 0) continue;
    const leaf = leafOfGridCell[cell] ?? OUTSIDE_LEAF;
    gridCell[walk] = cell;
    leafOfCell[walk] = leaf;
    surfaceOfCell[walk] = (surfaces[cell] ?? 1) - 1;
    if (leaf !== OUTSIDE_LEAF) {
      usableAreaM2[leaf] = (usableAreaM2[leaf] ?? 0) + grid.cellM * grid.cellM;
    }
  }
  return {
    site,
    metres,
    grid,
    cellCount,
    gridCell,
    walkIndex,
    leafOfCell,
    surfaceOfCell,
    leaves,
    usableAreaM2,
  };
}

/** Converts a document polygon to local metres. */
export function toLocalPolygon(
  polygon: readonly (readonly LonLat[])[],
  metres: LocalMetres,
): LocalPolygon {
  return polygon.map((ring) => ring.map((position) => metres.toLocal(position)));
}

/** The walk indices of the walkable cells whose centre lies inside the polygon. */
export function walkableCellsInside(
  ground: Ground,
  polygon: readonly (readonly LonLat[])[],
): Uint32Array {
  const cells: number[] = [];
  eachCellInside(ground.grid, toLocalPolygon(polygon, ground.metres), (cell) => {
    const walk = ground.walkIndex[cell] ?? -1;
    if (walk >= 0) cells.push(walk);
  });
  return Uint32Array.from(cells);
}

/** Per grid cell 1 + index into SURFACES, 0 where nobody can walk; later features win over earlier ones. */
function walkableSurfaces(site: Site, metres: LocalMetres): Uint8Array {
  const { grid } = site;
  const surfaces = new Uint8Array(grid.cols * grid.rows);
  const code = (surface: Surface) => 1 + SURFACES.indexOf(surface);
  for (const ground of site.openGround) {
    eachCellInside(grid, toLocalPolygon(ground.polygon, metres), (cell) => {
      surfaces[cell] = code(ground.surface);
    });
  }
  for (const obstacle of site.obstacles) {
    eachCellInside(grid, toLocalPolygon(obstacle.polygon, metres), (cell) => {
      surfaces[cell] = 0;
    });
  }
  for (const street of site.streets) {
    const line = street.line.map((position) => metres.toLocal(position));
    eachCellAlong(grid, line, street.clearWidthM, (cell) => {
      surfaces[cell] = code(street.surface);
    });
  }
  // A street's clear width may brush a façade; only water and structures are absolute.
  for (const obstacle of site.obstacles) {
    if (obstacle.kind !== 'water' && obstacle.kind !== 'structure') continue;
    eachCellInside(grid, toLocalPolygon(obstacle.polygon, metres), (cell) => {
      surfaces[cell] = 0;
    });
  }
  return surfaces;
}

import { must } from '../../../domain/base/assert.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { eachCellInside, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { packDirections, ringsAround } from '../flow-field/direction-field.ts';
import {
  boxAround,
  buildDistanceField,
  type DistanceField,
  type GridBox,
  gridAround,
  repairDistanceField,
} from '../flow-field/distance-field.ts';
import { EikonalSolver, UNREACHABLE } from '../flow-field/eikonal.ts';
import type { AgentMemory } from './agent-memory.ts';
import { numberSortCells } from './sort-grid.ts';
import { rasteriseSurfaces, type SurfaceRaster, writeSurfaces } from './surfaces.ts';

/**
 * The ground of a run: distances to walls, surfaces, and a field of directions per destination, written into the
 * run's memory. Destinations that people choose among by distance also keep their travel distances.
 */
export class ScenarioGround {
  readonly grid: Grid;
  /** Cells of each destination. */
  readonly destinationCells: readonly ReadonlySet<number>[];
  /** Destinations with a second field that bends round congestion, in the order of those fields. */
  readonly awareDestinations: readonly number[];
  /** Increases whenever walls change. */
  version = 0;
  readonly #scenario: Scenario;
  readonly #travel = new Map<number, Float32Array>();
  readonly #surfaces: SurfaceRaster | undefined;
  #distance: DistanceField | undefined;
  #solver: EikonalSolver | undefined;
  #rings: readonly Int32Array[] = [];
  #closedDoors: readonly LocalPolygon[] = [];

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.grid = gridAround({ walkable: scenario.walkable, blocked: [] }, scenario.cellM);
    this.destinationCells = scenario.destinations.map(({ id, polygon }) => {
      const cells = cellsOf(this.grid, polygon);
      if (cells.size > 0) return cells;
      throw new Error(
        `scenario "${scenario.name}", destination ${id}: no cell of ${scenario.cellM} m lies in it; ` +
          'draw it larger, or on the ground',
      );
    });
    const chosen = new Set<number>();
    const aware = new Set<number>();
    for (const { route } of scenario.groups) {
      const ids =
        route.kind === 'shares'
          ? route.shares.map((share) => share.destination)
          : route.destinations;
      for (const id of ids) {
        const destination = scenario.destinations.findIndex((other) => other.id === id);
        if (route.kind !== 'sequence') chosen.add(destination);
        if (route.kind === 'nearest' && route.congestionAware > 0) aware.add(destination);
      }
    }
    const size = this.grid.cols * this.grid.rows;
    for (const destination of chosen) this.#travel.set(destination, new Float32Array(size));
    this.awareDestinations = [...aware].sort((left, right) => left - right);
    this.#surfaces = rasteriseSurfaces(this.grid, scenario.surfaces);
  }

  get fields(): number {
    return this.destinationCells.length + this.awareDestinations.length;
  }

  /** Writes what never changes: the surfaces. */
  writeSurfaces(memory: AgentMemory): void {
    if (this.#surfaces !== undefined)
      writeSurfaces(memory, this.#scenario.surfaces, this.#surfaces);
  }

  /**
   * Builds walls with these doors closed and the fields, and writes them. After the first time only what a door that
   * changed has near it, and only fields that lead there: the same bytes as all built anew.
   */
  writeWalls(memory: AgentMemory, closedDoors: readonly LocalPolygon[]): void {
    const { grid } = this;
    const { walkable, obstacles } = this.#scenario;
    const area = { walkable, blocked: [...obstacles, ...closedDoors] };
    const changed = changedDoors(this.#closedDoors, closedDoors);
    this.#closedDoors = closedDoors;
    let reaches = (_field: number): boolean => true;
    if (this.#distance === undefined) {
      this.#distance = buildDistanceField(grid, area);
    } else {
      const distance = this.#distance;
      const boxes = changed.map((door) => repairDistanceField(distance, area, boxAround(door)));
      reaches = (field) => boxes.some((box) => this.#leadsInto(memory, field, box));
    }
    memory.groundWords().set(this.#distance.words);
    // A door that opens later makes ground where none is now.
    if (this.version === 0 && closedDoors.length === 0) numberSortCells(memory);
    const { passable } = this.#distance;
    this.#solver ??= new EikonalSolver(grid.cols, grid.cellM, passable);
    this.#rings = ringsAround(passable, grid.cols);
    this.version += 1;
    const scratch = new Float32Array(grid.cols * grid.rows);
    this.destinationCells.forEach((cells, destination) => {
      if (!reaches(destination)) return;
      const travel = this.#travel.get(destination) ?? scratch;
      this.#solve(cells, travel, memory.directionsOf(destination), this.#surfaces?.slowness);
    });
    for (const destination of this.awareDestinations) {
      const field = this.awareField(destination);
      memory.directionsOf(field).set(memory.directionsOf(destination));
    }
  }

  /** Whether anybody in the box, or at the field's end in it, has a way by the field. */
  #leadsInto(memory: AgentMemory, field: number, box: GridBox): boolean {
    const directions = memory.directionsOf(field);
    const cells = must(this.destinationCells[field], 'the destination');
    for (let row = box.row; row < box.row + box.rows; row++) {
      const first = row * this.grid.cols + box.col;
      for (let cell = first; cell < first + box.cols; cell++) {
        if (directions[cell] !== 0 || cells.has(cell)) return true;
      }
    }
    return false;
  }

  /** The field that goes round congestion to the destination. */
  awareField(destination: number): number {
    return this.destinationCells.length + this.awareDestinations.indexOf(destination);
  }

  /**
   * Solves the field of one aware destination with `slowness` (≥ 1) and gives its travel; `into` is used for it.
   */
  writeAware(
    memory: AgentMemory,
    destination: number,
    slowness: Float32Array,
    into: Float32Array,
  ): void {
    const cells = must(this.destinationCells[destination], 'the destination');
    this.#solve(cells, into, memory.directionsOf(this.awareField(destination)), slowness);
  }

  /** Travel distance in metres (slow surfaces count more) from the cell; UNREACHABLE where there is no way. */
  travelFrom(destination: number, cell: number): number {
    return this.#travel.get(destination)?.[cell] ?? UNREACHABLE;
  }

  get distance(): DistanceField {
    return must(this.#distance, 'the distance field');
  }

  /** Slowness of the level's surfaces, one a cell. */
  get surfaceSlowness(): Float32Array | undefined {
    return this.#surfaces?.slowness;
  }

  #solve(
    cells: ReadonlySet<number>,
    travel: Float32Array,
    directions: Uint16Array,
    slowness: Float32Array | undefined,
  ): void {
    const { passable } = this.distance;
    const seeds = [...cells].filter((cell) => passable[cell] === 1);
    must(this.#solver, 'the solver').solve(seeds, travel, slowness);
    packDirections(travel, this.grid.cols, this.#rings, directions);
  }
}

/** Doors closed before or now, but not both. */
function changedDoors(
  before: readonly LocalPolygon[],
  now: readonly LocalPolygon[],
): readonly LocalPolygon[] {
  return [
    ...before.filter((door) => !now.includes(door)),
    ...now.filter((door) => !before.includes(door)),
  ];
}

/** The cells whose centre lies in the polygon; of a narrow one those that hold any of 8 × 8 points in it. */
function cellsOf(grid: Grid, polygon: LocalPolygon): Set<number> {
  const cells = new Set<number>();
  eachCellInside(grid, polygon, (cell) => cells.add(cell));
  if (cells.size > 0) return cells;
  const parts = 8;
  const fine = {
    ...grid,
    cols: grid.cols * parts,
    rows: grid.rows * parts,
    cellM: grid.cellM / parts,
  };
  eachCellInside(fine, polygon, (part) => {
    const col = Math.floor((part % fine.cols) / parts);
    const row = Math.floor(Math.floor(part / fine.cols) / parts);
    cells.add(row * grid.cols + col);
  });
  return cells;
}

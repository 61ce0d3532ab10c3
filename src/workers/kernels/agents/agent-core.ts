import { hash53 } from '../../../domain/base/hash.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';
import {
  boxAround,
  buildDistanceField,
  type DistanceField,
  type GridBox,
  gridAround,
  repairDistanceField,
} from '../flow-field/distance-field.ts';
import type { AgentKernel } from './agent-kernel.ts';
import { AgentMemory } from './agent-memory.ts';
import { AGENT_PARAMETERS, type AgentParameters } from './agent-parameters.ts';
import { Bodies } from './bodies.ts';
import { freeFromWalls } from './free-from-walls.ts';
import { GroundTwin } from './ground-twin.ts';
import { hasRoom, isOnGrid, type Place } from './places.ts';
import { hashBytes, packRun, unpackRun } from './saved-run.ts';
import { numberSortCells } from './sort-grid.ts';
import { rasteriseSurfaces, writeSurfaces } from './surfaces.ts';
import { twinKernel } from './twin-kernel.ts';
import { BLOCK_ADDRESS, kernelMemory, wasmKernel } from './wasm-kernel.ts';

/** The ground of a core, in local metres. */
export interface CoreGround {
  readonly walkable: readonly LocalPolygon[];
  readonly obstacles: readonly LocalPolygon[];
  readonly cellM: number;
  /** How many direction fields there are; the caller writes them (`directions`). At most 65,536. */
  readonly fields: number;
  readonly surfaces?: Scenario['surfaces'];
}

/** What a core may be told. */
export interface CoreOptions {
  /** Default 1; the bytes are the same for every number. */
  readonly threads?: number;
  /** Default 0.05. */
  readonly dtS?: number;
  readonly kernel?: 'wasm' | 'twin';
  readonly parameters?: AgentParameters;
  /** No body is larger than this, in metres. */
  readonly largestRadiusM: number;
  /** Who is blocked is looked at again so often, in seconds; default 0: in every step. */
  readonly lookAgainS?: number;
}

/** Nobody moves farther in a step, in metres. */
const MOVED_M = 0.3;

/**
 * The simulator without scenarios: bodies on a ground, each with a desired speed and one of the direction fields that
 * the caller writes. All that is called between two steps is one ordered queue; the core itself takes nobody out and
 * sends nobody anywhere.
 */
export class AgentCore {
  readonly grid: Grid;
  readonly dtS: number;
  readonly memory: AgentMemory;
  readonly bodies: Bodies;
  readonly #kernel: AgentKernel;
  readonly #ground: CoreGround;
  readonly #distance: DistanceField;
  readonly #fingerprint: number;
  #closed: readonly LocalPolygon[] = [];
  /** People whom the last step sorted; those after them have come since. */
  #sorted = 0;

  constructor(ground: CoreGround, options: CoreOptions) {
    const { threads = 1, dtS = 0.05, parameters = AGENT_PARAMETERS, largestRadiusM } = options;
    const { walkable, obstacles, cellM, surfaces = [] } = ground;
    const lookAgainSteps = Math.round((options.lookAgainS ?? 0) / dtS);
    this.dtS = dtS;
    this.#ground = ground;
    this.grid = gridAround({ walkable, blocked: [] }, cellM);
    this.#distance = buildDistanceField(this.grid, { walkable, blocked: obstacles });
    const wasmMemory = options.kernel === 'twin' ? undefined : kernelMemory();
    this.memory = new AgentMemory(
      {
        groundCols: this.grid.cols,
        groundRows: this.grid.rows,
        cellM,
        fields: ground.fields,
        surfaces: surfaces.length,
        threads,
        dtS,
        parameters,
        largestRadiusM,
        lookAgainSteps,
      },
      BLOCK_ADDRESS,
      wasmMemory,
    );
    this.memory.groundWords().set(this.#distance.words);
    numberSortCells(this.memory);
    const raster = rasteriseSurfaces(this.grid, surfaces);
    if (raster !== undefined) writeSurfaces(this.memory, surfaces, raster);
    this.bodies = new Bodies(this.memory);
    this.#kernel =
      wasmMemory === undefined
        ? twinKernel(this.memory)
        : wasmKernel(this.memory, wasmMemory, threads);
    this.#fingerprint = hash53(
      JSON.stringify([ground, dtS, parameters, largestRadiusM, lookAgainSteps]),
    );
  }

  /** Steps done. */
  get step(): number {
    return this.memory.step;
  }

  /** step × dt. */
  get timeS(): number {
    return this.step * this.dtS;
  }

  /** 1 where a route may lead through the cell. */
  get passable(): Uint8Array {
    return this.#distance.passable;
  }

  /** A field's words, one a cell, as packDirections writes them: read by the next step. */
  directions(field: number): Uint16Array {
    return this.memory.directionsOf(field);
  }

  /** One step of everybody. */
  advance(): void {
    this.bodies.begin();
    this.#kernel.step();
    this.bodies.end();
    this.#sorted = this.memory.count;
  }

  /** Whether a body of this radius has room at a place of the run's own metres, before the next step. */
  hasRoom(x: number, y: number, radiusM: number): boolean {
    const place: Place = [Math.fround(x), Math.fround(y)];
    return (
      isOnGrid(this.grid, place) &&
      this.clearanceM(...place) >= radiusM &&
      hasRoom(this.memory, place, radiusM, this.#sorted, MOVED_M)
    );
  }

  /** Distance to the nearest wall, negative off the ground, known up to some 1.75 m. */
  clearanceM(x: number, y: number): number {
    return new GroundTwin(this.memory).clearanceAt(x, y);
  }

  /**
   * Closes these polygons, and opens what was closed before and is not among them. Who stands where one closes is set
   * aside. Returns the pieces of the grid whose cells may have changed; the fields are the caller's to mend.
   */
  block(closed: readonly LocalPolygon[]): readonly GridBox[] {
    const was = new Set(this.#closed.map((polygon) => JSON.stringify(polygon)));
    const is = new Set(closed.map((polygon) => JSON.stringify(polygon)));
    const opened = this.#closed.filter((polygon) => !is.has(JSON.stringify(polygon)));
    const shut = closed.filter((polygon) => !was.has(JSON.stringify(polygon)));
    this.#closed = closed;
    const { walkable, obstacles } = this.#ground;
    const area = { walkable, blocked: [...obstacles, ...closed] };
    const boxes = [...opened, ...shut].map((polygon) =>
      repairDistanceField(this.#distance, area, boxAround(polygon)),
    );
    if (boxes.length > 0) this.memory.groundWords().set(this.#distance.words);
    if (shut.length > 0) {
      freeFromWalls(this.memory, this.grid, this.passable);
      // Who was set aside is no longer near their sorted cell.
      this.#sorted = 0;
    }
    return boxes;
  }

  /** Everything but the fields, which are the caller's. */
  save(): Uint8Array {
    const closed = new TextEncoder().encode(JSON.stringify(this.#closed));
    return packRun(this.#fingerprint, [closed, ...this.bodies.saved()]);
  }

  /** Goes on from what a core of the same ground and options saved. */
  restore(saved: Uint8Array): void {
    const [closed, ...bodies] = unpackRun(saved, this.#fingerprint);
    this.memory.count = 0;
    this.block(JSON.parse(new TextDecoder().decode(closed)));
    this.bodies.restore(bodies);
    this.#sorted = 0;
  }

  hash(): string {
    return hashBytes(this.save());
  }

  /** Frees threads. */
  async close(): Promise<void> {
    await this.#kernel.close();
  }
}

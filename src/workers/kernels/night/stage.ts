import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import type { AgentCore } from '../agents/agent-core.ts';
import { GroundTwin } from '../agents/ground-twin.ts';

/** A body as it comes onto the stage, in local metres. */
export interface Entering {
  readonly east: number;
  readonly north: number;
  readonly radiusM: number;
  readonly desiredMps: number;
  readonly field: number;
}

/** So slow that nobody moves, and not standing: who is to be stepped all the same. */
const STEPPED_STANDING_MPS = 1e-6;

/** The simulator in the site's local metres, and by slot. */
export class Stage {
  readonly core: AgentCore;
  readonly grid: Grid;
  readonly passable: Uint8Array;
  readonly #stepStanding: boolean;
  #desired: Float32Array = new Float32Array(0);
  #field: Uint32Array = new Uint32Array(0);
  #x: Float32Array = new Float32Array(0);
  #y: Float32Array = new Float32Array(0);

  constructor(core: AgentCore, stepStanding: boolean) {
    this.core = core;
    this.grid = core.grid;
    this.passable = core.passable;
    this.#stepStanding = stepStanding;
  }

  /** Takes the views of the columns anew: after steps, and after somebody came. */
  refresh(): void {
    const { memory } = this.core;
    this.#desired = memory.floats('desired');
    this.#field = memory.words('field');
    this.#x = memory.floats('x');
    this.#y = memory.floats('y');
  }

  place({ east, north, radiusM, desiredMps, field }: Entering): number {
    return this.core.bodies.place({
      x: east - this.grid.westM,
      y: north - this.grid.southM,
      radiusM,
      desiredMps: desiredMps === 0 && this.#stepStanding ? STEPPED_STANDING_MPS : desiredMps,
      field,
    });
  }

  /** Whether a body has room there: no wall, nobody. */
  hasRoom(east: number, north: number, radiusM: number): boolean {
    return this.core.hasRoom(east - this.grid.westM, north - this.grid.southM, radiusM);
  }

  /** The distance to the nearest wall, for many places at once. */
  clearance(): (east: number, north: number) => number {
    const twin = new GroundTwin(this.core.memory);
    const { westM, southM } = this.grid;
    return (east, north) => twin.clearanceAt(east - westM, north - southM);
  }

  directions(field: number): Uint16Array {
    return this.core.directions(field);
  }

  field(slot: number): number {
    return (this.#field[this.core.bodies.indexOf(slot)] as number) & 0xffff;
  }

  desired(slot: number): number {
    return this.#desired[this.core.bodies.indexOf(slot)] as number;
  }

  send(slot: number, field: number): void {
    this.core.bodies.send(slot, field);
  }

  walk(slot: number, desiredMps: number): void {
    this.core.bodies.want(slot, desiredMps);
  }

  /** Stands still from now on. */
  stand(slot: number): void {
    this.core.bodies.want(slot, this.#stepStanding ? STEPPED_STANDING_MPS : 0);
  }

  setRadius(slot: number, radiusM: number): void {
    this.core.bodies.setRadius(slot, radiusM);
  }

  /** Where the person's field leads from a cell: east and north, a unit vector or nowhere. */
  way(slot: number, cell: number): EastNorth {
    const word = this.directions(this.field(slot))[cell] as number;
    return [((word << 24) >> 24) / 127, ((word << 16) >> 24) / 127];
  }

  /** The ground cell under a person. */
  cell(slot: number): number {
    const index = this.core.bodies.indexOf(slot);
    const { cellM, cols } = this.grid;
    const row = Math.floor((this.#y[index] as number) / cellM);
    return row * cols + Math.floor((this.#x[index] as number) / cellM);
  }
}

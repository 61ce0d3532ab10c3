import type { Millis } from '../../../domain/base/quantity.ts';
import {
  ageCode,
  type DensityFrame,
  densityCode,
  NEVER_SUPPORTED,
} from '../../../domain/crowd/density-frame.ts';
import { OUTSIDE_LEAF } from '../../../domain/site/ground.ts';
import type { AreaMemory } from './area-memory.ts';
import type { Layout } from './layout.ts';
import { ZoneField } from './zone-field.ts';

/** What the raster is drawn from. Instants in milliseconds, NaN for never. */
export interface FieldInput {
  readonly time: Millis;
  /** People by leaf, then outside. */
  readonly people: Float64Array;
  /** Newest support by leaf, then outside. */
  readonly supportAt: Float64Array;
  readonly memory: AreaMemory;
}

/**
 * The density raster over all walkable cells in Float64 ped/m². Zone by zone the cells sum exactly to the zone's
 * people; nothing is smoothed across borders.
 */
export class DensityField {
  readonly zones: readonly ZoneField[];
  private readonly layout: Layout;
  private readonly outsideCells: Uint32Array;
  private input: FieldInput | undefined;

  constructor(layout: Layout) {
    this.layout = layout;
    const { ground, leafCount } = layout;
    const cells: number[][] = Array.from({ length: leafCount }, () => []);
    const outside: number[] = [];
    const slotOf = new Int32Array(ground.cellCount);
    for (let cell = 0; cell < ground.cellCount; cell++) {
      const leaf = ground.leafOfCell[cell] ?? OUTSIDE_LEAF;
      const list = cells[leaf] ?? outside;
      slotOf[cell] = list.length;
      list.push(cell);
    }
    this.outsideCells = Uint32Array.from(outside);
    this.zones = cells.map(
      (list, leaf) => new ZoneField(layout, leaf, Uint32Array.from(list), slotOf),
    );
  }

  /** Solves the field for one instant; nothing is drawn before somebody asks for the frame. */
  solve(input: FieldInput): void {
    this.input = input;
    const { memory, people, time } = input;
    for (const zone of this.zones) zone.solve(people[zone.leaf] ?? 0, memory, time);
  }

  /** ped/m² on every cell of `outside`. */
  outsidePerM2(): number {
    const { outside, outsideM2 } = this.layout;
    return outsideM2 > 0 ? (this.input?.people[outside] ?? 0) / outsideM2 : 0;
  }

  /** The field solved last, quantised. */
  frame(): DensityFrame {
    const { input } = this;
    const count = this.layout.ground.cellCount;
    const density = new Uint8Array(count);
    const age = new Uint8Array(count).fill(NEVER_SUPPORTED);
    if (!input) return { issuedAt: 0, density, age };
    const densityPerM2 = new Float64Array(count);
    const flat = this.outsidePerM2();
    for (const cell of this.outsideCells) densityPerM2[cell] = flat;
    for (const zone of this.zones) zone.draw(densityPerM2);
    for (let cell = 0; cell < count; cell++) {
      density[cell] = densityCode(densityPerM2[cell] as number);
    }
    const code = (at: number) =>
      ageCode(Number.isNaN(at) ? undefined : Math.max(0, input.time - at) / 1000);
    for (const zone of this.zones) {
      zone.writeAges(age, input.memory, input.supportAt[zone.leaf] ?? Number.NaN, code);
    }
    const outsideAge = code(input.supportAt[this.layout.outside] ?? Number.NaN);
    for (const cell of this.outsideCells) age[cell] = outsideAge;
    return { issuedAt: input.time, density, age };
  }
}

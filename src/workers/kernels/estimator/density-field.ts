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
  readonly densityPerM2: Float64Array;
  readonly zones: readonly ZoneField[];
  private readonly layout: Layout;
  private readonly outsideCells: Uint32Array;
  private readonly dominant: Int32Array;
  private input: FieldInput | undefined;
  private isDominantCurrent = false;

  constructor(layout: Layout) {
    this.layout = layout;
    const { ground, leafCount } = layout;
    this.densityPerM2 = new Float64Array(ground.cellCount);
    this.dominant = new Int32Array(ground.cellCount).fill(-1);
    const cells: number[][] = Array.from({ length: leafCount }, () => []);
    const outside: number[] = [];
    for (let cell = 0; cell < ground.cellCount; cell++) {
      const leaf = ground.leafOfCell[cell] ?? OUTSIDE_LEAF;
      (cells[leaf] ?? outside).push(cell);
    }
    this.outsideCells = Uint32Array.from(outside);
    this.zones = cells.map((list, leaf) => new ZoneField(layout, leaf, Uint32Array.from(list)));
  }

  /** Draws the field for one instant. */
  solve(input: FieldInput): void {
    this.input = input;
    this.isDominantCurrent = false;
    const { memory, people, time } = input;
    for (const zone of this.zones) {
      zone.solve(people[zone.leaf] ?? 0, memory, time, this.densityPerM2);
    }
    const { outside, outsideM2 } = this.layout;
    const flat = outsideM2 > 0 ? (people[outside] ?? 0) / outsideM2 : 0;
    for (const cell of this.outsideCells) this.densityPerM2[cell] = flat;
  }

  /** For each cell the area sensor whose reading dominates it, -1 where the zone's total alone speaks. */
  dominantSensors(): Int32Array {
    if (!this.isDominantCurrent) {
      for (const zone of this.zones) zone.writeDominant(this.dominant);
      this.isDominantCurrent = true;
    }
    return this.dominant;
  }

  /** The field solved last, quantised. */
  frame(): DensityFrame {
    const { input, densityPerM2 } = this;
    const count = densityPerM2.length;
    const density = new Uint8Array(count);
    const age = new Uint8Array(count).fill(NEVER_SUPPORTED);
    if (!input) return { issuedAt: 0, density, age };
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

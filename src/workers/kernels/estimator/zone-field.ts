import type { Millis } from '../../../domain/base/quantity.ts';
import { cellCentre } from '../../../domain/geo/grid.ts';
import type { AreaMemory } from './area-memory.ts';
import { type Footprint, footprintOf, measureFootprint } from './footprint.ts';
import type { Layout } from './layout.ts';
import { PATCH_M, sensorPatches } from './patches.ts';
import { type PointWeights, pointWeights } from './point-weights.ts';

/** A camera that sees this share of a zone's cells sees the whole: its count is the total and shapes nothing. */
const WHOLE_ZONE_SHARE = 0.98;
/** Where no camera looks, at least this share of the zone's mean is put when the cameras claim nearly everybody. */
const LEAST_BACKGROUND_SHARE = 0.05;
/** Support older than this is no ground to call a patch the densest; s. */
const FRESH_S = 60;

/** A part of a zone that the same cameras look at. */
interface Part {
  readonly cameras: readonly number[];
  readonly cells: number;
  /** Background density before it is scaled to the zone's total, ped/m². */
  base: number;
  /** Newest fresh camera, NaN without one. */
  seenAt: number;
}

interface PointSensor {
  readonly index: number;
  readonly patches: readonly Footprint[];
}

/**
 * The density inside one leaf zone: density(cell) = (1 - φ)·m·base + φ·Σ w·sensor, where base is what the cameras say
 * of their parts (flat elsewhere) and the factor m is solved so that the cells sum exactly to the zone's people.
 */
export class ZoneField {
  readonly leaf: number;
  readonly cells: Uint32Array;
  /** What the point sensors' part had to be multiplied by because it alone exceeded the zone's people; else 1. */
  sensorScale = 1;
  private readonly layout: Layout;
  /** Place of each walkable cell in its zone's cell list. */
  private readonly slotOf: Int32Array;
  private readonly partOf: Uint16Array;
  private readonly parts: Part[];
  private readonly points: readonly PointSensor[];
  private readonly pointOf: ReadonlyMap<number, number>;
  /** ped/m² of each point sensor, as in the field solved last. */
  private readonly values: Float64Array;
  private readonly whole: Footprint;
  private freshMask: string | undefined;
  private fresh: ReadonlySet<number> = new Set();
  private weights: PointWeights;
  /** Place of each slot in the weights, -1 for none. */
  private readonly entryOf: Int32Array;
  private factor = 1;

  constructor(layout: Layout, leaf: number, cells: Uint32Array, slotOf: Int32Array) {
    this.layout = layout;
    this.leaf = leaf;
    this.cells = cells;
    this.slotOf = slotOf;
    this.entryOf = new Int32Array(cells.length).fill(-1);
    this.weights = pointWeights(() => [0, 0], 0, []);
    const { partOf, parts } = this.localParts();
    this.partOf = partOf;
    this.parts = parts;
    const own = layout.areaSensors.flatMap(({ kind, covers }, index) =>
      kind === 'pointDensity' && covers[0]?.leaf === leaf ? [index] : [],
    );
    this.pointOf = new Map(own.map((index, point) => [index, point]));
    this.values = new Float64Array(own.length);
    this.points = own.map((index) => {
      const sensor = layout.areaSensors[index];
      const patches = sensor ? sensorPatches(layout.ground, leaf, sensor) : [];
      return { index, patches: patches.map((patch) => this.footprint(patch)) };
    });
    this.whole = this.footprint(cells);
  }

  /** The given cells of this zone (walk indices), to sum the field over. */
  footprint(cells: Uint32Array): Footprint {
    const slots = cells.map((cell) => this.slotOf[cell] ?? 0);
    return footprintOf(slots, this.parts.length, this.pointOf.size);
  }

  /** Solves the field for `people`. */
  solve(people: number, memory: AreaMemory, time: Millis): void {
    this.adoptFreshSensors(memory, time);
    const { ground } = this.layout;
    const cellM2 = ground.grid.cellM * ground.grid.cellM;
    if (this.cells.length === 0) return;
    this.setBases(people, memory, time, cellM2);
    this.points.forEach(({ index }, point) => {
      this.values[point] = memory.densityPerM2[index] ?? 0;
    });
    const whole = this.measured(this.whole);
    const sensedSum = this.sensed(whole);
    const backgroundSum = this.background(whole);
    const wanted = people / cellM2;
    const rest = wanted - sensedSum;
    const canFill = rest >= 0 && backgroundSum > 0;
    this.factor = canFill ? rest / backgroundSum : 0;
    this.sensorScale = canFill || sensedSum === 0 ? 1 : wanted / sensedSum;
  }

  /** Σ ped/m² over the cells of a footprint, in the field solved last. */
  sumOver(footprint: Footprint): number {
    const measured = this.measured(footprint);
    return this.factor * this.background(measured) + this.sensorScale * this.sensed(measured);
  }

  /** How many cells of a footprint a sensor's reading dominates, and the newest of those readings. */
  seenOver(footprint: Footprint, memory: AreaMemory): { cells: number; at: Millis } {
    const { partCells, sensorCells } = this.measured(footprint);
    let cells = 0;
    let at = Number.NEGATIVE_INFINITY;
    const see = (sensor: number | undefined, count: number) => {
      if (sensor === undefined || count === 0) return;
      cells += count;
      at = Math.max(at, memory.seenAt[sensor] ?? at);
    };
    this.parts.forEach(({ cameras, seenAt }, part) => {
      see(Number.isNaN(seenAt) ? undefined : cameras[0], partCells[part] ?? 0);
    });
    this.points.forEach(({ index }, point) => {
      see(index, sensorCells[point] ?? 0);
    });
    return { cells, at };
  }

  /** Writes ped/m² of the zone's cells, in the field solved last. */
  draw(density: Float64Array): void {
    const { cells, partOf } = this;
    const flat = Float64Array.from(this.parts, (part) => part.base * this.factor);
    for (let slot = 0; slot < cells.length; slot++) {
      density[cells[slot] as number] = flat[partOf[slot] as number] as number;
    }
    const { slots, say, start, sensor, weight } = this.weights;
    const bySensor = new Float64Array(this.layout.areaSensors.length);
    this.points.forEach(({ index }, point) => {
      bySensor[index] = this.values[point] ?? 0;
    });
    for (let i = 0; i < slots.length; i++) {
      let value = 0;
      for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
        value += (weight[k] as number) * (bySensor[sensor[k] as number] as number);
      }
      const cell = cells[slots[i] as number] as number;
      density[cell] =
        (1 - (say[i] as number)) * (density[cell] as number) +
        this.sensorScale * (say[i] as number) * value;
    }
  }

  /** Writes the instant of each cell's support, as `code` gives it, for the field solved last. */
  writeAges(
    ages: Uint8Array,
    memory: AreaMemory,
    supportAt: number,
    code: (at: number) => number,
  ): void {
    const { cells, partOf } = this;
    const byPart = Uint8Array.from(this.parts, (part) =>
      code(Number.isNaN(part.seenAt) ? supportAt : part.seenAt),
    );
    for (let slot = 0; slot < cells.length; slot++) {
      ages[cells[slot] as number] = byPart[partOf[slot] as number] as number;
    }
    const { slots, say, nearest } = this.weights;
    const bySensor = Uint8Array.from(memory.seenAt, code);
    for (let i = 0; i < slots.length; i++) {
      if ((say[i] as number) <= 0.5) continue;
      ages[cells[slots[i] as number] as number] = bySensor[nearest[i] as number] as number;
    }
  }

  /** The densest 5 × 5 m patch with support no older than FRESH_S, undefined when nothing is fresh. */
  worst(memory: AreaMemory, supportAt: number, time: Millis): number | undefined {
    const isFresh = (at: number) => time - at <= FRESH_S * 1000;
    const cellM2 = this.layout.ground.grid.cellM ** 2;
    let worst = -1;
    const roomyM2 = Math.min(PATCH_M * PATCH_M, this.cells.length * cellM2);
    const { parts: backgrounds } = this.measured(this.whole);
    this.parts.forEach((part, index) => {
      const at = Number.isNaN(part.seenAt) ? supportAt : part.seenAt;
      const roomy = (backgrounds[index] ?? 0) * cellM2 >= roomyM2;
      if (roomy && isFresh(at)) worst = Math.max(worst, part.base * this.factor);
    });
    for (const { index, patches } of this.points) {
      if (!this.fresh.has(index) || !isFresh(memory.seenAt[index] ?? Number.NaN)) continue;
      for (const patch of patches) {
        worst = Math.max(worst, this.sumOver(patch) / patch.slots.length);
      }
    }
    return worst < 0 ? undefined : worst;
  }

  private measured(footprint: Footprint): Footprint {
    if (footprint.weights !== this.weights) {
      measureFootprint(footprint, this.weights, this.entryOf, this.partOf, this.pointOf);
    }
    return footprint;
  }

  private background({ parts }: Footprint): number {
    let sum = 0;
    for (let part = 0; part < parts.length; part++) {
      sum += (this.parts[part]?.base ?? 0) * (parts[part] as number);
    }
    return sum;
  }

  private sensed({ sensors }: Footprint): number {
    let sum = 0;
    for (let point = 0; point < sensors.length; point++) {
      sum += (this.values[point] as number) * (sensors[point] as number);
    }
    return sum;
  }

  /** Rebuilds the weights when the set of point sensors to go by has changed: a pure function of that set. */
  private adoptFreshSensors(memory: AreaMemory, time: Millis): void {
    const fresh = this.points.filter(({ index }) => memory.isFresh(index, time));
    const mask = fresh.map(({ index }) => index).join(' ');
    if (mask === this.freshMask) return;
    this.freshMask = mask;
    this.fresh = new Set(fresh.map(({ index }) => index));
    const { grid, gridCell } = this.layout.ground;
    this.weights = pointWeights(
      (slot) => cellCentre(grid, gridCell[this.cells[slot] ?? 0] ?? 0),
      this.cells.length,
      fresh.map(({ index }) => ({
        index,
        polygon: this.layout.areaSensors[index]?.polygon ?? [],
      })),
    );
    this.entryOf.fill(-1);
    this.weights.slots.forEach((slot, entry) => {
      this.entryOf[slot] = entry;
    });
  }

  private setBases(people: number, memory: AreaMemory, time: Millis, cellM2: number): void {
    let claimed = 0;
    let freeM2 = 0;
    for (const part of this.parts) {
      const fresh = part.cameras.filter((camera) => memory.isFresh(camera, time));
      const areaM2 = part.cells * cellM2;
      part.seenAt = Number.NaN;
      if (fresh.length === 0) {
        freeM2 += areaM2;
        continue;
      }
      part.seenAt = Math.max(...fresh.map((camera) => memory.seenAt[camera] ?? 0));
      const sum = fresh.reduce((total, camera) => total + (memory.densityPerM2[camera] ?? 0), 0);
      part.base = sum / fresh.length;
      claimed += part.base * areaM2;
    }
    const mean = people / (this.cells.length * cellM2);
    const left = freeM2 > 0 ? (people - claimed) / freeM2 : 0;
    for (const part of this.parts) {
      // With nobody in the zone any positive base will do: the factor makes it zero.
      if (Number.isNaN(part.seenAt))
        part.base = Math.max(left, LEAST_BACKGROUND_SHARE * mean, 1e-9);
    }
  }

  private localParts(): { partOf: Uint16Array; parts: Part[] } {
    const { partOf, parts } = this.layout.cameraParts;
    const local = new Map<number, number>();
    const own: Part[] = [];
    const ownOf = Uint16Array.from(this.cells, (cell) => {
      const part = partOf[cell] ?? 0;
      const known = local.get(part);
      if (known !== undefined) return known;
      const { cameras = [], cells = 0 } = parts[part] ?? {};
      local.set(part, own.length);
      return (
        own.push({
          cameras: cameras.filter((camera) => !this.seesWhole(camera)),
          cells,
          base: 0,
          seenAt: Number.NaN,
        }) - 1
      );
    });
    return { partOf: ownOf, parts: own };
  }

  private seesWhole(camera: number): boolean {
    const covers = this.layout.areaSensors[camera]?.covers ?? [];
    return (covers.find(({ leaf }) => leaf === this.leaf)?.share ?? 0) >= WHOLE_ZONE_SHARE;
  }
}

import type { Millis } from '../../../domain/base/quantity.ts';
import { cellCentre } from '../../../domain/geo/grid.ts';
import type { AreaMemory } from './area-memory.ts';
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
  /** Σ (1 - φ) over its cells. */
  background: number;
}

interface PointSensor {
  readonly index: number;
  readonly patches: readonly Uint32Array[];
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
  private readonly partOf: Uint16Array;
  private readonly parts: Part[];
  private readonly points: readonly PointSensor[];
  private freshMask = '';
  private weights: PointWeights;
  private factor = 1;

  constructor(layout: Layout, leaf: number, cells: Uint32Array) {
    this.layout = layout;
    this.leaf = leaf;
    this.cells = cells;
    this.points = layout.areaSensors.flatMap((sensor, index) =>
      sensor.kind === 'pointDensity' && sensor.covers[0]?.leaf === leaf
        ? [{ index, patches: sensorPatches(layout.ground, leaf, sensor) }]
        : [],
    );
    this.weights = pointWeights(() => [0, 0], 0, []);
    const { partOf, parts } = this.localParts();
    this.partOf = partOf;
    this.parts = parts;
    this.countBackground();
  }

  /** Solves the field for `people` and writes ped/m² of its cells. */
  solve(people: number, memory: AreaMemory, time: Millis, density: Float64Array): void {
    this.adoptFreshSensors(memory, time);
    const { ground } = this.layout;
    const cellM2 = ground.grid.cellM * ground.grid.cellM;
    if (this.cells.length === 0) return;
    this.setBases(people, memory, time, cellM2);
    const { slots, say, start, sensor, weight } = this.weights;
    const sensed = new Float64Array(slots.length);
    let sensedSum = 0;
    for (let i = 0; i < slots.length; i++) {
      let value = 0;
      for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
        value += (weight[k] as number) * (memory.densityPerM2[sensor[k] as number] as number);
      }
      sensed[i] = (say[i] as number) * value;
      sensedSum += sensed[i] as number;
    }
    const backgroundSum = this.parts.reduce((sum, part) => sum + part.base * part.background, 0);
    const wanted = people / cellM2;
    const rest = wanted - sensedSum;
    const canFill = rest >= 0 && backgroundSum > 0;
    this.factor = canFill ? rest / backgroundSum : 0;
    this.sensorScale = canFill || sensedSum === 0 ? 1 : wanted / sensedSum;
    const flat = Float64Array.from(this.parts, (part) => part.base * this.factor);
    const { cells, partOf } = this;
    for (let slot = 0; slot < cells.length; slot++) {
      density[cells[slot] as number] = flat[partOf[slot] as number] as number;
    }
    for (let i = 0; i < slots.length; i++) {
      const cell = cells[slots[i] as number] as number;
      density[cell] =
        (1 - (say[i] as number)) * (density[cell] as number) +
        this.sensorScale * (sensed[i] as number);
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

  /** Writes the index of the sensor that dominates each cell, -1 for none; for hot-spots. */
  writeDominant(dominant: Int32Array): void {
    const { slots, say, nearest } = this.weights;
    for (let slot = 0; slot < this.cells.length; slot++) {
      const part = this.parts[this.partOf[slot] as number];
      const camera = part && !Number.isNaN(part.seenAt) ? (part.cameras[0] ?? -1) : -1;
      dominant[this.cells[slot] as number] = camera;
    }
    for (let i = 0; i < slots.length; i++) {
      if ((say[i] as number) <= 0.5) continue;
      dominant[this.cells[slots[i] as number] as number] = nearest[i] as number;
    }
  }

  /** The densest 5 × 5 m patch with support no older than FRESH_S, undefined when nothing is fresh. */
  worst(
    density: Float64Array,
    memory: AreaMemory,
    supportAt: number,
    time: Millis,
  ): number | undefined {
    const isFresh = (at: number) => time - at <= FRESH_S * 1000;
    const cellM2 = this.layout.ground.grid.cellM ** 2;
    let worst = -1;
    for (const part of this.parts) {
      const at = Number.isNaN(part.seenAt) ? supportAt : part.seenAt;
      const roomy =
        part.background * cellM2 >= Math.min(PATCH_M * PATCH_M, this.cells.length * cellM2);
      if (roomy && isFresh(at)) worst = Math.max(worst, part.base * this.factor);
    }
    for (const { index, patches } of this.points) {
      if (!this.isUsed(index) || !isFresh(memory.seenAt[index] ?? Number.NaN)) continue;
      for (const patch of patches) {
        let sum = 0;
        for (const cell of patch) sum += density[cell] as number;
        worst = Math.max(worst, sum / patch.length);
      }
    }
    return worst < 0 ? undefined : worst;
  }

  private isUsed(sensor: number): boolean {
    return this.freshMask.split(' ').includes(String(sensor));
  }

  /** Rebuilds the weights when the set of point sensors to go by has changed: a pure function of that set. */
  private adoptFreshSensors(memory: AreaMemory, time: Millis): void {
    const fresh = this.points.filter(({ index }) => memory.isFresh(index, time));
    const mask = fresh.map(({ index }) => index).join(' ');
    if (mask === this.freshMask) return;
    this.freshMask = mask;
    const { grid, gridCell } = this.layout.ground;
    this.weights = pointWeights(
      (slot) => cellCentre(grid, gridCell[this.cells[slot] ?? 0] ?? 0),
      this.cells.length,
      fresh.map(({ index }) => ({
        index,
        polygon: this.layout.areaSensors[index]?.polygon ?? [],
      })),
    );
    this.countBackground();
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

  private countBackground(): void {
    for (const part of this.parts) part.background = part.cells;
    const { slots, say } = this.weights;
    for (let i = 0; i < slots.length; i++) {
      const part = this.parts[this.partOf[slots[i] as number] as number];
      if (part) part.background -= say[i] as number;
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
          background: 0,
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

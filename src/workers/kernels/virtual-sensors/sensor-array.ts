import { hash53 } from '../../../domain/base/hash.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { namedRng, type Rng } from '../../../domain/base/rng.ts';
import type { NightClock, SensorHabits } from '../../../domain/plan/night-script.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { GridCell, LineCounter, Sensor } from '../../../domain/site/site.ts';
import type { Crowd } from '../zone-graph/crowd.ts';
import type { Spread } from '../zone-graph/spread.ts';
import { counterArcs } from './counter-arcs.ts';
import {
  drawError,
  drawUndercount,
  drift,
  type SensorError,
  visibleShare,
} from './sensor-error.ts';

/** Sensors of real recordings: a rehearsal does not speak for them. */
const NOT_SIMULATED = /^metro-/;
/** Flicker of a single reading of an area sensor, one standard deviation (our choice). */
const FLICKER = 0.01;

/** A reading as its sender writes it. */
export type SentReading =
  | {
      readonly device: string;
      readonly time: string;
      readonly count: number;
      readonly interval_s: number;
    }
  | { readonly device: string; readonly time: string; readonly occupancy: number }
  | { readonly device: string; readonly time: string; readonly density: number };

interface Silence {
  readonly from: number;
  readonly to: number;
}

interface SensorBase {
  readonly id: string;
  /** Sends when `second % everyS === phase`. */
  readonly everyS: number;
  readonly phase: number;
  readonly seen: number;
  readonly error: SensorError;
  readonly chance: Rng;
  readonly silences: readonly Silence[];
}

interface Counter extends SensorBase {
  readonly kind: 'lineCounter';
  readonly arcs: readonly number[];
  readonly share: number;
  /** People over the line since the last reading. */
  crossed: number;
  /** What rounding to whole people has kept back. */
  carry: number;
}

interface AreaSensor extends SensorBase {
  readonly kind: 'zoneCount' | 'pointDensity';
  readonly patch: number;
  readonly undercount: SensorHabits['undercount'];
  drifted: number;
}

/** The site's simulated sensors: they look at the crowd and write what real ones would send. */
export class SensorArray {
  readonly #habits: SensorHabits;
  readonly #clock: NightClock;
  readonly #spread: Spread;
  readonly #counters: Counter[] = [];
  readonly #areas: AreaSensor[] = [];

  constructor(
    ground: Ground,
    crowd: Crowd,
    spread: Spread,
    habits: SensorHabits,
    clock: NightClock,
    seed: number,
  ) {
    this.#habits = habits;
    this.#clock = clock;
    this.#spread = spread;
    const sensors = ground.site.sensors.filter(
      (sensor): sensor is Exclude<Sensor, GridCell> =>
        !NOT_SIMULATED.test(sensor.id) && sensor.kind !== 'gridCell',
    );
    const silences = drawSilences(sensors, habits, clock, seed);
    for (const sensor of sensors) {
      const base = this.#base(sensor, silences.get(sensor.id) ?? [], seed);
      if (sensor.kind === 'lineCounter') {
        this.#counters.push(this.#counter(sensor, base, ground, crowd));
      } else {
        const patch = spread.addPatch(sensor.polygon);
        if (spread.areaM2(patch) === 0) continue;
        const chance = namedRng(seed, `undercount ${sensor.id}`);
        const undercount = drawUndercount(habits.undercount, chance);
        this.#areas.push({ ...base, kind: sensor.kind, patch, undercount, drifted: 0 });
      }
    }
  }

  /** Looks at the crowd after a step; gives the readings due at this second, counters first. */
  look(crowd: Crowd, time: Millis): SentReading[] {
    const { second } = crowd;
    const readings: SentReading[] = [];
    const iso = this.#clock.iso(time);
    this.#spread.look(second);
    for (const counter of this.#counters) {
      for (const arc of counter.arcs) counter.crossed += (crowd.moved[arc] ?? 0) * counter.share;
      if (second % counter.everyS !== counter.phase) continue;
      const count = countOf(counter);
      if (speaks(counter, second)) {
        readings.push({ device: counter.id, time: iso, count, interval_s: counter.everyS });
      }
    }
    for (const area of this.#areas) {
      if (second % area.everyS !== area.phase) continue;
      const people = this.#seenBy(area, crowd);
      if (!speaks(area, second)) continue;
      if (area.kind === 'zoneCount') {
        readings.push({ device: area.id, time: iso, occupancy: Math.round(people) });
      } else {
        const density = Math.round((people / this.#spread.areaM2(area.patch)) * 100) / 100;
        readings.push({ device: area.id, time: iso, density });
      }
    }
    return readings;
  }

  /** People as an area sensor sees them. */
  #seenBy(area: AreaSensor, crowd: Crowd): number {
    const people = this.#spread.peopleIn(area.patch, crowd);
    const driftS = this.#habits.driftMin * 60;
    area.drifted = drift(area.drifted, area.error.changingSd, area.everyS, driftS, area.chance);
    const flicker = FLICKER * area.chance.normal();
    const visible =
      area.kind === 'zoneCount'
        ? visibleShare(people / this.#spread.areaM2(area.patch), area.undercount)
        : 1;
    const error = 1 + area.error.systematic + area.drifted + flicker;
    return Math.max(0, people * area.seen * visible * error);
  }

  #base(sensor: Exclude<Sensor, GridCell>, silences: readonly Silence[], seed: number): SensorBase {
    const chance = namedRng(seed, `sensor ${sensor.id}`);
    const everyS = {
      lineCounter: this.#habits.counterIntervalS,
      zoneCount: this.#habits.cameraIntervalS,
      pointDensity: this.#habits.densityIntervalS,
    }[sensor.kind];
    return {
      id: sensor.id,
      everyS,
      // By its name alone, so that sensors spread over the seconds and a sensor keeps its place on every night.
      phase: hash53(sensor.id) % everyS,
      seen: sensor.detectionShare,
      error: drawError(sensor.relativeError, this.#habits, chance),
      chance,
      silences,
    };
  }

  #counter(sensor: LineCounter, base: SensorBase, ground: Ground, crowd: Crowd): Counter {
    const { arcs, share } = counterArcs(sensor, ground, crowd.network);
    return { ...base, kind: 'lineCounter', arcs, share, crossed: 0, carry: 0 };
  }
}

/**
 * Whole people of the interval that ends now. People come one by one, so their number scatters by its root;
 * the fraction that rounding keeps back is counted later, so that sums over the night are right.
 */
function countOf(counter: Counter): number {
  const { chance, error, seen } = counter;
  const expected = counter.crossed * seen * (1 + error.systematic);
  counter.crossed = 0;
  const scatter = Math.hypot(Math.sqrt(expected), expected * error.changingSd);
  const people = expected + scatter * chance.normal() + counter.carry;
  const count = Math.max(0, Math.round(people));
  counter.carry = people - count;
  return count;
}

function speaks(sensor: SensorBase, second: number): boolean {
  return !sensor.silences.some(({ from, to }) => second >= from && second < to);
}

/** Draws which sensors fall silent. */
function drawSilences(
  sensors: readonly Sensor[],
  habits: SensorHabits,
  clock: NightClock,
  seed: number,
): Map<string, Silence[]> {
  const chance = namedRng(seed, 'drop-outs');
  const silences = new Map<string, Silence[]>();
  for (const dropOut of habits.dropOuts) {
    const candidates = sensors.filter(({ kind }) => kind === dropOut.kind).map(({ id }) => id);
    const from = clock.secondOf(dropOut.startsAt);
    for (let k = 0; k < dropOut.sensors && candidates.length > 0; k++) {
      const [id] = candidates.splice(Math.floor(chance.next() * candidates.length), 1);
      if (id === undefined) continue;
      const silence = { from, to: from + dropOut.lastsMin * 60 };
      silences.set(id, [...(silences.get(id) ?? []), silence]);
    }
  }
  return silences;
}

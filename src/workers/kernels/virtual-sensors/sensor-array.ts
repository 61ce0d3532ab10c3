import { hash53 } from '../../../domain/base/hash.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { namedRng, type Rng } from '../../../domain/base/rng.ts';
import type { NightClock, SensorHabits } from '../../../domain/plan/night-script.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { GridCell, Sensor } from '../../../domain/site/site.ts';
import type { RehearsedPeople } from './rehearsed-people.ts';
import {
  drawError,
  drawUndercount,
  drift,
  type SensorError,
  visibleShare,
} from './sensor-error.ts';
import { isSimulated } from './simulated-sensor.ts';

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
  chance: Rng;
  readonly silences: readonly Silence[];
}

interface Counter extends SensorBase {
  readonly kind: 'lineCounter';
  readonly line: number;
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

/** What a sensor remembers from reading to reading. */
interface SavedSensor {
  readonly id: string;
  readonly chance: number;
  readonly crossed?: number;
  readonly carry?: number;
  readonly drifted?: number;
}

/** The site's simulated sensors: they look at the crowd and write what real ones would send. */
export class SensorArray {
  readonly #habits: SensorHabits;
  readonly #clock: NightClock;
  readonly #seed: number;
  readonly #people: RehearsedPeople;
  readonly #counters: Counter[] = [];
  readonly #areas: AreaSensor[] = [];

  constructor(
    ground: Ground,
    people: RehearsedPeople,
    habits: SensorHabits,
    clock: NightClock,
    seed: number,
  ) {
    this.#habits = habits;
    this.#clock = clock;
    this.#seed = seed;
    this.#people = people;
    const sensors = ground.site.sensors.filter(isSimulated);
    const silences = drawSilences(sensors, habits, clock, seed);
    for (const sensor of sensors) {
      const base = this.#base(sensor, silences.get(sensor.id) ?? [], seed);
      if (sensor.kind === 'lineCounter') {
        const line = people.addLine(sensor);
        this.#counters.push({ ...base, kind: 'lineCounter', line, crossed: 0, carry: 0 });
      } else {
        const patch = people.addPatch(sensor.polygon);
        if (people.areaM2(patch) === 0) continue;
        const chance = namedRng(seed, `undercount ${sensor.id}`);
        const undercount = drawUndercount(habits.undercount, chance);
        this.#areas.push({ ...base, kind: sensor.kind, patch, undercount, drifted: 0 });
      }
    }
  }

  /** Looks at the people after a step; gives the readings due at this second, counters first. */
  look(time: Millis): SentReading[] {
    const { second, whole } = this.#people;
    const readings: SentReading[] = [];
    const iso = this.#clock.iso(time);
    for (const counter of this.#counters) {
      counter.crossed += this.#people.crossed(counter.line);
      if (second % counter.everyS !== counter.phase) continue;
      const count = countOf(counter, whole);
      if (speaks(counter, second)) {
        readings.push({ device: counter.id, time: iso, count, interval_s: counter.everyS });
      }
    }
    for (const area of this.#areas) {
      if (second % area.everyS !== area.phase) continue;
      const people = this.#seenBy(area);
      if (!speaks(area, second)) continue;
      if (area.kind === 'zoneCount') {
        readings.push({ device: area.id, time: iso, occupancy: Math.round(people) });
      } else {
        const density = Math.round((people / this.#people.areaM2(area.patch)) * 100) / 100;
        readings.push({ device: area.id, time: iso, density });
      }
    }
    return readings;
  }

  save(): readonly SavedSensor[] {
    return [
      ...this.#counters.map(({ id, chance, crossed, carry }) => ({
        id,
        chance: chance.save(),
        crossed,
        carry,
      })),
      ...this.#areas.map(({ id, chance, drifted }) => ({ id, chance: chance.save(), drifted })),
    ];
  }

  restore(saved: readonly SavedSensor[]): void {
    const of = new Map(saved.map((sensor) => [sensor.id, sensor]));
    for (const sensor of [...this.#counters, ...this.#areas]) {
      const found = of.get(sensor.id);
      if (!found) continue;
      sensor.chance = namedRng(this.#seed, `sensor ${sensor.id}`, found.chance);
      if (sensor.kind === 'lineCounter') {
        sensor.crossed = found.crossed ?? 0;
        sensor.carry = found.carry ?? 0;
      } else {
        sensor.drifted = found.drifted ?? 0;
      }
    }
  }

  /** People as an area sensor sees them. */
  #seenBy(area: AreaSensor): number {
    const people = this.#people.peopleIn(area.patch);
    const driftS = this.#habits.driftMin * 60;
    area.drifted = drift(area.drifted, area.error.changingSd, area.everyS, driftS, area.chance);
    const flicker = FLICKER * area.chance.normal();
    const visible =
      area.kind === 'zoneCount'
        ? visibleShare(people / this.#people.areaM2(area.patch), area.undercount)
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
}

/**
 * Whole people of the interval that ends now. Shares of people stand for some who come one by one, so their number
 * scatters by its root; whole people scatter by themselves, and each is seen or missed. The fraction that rounding
 * keeps back is counted later, so that sums over the night are right.
 */
function countOf(counter: Counter, whole: boolean): number {
  const { chance, error, seen } = counter;
  const expected = counter.crossed * seen * (1 + error.systematic);
  const byChance = whole ? counter.crossed * seen * (1 - seen) : expected;
  counter.crossed = 0;
  const scatter = Math.hypot(Math.sqrt(byChance), expected * error.changingSd);
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

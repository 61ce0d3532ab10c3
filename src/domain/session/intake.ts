import { hash53 } from '../base/hash.ts';
import { HOUR, type Millis } from '../base/quantity.ts';
import {
  emptyColumns,
  LATE,
  MEASURES,
  type Measure,
  type ObservationColumns,
  type Reading,
  type Refusal,
} from '../crowd/observation.ts';
import type { Sensor, Site } from '../site/site.ts';
import type { ClockKind } from '../time/clock.ts';
import type { SensorState } from './entry.ts';
import { KeyWindow } from './key-window.ts';
import { usableTime } from './usable-time.ts';

/** A reading further from the session's clock than this carries a time that cannot be meant. */
const ABSURD_OFFSET_MS: Millis = 24 * HOUR;
/** A recording has gaps: its next reading may lie this far ahead of a clock that follows the readings. */
const LONGEST_GAP_MS: Millis = 31 * 24 * HOUR;
/** No crowd is denser than this: a fatal crush stays below 12 ped/m². */
const ABSURD_DENSITY_PER_M2 = 15;
/** No single sensor sees, and no counter counts, more people than this from one reading to the next. */
const ABSURD_COUNT = 500_000;

/** What the session made of some readings. */
export interface Accepted {
  /** The new readings, in order of arrival. */
  readonly columns: ObservationColumns;
  readonly duplicate: number;
  readonly late: number;
  readonly refusals: readonly Refusal[];
}

interface SensorIntake {
  newest: Millis;
  lastCumulative: number | undefined;
  readonly keys: KeyWindow;
}

interface Row {
  readonly sensor: number;
  readonly measure: Measure;
  readonly observedAt: Millis;
  readonly intervalS: number;
  readonly value: number;
  readonly amount: number;
  readonly sd: number;
  readonly key: number;
  readonly late: boolean;
}

/**
 * The gate through which every reading enters a session: checks it, drops repeats, marks late ones, undoes running
 * counts. Watermarks are per sensor, never global. Its memory is bounded and can be rebuilt from the log.
 */
export class Intake {
  readonly #sensors: readonly Sensor[];
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #clockKind: ClockKind;
  readonly #states: SensorIntake[];
  #nameless = 0;

  constructor(site: Site, clockKind: ClockKind) {
    this.#sensors = site.sensors;
    this.#indexOf = new Map(site.sensors.map((sensor, index) => [sensor.id, index]));
    this.#clockKind = clockKind;
    this.#states = site.sensors.map(() => ({
      newest: Number.NEGATIVE_INFINITY,
      lastCumulative: undefined,
      keys: new KeyWindow(),
    }));
  }

  /** Takes up where the log ended: the folded sensors, and the newest recorded observations for the repeats. */
  restore(sensors: readonly SensorState[], recorded: Iterable<ObservationColumns>): void {
    sensors.forEach((sensor, index) => {
      const state = this.#states[index];
      if (!state) return;
      state.newest = sensor.lastObservedAt ?? Number.NEGATIVE_INFINITY;
      state.lastCumulative = sensor.lastCumulative;
    });
    for (const columns of recorded) {
      for (let row = 0; row < columns.count; row++) {
        this.#states[columns.sensor[row] ?? -1]?.keys.add(columns.key[row] ?? 0);
      }
    }
  }

  /**
   * Checks and orders readings that came at `receivedAt`.
   * `now` is the session's clock; with a `feed` clock it is what the readings themselves will move.
   */
  accept(readings: readonly Reading[], receivedAt: Millis, now: Millis | undefined): Accepted {
    const rows: Row[] = [];
    const refusals: Refusal[] = [];
    let duplicate = 0;
    for (const reading of readings) {
      const row = this.#check(reading, receivedAt, now);
      if ('reason' in row) {
        refusals.push(row);
        continue;
      }
      const state = this.#states[row.sensor];
      if (!state) continue;
      if (state.keys.has(row.key)) {
        duplicate += 1;
        continue;
      }
      state.keys.add(row.key);
      if (!row.late) {
        state.newest = row.observedAt;
        if (row.measure === 'cumulative') state.lastCumulative = row.value;
      }
      rows.push(row);
    }
    return {
      columns: toColumns(rows),
      duplicate,
      late: rows.filter((row) => row.late).length,
      refusals,
    };
  }

  #check(reading: Reading, receivedAt: Millis, now: Millis | undefined): Row | Refusal {
    const index = this.#indexOf.get(reading.sensor);
    const sensor = index === undefined ? undefined : this.#sensors[index];
    const state = index === undefined ? undefined : this.#states[index];
    if (index === undefined || !sensor || !state) {
      return { sensor: reading.sensor, reason: `no sensor "${reading.sensor}" on this site` };
    }
    const problem = valueProblem(reading, sensor) ?? this.#timeProblem(reading, now);
    if (problem) return { sensor: reading.sensor, reason: problem };

    const sentAt = reading.observedAt ?? receivedAt;
    const observedAt = usableTime(sentAt, receivedAt, now, this.#clockKind);
    const key = this.#keyOf(reading, receivedAt);
    const late = observedAt < state.newest;
    const row = {
      sensor: index,
      measure: reading.measure,
      observedAt,
      value: reading.value,
      sd: reading.sd ?? 0,
      key,
      late,
    };
    if (reading.measure !== 'cumulative') {
      return { ...row, amount: reading.value, intervalS: reading.intervalS ?? 0 };
    }
    const amount = late ? 0 : peopleSince(state.lastCumulative, reading.value);
    if (amount > ABSURD_COUNT) {
      const reason = `${amount} people since its last reading are beyond anything possible (${ABSURD_COUNT})`;
      return { sensor: reading.sensor, reason };
    }
    const sinceS = Number.isFinite(state.newest) ? (observedAt - state.newest) / 1_000 : 0;
    return { ...row, amount, intervalS: Math.max(0, sinceS) };
  }

  /** Two readings without time and key cannot be told from a repeat: each counts as its own. */
  #keyOf(reading: Reading, receivedAt: Millis): number {
    if (reading.observedAt === undefined && reading.dedupeKey === undefined) {
      this.#nameless += 1;
      return hash53(`nameless|${receivedAt}|${this.#nameless}`);
    }
    return hash53(`${reading.measure}|${reading.dedupeKey ?? ''}|${reading.observedAt ?? ''}`);
  }

  #timeProblem(reading: Reading, now: Millis | undefined): string | undefined {
    const at = reading.observedAt;
    if (at === undefined) return undefined;
    if (!Number.isFinite(at)) return 'its time cannot be read';
    if (now === undefined) return undefined;
    const offset = at - now;
    const follows = this.#clockKind === 'feed';
    if (follows && offset < LONGEST_GAP_MS) return undefined;
    if (Math.abs(offset) <= ABSURD_OFFSET_MS) return undefined;
    const days = Math.round(Math.abs(offset) / (24 * HOUR));
    const where = offset > 0 ? 'ahead of' : 'behind';
    const hint = follows ? '' : ' (play recordings with --retime or --clock feed)';
    return `its time is ${days} days ${where} the session's clock${hint}`;
  }
}

/** People since the reading before of a running count; a smaller count means that the counter started again. */
export function peopleSince(last: number | undefined, value: number): number {
  if (last === undefined) return 0;
  return value >= last ? value - last : value;
}

function valueProblem(reading: Reading, sensor: Sensor): string | undefined {
  const { value, measure } = reading;
  if (!Number.isFinite(value)) return `${measure} is not a number`;
  if (value < 0) return `${measure} ${value} is negative`;
  if (reading.sd !== undefined && !(reading.sd >= 0 && Number.isFinite(reading.sd))) {
    return `its standard deviation ${reading.sd} is not a number of people`;
  }
  const limit = limitOf(measure);
  if (value > limit) return `${measure} ${value} is beyond anything possible (${limit})`;
  if (!measureFits(measure, sensor)) return `${measure} does not fit a ${sensor.kind} sensor`;
  if (reading.intervalS !== undefined && !(reading.intervalS > 0)) {
    return `its interval of ${reading.intervalS} s is not positive`;
  }
  return undefined;
}

/** A running count may be that of years: what is absurd of it shows only against the reading before. */
function limitOf(measure: Measure): number {
  if (measure === 'cumulative') return Number.MAX_SAFE_INTEGER;
  return measure === 'density' ? ABSURD_DENSITY_PER_M2 : ABSURD_COUNT;
}

function measureFits(measure: Measure, sensor: Sensor): boolean {
  switch (sensor.kind) {
    case 'lineCounter':
      return measure === 'intervalCount' || measure === 'cumulative';
    case 'zoneCount':
    case 'gridCell':
      return measure === 'occupancy';
    case 'pointDensity':
      return measure === 'density';
  }
}

function toColumns(rows: readonly Row[]): ObservationColumns {
  const columns = emptyColumns(rows.length);
  rows.forEach((row, index) => {
    columns.sensor[index] = row.sensor;
    columns.measure[index] = MEASURES.indexOf(row.measure);
    columns.observedAt[index] = row.observedAt;
    columns.intervalS[index] = row.intervalS;
    columns.value[index] = row.value;
    columns.amount[index] = row.amount;
    columns.sd[index] = row.sd;
    columns.key[index] = row.key;
    columns.flags[index] = row.late ? LATE : 0;
  });
  return columns;
}

import { namedRng, type Rng } from '../../src/domain/base/rng.ts';
import type { Sensor, Site } from '../../src/domain/site/site.ts';

/** What has been made up so far, for the books. */
export interface Sent {
  /** Readings by sensor, in the order of the site. */
  readonly readings: Float64Array;
  /** Σ of the values of each sensor. */
  readonly sums: Float64Array;
}

/** Makes up readings of all sensors of a site in turn, seeded, in the form of the `counts` feed. */
export class Readings {
  readonly sent: Sent;
  readonly #sensors: readonly Sensor[];
  readonly #rng: Rng;
  #next = 0;

  constructor(site: Site, seed: number) {
    this.#sensors = site.sensors;
    this.#rng = namedRng(seed, 'ingest');
    this.sent = {
      readings: new Float64Array(site.sensors.length),
      sums: new Float64Array(site.sensors.length),
    };
  }

  /** A message of the next `count` sensors' readings; `at` must grow from one reading of a sensor to its next. */
  message(count: number, at: number, intervalS: number): string {
    const time = new Date(at).toISOString();
    const records = Array.from({ length: count }, () => {
      const index = this.#next;
      this.#next = (index + 1) % this.#sensors.length;
      const sensor = this.#sensors[index];
      if (!sensor) throw new Error('the site has no sensors');
      const value = this.#value(sensor);
      this.sent.readings[index] = (this.sent.readings[index] ?? 0) + 1;
      this.sent.sums[index] = (this.sent.sums[index] ?? 0) + value;
      if (sensor.kind === 'lineCounter') {
        return { device: sensor.id, time, count: value, interval_s: intervalS };
      }
      return sensor.kind === 'zoneCount'
        ? { device: sensor.id, time, occupancy: value }
        : { device: sensor.id, time, density: value };
    });
    return JSON.stringify(records.length === 1 ? records[0] : records);
  }

  /** Whole numbers, and quarters for densities, so that sums are exact whatever their order. */
  #value(sensor: Sensor): number {
    if (sensor.kind === 'lineCounter') return this.#rng.poisson(0.2);
    if (sensor.kind === 'zoneCount') return 200 + this.#rng.poisson(20);
    return 1 + Math.floor(8 * this.#rng.next()) / 4;
  }
}

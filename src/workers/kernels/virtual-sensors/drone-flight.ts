import { must } from '../../../domain/base/assert.ts';
import type { EastNorth, Millis } from '../../../domain/base/quantity.ts';
import { namedRng, type Rng } from '../../../domain/base/rng.ts';
import type { LocalMetres } from '../../../domain/geo/local-metres.ts';
import type { DronePlan, NightClock } from '../../../domain/plan/night-script.ts';

/** Wind and satellite positions make a hovering drone tremble by about this much, metres. */
const TREMBLE_M = 0.3;

type Leg = 'standby' | 'takeOff' | 'route' | 'return' | 'landing' | 'charging';

/** A drone's report with the integers of MAVLink GLOBAL_POSITION_INT (common.xml, message 33), and its status. */
export interface SentPosition {
  readonly sysid: number;
  readonly callsign: string;
  readonly time: string;
  readonly time_boot_ms: number;
  /** Degrees × 1e7. */
  readonly lat: number;
  readonly lon: number;
  /** Millimetres above home. */
  readonly relative_alt: number;
  /** Ground speed north, east and down, cm/s. */
  readonly vx: number;
  readonly vy: number;
  readonly vz: number;
  /** Centidegrees clockwise from north. */
  readonly hdg: number;
  /** Percent (SYS_STATUS). */
  readonly battery_remaining: number;
  readonly task: string;
}

/** A flight at one second. */
export interface SavedFlight {
  readonly chance: number;
  readonly leg: Leg;
  readonly at: EastNorth;
  readonly altM: number;
  readonly waypoint: number;
  readonly batteryPct: number;
  readonly headingDeg: number;
  readonly velocity: EastNorth;
  readonly climbMps: number;
}

/** One drone: it flies its route at its speed, returns when its battery is low, recharges, and flies again. */
export class DroneFlight {
  readonly #plan: DronePlan;
  readonly #metres: LocalMetres;
  readonly #clock: NightClock;
  readonly #base: EastNorth;
  readonly #route: readonly EastNorth[];
  readonly #firstTakeOff: number;
  readonly #seed: number;
  #chance: Rng;
  #leg: Leg = 'standby';
  #at: EastNorth;
  #altM = 0;
  #waypoint = 0;
  #batteryPct = 100;
  #headingDeg = 0;
  /** East and north, m/s. */
  #velocity: EastNorth = [0, 0];
  #climbMps = 0;

  constructor(plan: DronePlan, metres: LocalMetres, clock: NightClock, seed: number) {
    this.#plan = plan;
    this.#metres = metres;
    this.#clock = clock;
    this.#base = metres.toLocal(plan.base);
    this.#route = plan.route.map((position) => metres.toLocal(position));
    this.#firstTakeOff = clock.secondOf(plan.firstTakeOff);
    this.#seed = seed;
    this.#chance = namedRng(seed, `drone ${plan.sysid}`);
    this.#at = this.#base;
  }

  save(): SavedFlight {
    return {
      chance: this.#chance.save(),
      leg: this.#leg,
      at: this.#at,
      altM: this.#altM,
      waypoint: this.#waypoint,
      batteryPct: this.#batteryPct,
      headingDeg: this.#headingDeg,
      velocity: this.#velocity,
      climbMps: this.#climbMps,
    };
  }

  restore(saved: SavedFlight): void {
    this.#chance = namedRng(this.#seed, `drone ${this.#plan.sysid}`, saved.chance);
    this.#leg = saved.leg;
    this.#at = saved.at;
    this.#altM = saved.altM;
    this.#waypoint = saved.waypoint;
    this.#batteryPct = saved.batteryPct;
    this.#headingDeg = saved.headingDeg;
    this.#velocity = saved.velocity;
    this.#climbMps = saved.climbMps;
  }

  /** Flies for one second, up to `second` of the night. */
  step(second: number): void {
    this.#velocity = [0, 0];
    this.#climbMps = 0;
    this.#drawOnBattery();
    switch (this.#leg) {
      case 'standby':
        if (second >= this.#firstTakeOff) this.#leg = 'takeOff';
        return;
      case 'takeOff':
        if (this.#climbTo(this.#plan.altM)) this.#leg = 'route';
        return;
      case 'route':
        if (this.#flyTo(must(this.#route[this.#waypoint], 'waypoint'))) {
          this.#waypoint = (this.#waypoint + 1) % this.#route.length;
        }
        if (this.#batteryPct <= this.#plan.returnAtPct) this.#leg = 'return';
        return;
      case 'return':
        if (this.#flyTo(this.#base)) this.#leg = 'landing';
        return;
      case 'landing':
        if (this.#climbTo(0)) this.#leg = 'charging';
        return;
      case 'charging':
        if (this.#batteryPct >= 100) this.#leg = 'takeOff';
        return;
    }
  }

  /** What it reports now. */
  report(second: number, time: Millis): SentPosition {
    const flies = this.#leg !== 'standby' && this.#leg !== 'charging';
    const tremble = () => (flies ? TREMBLE_M * this.#chance.normal() : 0);
    const [lon, lat] = this.#metres.toLonLat([this.#at[0] + tremble(), this.#at[1] + tremble()]);
    return {
      sysid: this.#plan.sysid,
      callsign: this.#plan.callsign,
      time: this.#clock.iso(time),
      time_boot_ms: second * 1_000,
      lat: Math.round(lat * 1e7),
      lon: Math.round(lon * 1e7),
      relative_alt: Math.round(Math.max(0, this.#altM + tremble()) * 1_000),
      vx: Math.round(this.#velocity[1] * 100),
      vy: Math.round(this.#velocity[0] * 100),
      vz: Math.round(-this.#climbMps * 100),
      hdg: Math.round(this.#headingDeg * 100) % 36_000,
      battery_remaining: Math.round(this.#batteryPct),
      task: this.#leg === 'route' ? this.#plan.task : this.#leg,
    };
  }

  #drawOnBattery(): void {
    if (this.#leg === 'standby') return;
    const perSecond =
      this.#leg === 'charging'
        ? 100 / (this.#plan.rechargeMin * 60)
        : -100 / (this.#plan.enduranceMin * 60);
    this.#batteryPct = Math.min(100, Math.max(0, this.#batteryPct + perSecond));
  }

  /** Rises or sinks for a second; true when it has arrived. */
  #climbTo(altM: number): boolean {
    const left = altM - this.#altM;
    this.#climbMps = Math.sign(left) * Math.min(Math.abs(left), this.#plan.climbMps);
    this.#altM += this.#climbMps;
    return Math.abs(left) <= this.#plan.climbMps;
  }

  /** Flies for a second towards a position; true when it has arrived. */
  #flyTo(goal: EastNorth): boolean {
    const east = goal[0] - this.#at[0];
    const north = goal[1] - this.#at[1];
    const leftM = Math.hypot(east, north);
    const stepM = Math.min(leftM, this.#plan.speedMps);
    if (leftM > 0) {
      this.#velocity = [(east / leftM) * stepM, (north / leftM) * stepM];
      this.#headingDeg = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
      this.#at = [this.#at[0] + this.#velocity[0], this.#at[1] + this.#velocity[1]];
    }
    return leftM <= this.#plan.speedMps;
  }
}

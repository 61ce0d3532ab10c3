import { must } from '../../../domain/base/assert.ts';
import { type EastNorth, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { namedRng, type Rng } from '../../../domain/base/rng.ts';
import { xmlAttribute, xmlDecimal } from '../../../domain/base/xml-text.ts';
import type { LocalMetres } from '../../../domain/geo/local-metres.ts';
import type { NightClock, UnitPlan } from '../../../domain/plan/night-script.ts';

/** Satellite positions between houses are off by about this much, metres (our choice). */
const POSITION_SD_M = 3;
/** A unit stands at each end of its beat for this long. */
const STAND_S = 120;
/** A report counts for this long. */
const STALE_MS: Millis = 60 * SECOND;
/** Cursor on Target for "unknown". */
const UNKNOWN_M = '9999999.0';

/** A walk at one second. */
export interface SavedWalk {
  readonly chance: number;
  readonly at: EastNorth;
  readonly next: number;
  readonly forwards: boolean;
  readonly standS: number;
}

/** A unit on its beat: it walks its route to the end and back, and reports as a tracker does, in Cursor on Target. */
export class UnitWalk {
  readonly #plan: UnitPlan;
  readonly #metres: LocalMetres;
  readonly #clock: NightClock;
  readonly #route: readonly EastNorth[];
  readonly #seed: number;
  readonly #startsAt: number;
  #chance: Rng;
  #at: EastNorth;
  #next = 1;
  #forwards = true;
  #standS = 0;

  constructor(plan: UnitPlan, metres: LocalMetres, clock: NightClock, seed: number) {
    this.#plan = plan;
    this.#metres = metres;
    this.#clock = clock;
    this.#seed = seed;
    this.#route = plan.route.map((position) => metres.toLocal(position));
    this.#startsAt = clock.secondOf(plan.startsAt);
    this.#chance = namedRng(seed, `unit ${plan.unit}`);
    this.#at = must(this.#route[0], 'first point of a beat');
  }

  /** Walks for one second, up to `second` of the night. */
  step(second: number): void {
    if (second < this.#startsAt || this.#route.length < 2) return;
    if (this.#standS > 0) {
      this.#standS -= 1;
      return;
    }
    const goal = must(this.#route[this.#next], 'next point of a beat');
    const east = goal[0] - this.#at[0];
    const north = goal[1] - this.#at[1];
    const leftM = Math.hypot(east, north);
    if (leftM > this.#plan.speedMps) {
      const share = this.#plan.speedMps / leftM;
      this.#at = [this.#at[0] + share * east, this.#at[1] + share * north];
      return;
    }
    this.#at = goal;
    this.#turn();
  }

  /** Its report, as an XML event of the base schema 2.0. */
  report(time: Millis): string {
    const { unit, callsign, agency } = this.#plan;
    const [lon, lat] = this.#metres.toLonLat([
      this.#at[0] + POSITION_SD_M * this.#chance.normal(),
      this.#at[1] + POSITION_SD_M * this.#chance.normal(),
    ]);
    const at = this.#clock.iso(time);
    const stale = this.#clock.iso(time + STALE_MS);
    return (
      `<event version="2.0" uid="${xmlAttribute(unit)}" type="a-f-G-U-C" how="m-g" time="${at}" start="${at}" stale="${stale}">` +
      `<point lat="${xmlDecimal(lat, 7)}" lon="${xmlDecimal(lon, 7)}" hae="${UNKNOWN_M}" ce="${POSITION_SD_M}.0" le="${UNKNOWN_M}"/>` +
      `<detail><contact callsign="${xmlAttribute(callsign)}"/><__group name="${xmlAttribute(agency)}" role="Team Member"/>` +
      `<status readiness="true"/></detail></event>`
    );
  }

  save(): SavedWalk {
    return {
      chance: this.#chance.save(),
      at: this.#at,
      next: this.#next,
      forwards: this.#forwards,
      standS: this.#standS,
    };
  }

  restore(saved: SavedWalk): void {
    this.#chance = namedRng(this.#seed, `unit ${this.#plan.unit}`, saved.chance);
    this.#at = saved.at;
    this.#next = saved.next;
    this.#forwards = saved.forwards;
    this.#standS = saved.standS;
  }

  #turn(): void {
    const isEnd = this.#forwards ? this.#next === this.#route.length - 1 : this.#next === 0;
    if (isEnd) {
      this.#forwards = !this.#forwards;
      this.#standS = STAND_S;
    }
    this.#next += this.#forwards ? 1 : -1;
  }
}

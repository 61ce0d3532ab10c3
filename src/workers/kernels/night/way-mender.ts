import { must } from '../../../domain/base/assert.ts';
import type { NightPeople } from './agent-night.ts';
import { CongestionSquares } from './congestion-squares.ts';
import { fieldOfAnchor, type NightWorld } from './night-world.ts';
import type { WayConditions } from './ways.ts';

/** Without a change one of a site's fields is solved every so many seconds, during the release more often. */
const FIELD_EVERY_S = 8;
const RELEASE_FIELD_EVERY_S = 2;
/** For so long after the release only ways home are solved. */
const RELEASE_LASTS_S = 3_600;
/** Fields solved in a second after a checkpoint has changed. */
const URGENT_FIELDS = 8;

/** Keeps the ways up to date: round by round with congestion, at once where a checkpoint changed. */
export class WayMender {
  readonly #world: NightWorld;
  readonly #squares: CongestionSquares;
  /** All that ways lead to, and the gates among them. */
  readonly #all: readonly number[];
  readonly #home: readonly number[];
  /** A round takes as long as over all fields of the site, though a question about one place needs fewer. */
  readonly #fieldEveryS: number;
  /** Something has changed since the last round began. */
  #isDue = false;
  /** The round goes on at once. */
  #hurries = false;

  constructor(world: NightWorld) {
    this.#world = world;
    this.#squares = new CongestionSquares(world.stage.grid, world.stage.passable);
    const { gates, places, demand } = world;
    // Gates that share another one's place share its field, and nobody walks to a zone that attracts nobody.
    this.#home = Array.from(gates.placeOf).filter((place, gate) => place === gate);
    const anchors = places.anchors.map((_, anchor) => fieldOfAnchor(world, anchor));
    const attracts = (anchor: number) =>
      demand.attracts[must(places.anchors[anchor], 'anchor').zone] === true;
    this.#all = [...this.#home, ...anchors.filter((_, anchor) => attracts(anchor))];
    const fields = this.#home.length + anchors.length;
    this.#fieldEveryS = Math.round((FIELD_EVERY_S * fields) / this.#all.length);
  }

  /** Solves everything, on empty ground. */
  begin(): void {
    const { ways } = this.#world;
    this.#setBeams();
    const nobody = { count: 0, x: new Float32Array(0), y: new Float32Array(0) };
    ways.begin(this.#conditions(nobody), this.#all);
    ways.solve(ways.pending);
  }

  /** Checkpoints have changed: beams at once, ways within seconds. */
  hurry(): void {
    this.#isDue = true;
    this.#setBeams();
  }

  /** What is due in this second. */
  mend(people: NightPeople): void {
    const { ways, counts, habits } = this.#world;
    if (this.#isDue) {
      ways.begin(this.#conditions(people), this.#all);
      this.#isDue = false;
      this.#hurries = true;
    }
    if (this.#hurries) {
      ways.solve(URGENT_FIELDS);
      this.#hurries = ways.pending > 0;
      return;
    }
    const since = counts.second - habits.plan.release.second;
    const released = since >= 0 && since < RELEASE_LASTS_S;
    if (counts.second % (released ? RELEASE_FIELD_EVERY_S : this.#fieldEveryS) !== 0) return;
    if (ways.pending === 0) ways.begin(this.#conditions(people), released ? this.#home : this.#all);
    ways.solve(1);
  }

  save(): { readonly isDue: boolean; readonly hurries: boolean } {
    return { isDue: this.#isDue, hurries: this.#hurries };
  }

  restore({ isDue, hurries }: ReturnType<WayMender['save']>): void {
    this.#isDue = isDue;
    this.#hurries = hurries;
  }

  #conditions(people: Pick<NightPeople, 'count' | 'x' | 'y'>): WayConditions {
    const { control, happenings } = this.#world;
    return {
      slowness: this.#squares.slowness(people, this.#world.ways.conditions?.slowness),
      lets: control.lets(happenings.blockedCheckpoints()),
    };
  }

  #setBeams(): void {
    const { control, happenings, stage } = this.#world;
    stage.core.block(control.beams(happenings.blockedCheckpoints()));
  }
}

import type { NightPeople } from './agent-night.ts';
import { CongestionSquares } from './congestion-squares.ts';
import type { NightWorld } from './night-world.ts';
import type { WayConditions } from './ways.ts';

/** Without a change one field is solved every so many seconds, during the release more often. */
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
  /** Something has changed since the last round began. */
  #isDue = false;
  /** The round goes on at once. */
  #hurries = false;

  constructor(world: NightWorld) {
    this.#world = world;
    this.#squares = new CongestionSquares(world.stage.grid, world.stage.passable);
  }

  /** Solves everything, on empty ground. */
  begin(): void {
    const { ways } = this.#world;
    this.#setBeams();
    const nobody = { count: 0, x: new Float32Array(0), y: new Float32Array(0) };
    ways.begin(this.#conditions(nobody), this.#targets(false));
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
      ways.begin(this.#conditions(people), this.#targets(false));
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
    if (counts.second % (released ? RELEASE_FIELD_EVERY_S : FIELD_EVERY_S) !== 0) return;
    if (ways.pending === 0) ways.begin(this.#conditions(people), this.#targets(released));
    ways.solve(1);
  }

  save(): { readonly isDue: boolean; readonly hurries: boolean } {
    return { isDue: this.#isDue, hurries: this.#hurries };
  }

  restore({ isDue, hurries }: ReturnType<WayMender['save']>): void {
    this.#isDue = isDue;
    this.#hurries = hurries;
  }

  /** Gates that share another one's place share its field. */
  #targets(homeAlone: boolean): number[] {
    const { ways, gates } = this.#world;
    const count = homeAlone ? gates.cells.length : ways.targets;
    return Array.from({ length: count }, (_, target) => target).filter(
      (target) => target >= gates.cells.length || gates.placeOf[target] === target,
    );
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

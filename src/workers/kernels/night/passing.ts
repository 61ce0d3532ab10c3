import { PERSON_STATE } from './agent-night.ts';
import type { Journeys } from './journeys.ts';
import type { Looked } from './looks.ts';
import type { NightWorld } from './night-world.ts';
import { SquareLists } from './square-lists.ts';
import { NO_GATE, NOBODY } from './visitors.ts';

/** People pass each other when they are no farther apart than this, metres: shoulder to shoulder. */
const REACH_M = 0.6;
/** How straight ahead somebody stands, and how straight they come, as a cosine. */
const AHEAD = 0.6;
const COMING = 0.4;

/** Somebody who cannot get on, and where they want to. */
interface Stuck extends Looked {
  readonly wayE: number;
  readonly wayN: number;
}

/**
 * Lets people who stand wedged face to face pass each other, and those who only pass through a zone pass who stands in
 * it: they change places, at most one place a second each, as in the cellular automata for two-way walkways (Blue and
 * Adler 2001, place exchange). The law alone (discs that never overlap) turns shoulders in a corridor, but a full crowd
 * on both sides of a gap or of a station's stairs would stand for ever, and nobody would get out of the middle of a
 * standing crowd, where real people squeeze through one by one.
 */
export class Passing {
  readonly #world: NightWorld;
  readonly #journeys: Journeys;
  /** Those who do not get on, by their number among them. */
  readonly #wedged: SquareLists;
  /** Those who stand where they want to be, by slot. */
  readonly #standing: SquareLists;

  constructor(world: NightWorld, journeys: Journeys) {
    this.#world = world;
    this.#journeys = journeys;
    this.#wedged = new SquareLists(world.stage.grid);
    this.#standing = new SquareLists(world.stage.grid);
  }

  /** One round among those who do not get on, in their order; whoever has passed once waits for the next round. */
  pass(people: readonly Looked[]): void {
    const { stage } = this.#world;
    const stuck = people
      .filter(({ slot }) => this.#isOnTheWay(slot))
      .map((person): Stuck => {
        const [wayE, wayN] = stage.way(person.slot, person.cell);
        return { ...person, wayE, wayN };
      });
    if (stuck.length === 0) return;
    this.#wedged.clear(stuck.length);
    stuck.forEach(({ east, north }, index) => {
      this.#wedged.add(index, east, north);
    });
    this.#findStanding();
    const passed = new Set<number>();
    for (const person of stuck) {
      if (passed.has(person.slot)) continue;
      const facing = this.#facing(person, stuck, passed);
      if (facing !== undefined) {
        passed.add(person.slot).add(facing);
        stage.core.bodies.changePlaces(person.slot, facing);
        continue;
      }
      const standing = this.#standingAhead(person, passed);
      if (standing === undefined) continue;
      passed.add(person.slot).add(standing);
      stage.core.bodies.changePlaces(person.slot, standing);
      this.#journeys.moveOver(standing, person.cell);
    }
  }

  /** Who has left, or has settled where they stood, since they were looked at keeps that place. */
  #isOnTheWay(slot: number): boolean {
    const { next, state } = this.#world.visitors.columns;
    if (next[slot] === NOBODY) return false;
    return state[slot] !== PERSON_STATE.dwelling && state[slot] !== PERSON_STATE.waiting;
  }

  #findStanding(): void {
    const { visitors, stage } = this.#world;
    const { next, state, x, y } = visitors.columns;
    const { slots } = stage.core.bodies;
    this.#standing.clear(slots);
    for (let slot = 0; slot < slots; slot++) {
      if (next[slot] === NOBODY || state[slot] !== PERSON_STATE.dwelling) continue;
      this.#standing.add(slot, x[slot] as number, y[slot] as number);
    }
  }

  /** The nearest one in reach who stands in the person's way and wants to where the person stands. */
  #facing(person: Stuck, stuck: readonly Stuck[], passed: ReadonlySet<number>): number | undefined {
    let nearest: number | undefined;
    let least = REACH_M;
    this.#wedged.near(person.east, person.north, (index) => {
      const other = stuck[index] as Stuck;
      const toE = other.east - person.east;
      const toN = other.north - person.north;
      const away = Math.sqrt(toE * toE + toN * toN);
      if (other.slot === person.slot || away >= least || passed.has(other.slot)) return;
      if (toE * person.wayE + toN * person.wayN < AHEAD * away) return;
      if (toE * other.wayE + toN * other.wayN > -COMING * away) return;
      least = away;
      nearest = other.slot;
    });
    return nearest;
  }

  /**
   * The nearest one in reach who stands in the way of a person who goes home or to another zone, and may stand where
   * that person is: who wants to be in this zone themself pushes nobody aside.
   */
  #standingAhead(person: Stuck, passed: ReadonlySet<number>): number | undefined {
    const { visitors, places } = this.#world;
    const { x, y, goal, gate } = visitors.columns;
    const zone = places.zoneOfCell[person.cell] as number;
    const passesThrough = gate[person.slot] !== NO_GATE || goal[person.slot] !== zone;
    if (!passesThrough || !places.mayStand(person.cell)) return undefined;
    let nearest: number | undefined;
    let least = REACH_M;
    this.#standing.near(person.east, person.north, (slot) => {
      const toE = (x[slot] as number) - person.east;
      const toN = (y[slot] as number) - person.north;
      const away = Math.sqrt(toE * toE + toN * toN);
      if (away >= least || goal[slot] !== zone || passed.has(slot)) return;
      if (toE * person.wayE + toN * person.wayN < AHEAD * away) return;
      least = away;
      nearest = slot;
    });
    return nearest;
  }
}

import { PERSON_STATE } from './agent-night.ts';
import type { Looked } from './looks.ts';
import type { NightWorld } from './night-world.ts';
import { NOBODY } from './visitors.ts';

/** People pass each other when they are no farther apart than this, metres: shoulder to shoulder. */
const REACH_M = 0.6;
/** How straight ahead somebody stands, and how straight they come, as a cosine. */
const AHEAD = 0.6;
const COMING = 0.4;
/** Side of the squares in which the other one is looked for; not less than the reach. */
const SQUARE_M = 1;

/** Somebody who cannot get on, and where they want to. */
interface Stuck extends Looked {
  readonly wayE: number;
  readonly wayN: number;
}

/**
 * Lets people who stand wedged face to face pass each other: they change places, at most one place a second each, as
 * in the cellular automata for two-way walkways (Blue and Adler 2001, place exchange). The law alone (discs that never
 * overlap) turns shoulders in a corridor, but a full crowd on both sides of a gap or of a station's stairs would stand
 * for ever, where real people squeeze through one by one.
 */
export class Passing {
  readonly #world: NightWorld;

  constructor(world: NightWorld) {
    this.#world = world;
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
    const squares = new Map<number, Stuck[]>();
    for (const person of stuck) {
      const key = squareKey(person.east, person.north);
      const others = squares.get(key);
      if (others === undefined) squares.set(key, [person]);
      else others.push(person);
    }
    const passed = new Set<number>();
    for (const person of stuck) {
      if (passed.has(person.slot)) continue;
      const other = facing(person, squares, passed);
      if (other === undefined) continue;
      passed.add(person.slot).add(other.slot);
      stage.core.bodies.changePlaces(person.slot, other.slot);
    }
  }

  /** Who has left, or has settled where they stood, since they were looked at keeps that place. */
  #isOnTheWay(slot: number): boolean {
    const { next, state } = this.#world.visitors.columns;
    if (next[slot] === NOBODY) return false;
    return state[slot] !== PERSON_STATE.dwelling && state[slot] !== PERSON_STATE.waiting;
  }
}

/** The nearest one in reach who stands in the person's way and wants to where the person stands. */
function facing(
  { slot, east, north, wayE, wayN }: Stuck,
  squares: ReadonlyMap<number, readonly Stuck[]>,
  passed: ReadonlySet<number>,
): Stuck | undefined {
  let nearest: Stuck | undefined;
  let least = REACH_M;
  for (const up of [-1, 0, 1]) {
    for (const right of [-1, 0, 1]) {
      const others = squares.get(squareKey(east + right * SQUARE_M, north + up * SQUARE_M));
      for (const other of others ?? []) {
        const toE = other.east - east;
        const toN = other.north - north;
        const away = Math.sqrt(toE * toE + toN * toN);
        if (other.slot === slot || away >= least || passed.has(other.slot)) continue;
        if (toE * wayE + toN * wayN < AHEAD * away) continue;
        if (toE * other.wayE + toN * other.wayN > -COMING * away) continue;
        least = away;
        nearest = other;
      }
    }
  }
  return nearest;
}

function squareKey(east: number, north: number): number {
  return Math.floor(north / SQUARE_M) * 0x1_0000 + Math.floor(east / SQUARE_M);
}

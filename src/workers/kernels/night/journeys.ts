import { must } from '../../../domain/base/assert.ts';
import { cellCentre } from '../../../domain/geo/grid.ts';
import { PERSON_STATE } from './agent-night.ts';
import {
  chanceOf,
  fieldOfAnchor,
  fieldOfGate,
  type NightWorld,
  STANDING_RADIUS_M,
  WALKING_RADIUS_M,
} from './night-world.ts';
import { NO_GATE, NO_SPOT, NOBODY, VISITOR } from './visitors.ts';

/** How often a place is drawn before one is accepted where somebody stands already. */
const LOOKS_FOR_PLACE = 6;
/** Zones drawn before a person gives up and stays. */
const LOOKS_FOR_GOAL = 4;
/** Companions stand within so many cells of each other. */
const BESIDE_CELLS = 4;
/** In `goal`: nowhere. */
const NO_GOAL = 0xff;

/** What people decide: where to go, where to stand, when to go home. */
export class Journeys {
  readonly #world: NightWorld;
  readonly #anchorsOfZone: readonly (readonly number[])[];

  constructor(world: NightWorld) {
    this.#world = world;
    this.#anchorsOfZone = world.ground.leaves.map((_, zone) =>
      world.places.anchors.flatMap((anchor, index) => (anchor.zone === zone ? [index] : [])),
    );
  }

  /** The people of a company, from this one on round the ring. */
  company(slot: number): number[] {
    const { next } = this.#world.visitors.columns;
    const members = [slot];
    for (let at = next[slot] as number; at !== slot; at = next[at] as number) members.push(at);
    return members;
  }

  /** A zone to go to from the cell, by what attracts; undefined where none can be reached. */
  chooseGoal(slot: number, cell: number, shares = this.#world.demand.goal): number | undefined {
    for (let look = 0; look < LOOKS_FOR_GOAL; look++) {
      const zone = this.#world.demand.drawGoal(shares, chanceOf(this.#world, slot));
      if ((shares[zone] as number) > 0 && this.isReachable(zone, cell)) return zone;
    }
    return undefined;
  }

  isReachable(zone: number, cell: number): boolean {
    const { ways } = this.#world;
    return (this.#anchorsOfZone[zone] ?? []).some(
      (anchor) => ways.travelM(fieldOfAnchor(this.#world, anchor), cell) !== undefined,
    );
  }

  /** Sends a company to a zone; its places are beside each other. */
  goTo(leader: number, zone: number): void {
    const members = this.company(leader);
    const { spot } = this.#world.visitors.columns;
    for (const member of members) {
      this.#release(member);
      this.#setGoal(member, zone);
    }
    spot[leader] = this.#drawSpot(leader, zone);
    for (const member of members) {
      if (member !== leader) spot[member] = this.#spotBeside(spot[leader] as number, member, zone);
      this.#take(member);
      this.#setState(member, PERSON_STATE.walking);
      this.walkToSpot(member);
    }
  }

  /** Directs a person to the field of the place in the zone that is nearest to the spot, and lets them walk. */
  walkToSpot(slot: number): void {
    const { stage, visitors } = this.#world;
    stage.send(slot, this.fieldToSpot(slot));
    stage.walk(slot, this.speedOf(slot));
    visitors.columns.stuckS[slot] = 0;
  }

  fieldToSpot(slot: number): number {
    const { ways, visitors } = this.#world;
    const { goal, spot } = visitors.columns;
    const anchors = must(this.#anchorsOfZone[goal[slot] as number], 'places of the goal');
    let best = anchors[0] as number;
    let least = Number.POSITIVE_INFINITY;
    if (anchors.length > 1) {
      for (const anchor of anchors) {
        const travel = ways.travelM(fieldOfAnchor(this.#world, anchor), spot[slot] as number);
        if (travel === undefined || travel >= least) continue;
        least = travel;
        best = anchor;
      }
    }
    return fieldOfAnchor(this.#world, best);
  }

  /** Takes another place in the goal's zone, one in sight of a position if there is one. */
  drawSpotInSight(slot: number, east: number, north: number): boolean {
    const { visitors, places, stage } = this.#world;
    const { goal, spot } = visitors.columns;
    const zone = goal[slot] as number;
    this.#give(slot);
    let seen = false;
    for (let look = 0; look < 2 * LOOKS_FOR_PLACE && !seen; look++) {
      spot[slot] = this.#drawSpot(slot, zone);
      seen = places.isSeen(east, north, ...cellCentre(stage.grid, spot[slot] as number));
    }
    this.#take(slot);
    return seen;
  }

  /** The person stands from now on where they are, in the zone of the cell. */
  settle(slot: number, cell: number): void {
    const { stage, visitors, places, dwelling, counts } = this.#world;
    const { spot, settledAt } = visitors.columns;
    const zone = places.zoneOfCell[cell] as number;
    if (spot[slot] !== cell) {
      this.#give(slot);
      spot[slot] = cell;
      this.#take(slot);
    }
    this.#setGoal(slot, zone);
    this.#setState(slot, PERSON_STATE.dwelling);
    dwelling[zone] = (dwelling[zone] as number) + 1;
    settledAt[slot] = counts.second;
    stage.setRadius(slot, STANDING_RADIUS_M);
    stage.stand(slot);
  }

  /** Who stands has made way for somebody, and stands at another cell of the same zone from now on. */
  moveOver(slot: number, cell: number): void {
    this.#give(slot);
    this.#world.visitors.columns.spot[slot] = cell;
    this.#take(slot);
  }

  /** Sends a company home by one gate; false where there is no way to any. */
  goHome(leader: number, cell: number): boolean {
    const gate = this.#chooseGate(leader, cell);
    if (gate === undefined) return false;
    for (const member of this.company(leader)) this.leaveBy(member, gate);
    return true;
  }

  /** One person of a company goes home alone: the others have gone, or are somewhere else. */
  leaveAlone(slot: number, cell: number): boolean {
    const gate = this.#chooseGate(slot, cell);
    if (gate !== undefined) this.leaveBy(slot, gate);
    return gate !== undefined;
  }

  /** One person goes home by another gate than the one they cannot get to; by the same where there is no other. */
  leaveByAnother(slot: number, cell: number): void {
    const { gate, stuckS } = this.#world.visitors.columns;
    const another = this.#chooseGate(slot, cell, gate[slot]);
    if (another === undefined) stuckS[slot] = 0;
    else this.leaveBy(slot, another);
  }

  /** One person of a company goes to a zone alone. */
  goAlone(slot: number, zone: number): void {
    this.#release(slot);
    this.#setGoal(slot, zone);
    this.#world.visitors.columns.spot[slot] = this.#drawSpot(slot, zone);
    this.#take(slot);
    this.#setState(slot, PERSON_STATE.walking);
    this.walkToSpot(slot);
  }

  /** One person goes home by the gate. */
  leaveBy(slot: number, gate: number): void {
    const { stage, visitors, counts } = this.#world;
    const columns = visitors.columns;
    this.#release(slot);
    this.#setGoal(slot, NO_GOAL);
    if (columns.gate[slot] === NO_GATE) columns.setOutAt[slot] = counts.second;
    columns.gate[slot] = gate;
    this.#setState(slot, PERSON_STATE.leaving);
    columns.stuckS[slot] = 0;
    stage.send(slot, fieldOfGate(this.#world, gate));
    stage.walk(slot, this.speedOf(slot));
  }

  /** Nowhere to go: the person stands and looks again later. */
  wait(slot: number): void {
    const { stage } = this.#world;
    this.#release(slot);
    this.#setState(slot, PERSON_STATE.waiting);
    stage.stand(slot);
  }

  /** Takes the person out of everything but the ground: they have left by their gate. */
  forget(slot: number): void {
    const { next, flags } = this.#world.visitors.columns;
    this.#release(slot);
    this.#setGoal(slot, NO_GOAL);
    const after = next[slot] as number;
    if (after !== slot) {
      let before = after;
      while (next[before] !== slot) before = next[before] as number;
      next[before] = after;
      if (this.#world.visitors.leads(slot)) {
        flags[after] = (flags[after] as number) | VISITOR.leads;
      }
    }
    next[slot] = NOBODY;
  }

  speedOf(slot: number): number {
    const { visitors, happenings } = this.#world;
    return (visitors.columns.freeSpeed[slot] as number) * happenings.speedFactor;
  }

  /** A gate by how it is liked and how near it is; closed ones, those without a way and `but` are out. */
  #chooseGate(slot: number, cell: number, but?: number): number | undefined {
    const { demand, happenings, ways, gates, counts } = this.#world;
    const closed = happenings.closedGates();
    const weights = new Float64Array(gates.cells.length);
    let sum = 0;
    for (let gate = 0; gate < weights.length; gate++) {
      if (closed[gate] === 1 || gate === but) continue;
      const travel = ways.travelM(fieldOfGate(this.#world, gate), cell);
      if (travel === undefined) continue;
      weights[gate] = demand.homeWeight(gate, counts.second, travel);
      sum += weights[gate] as number;
    }
    if (!(sum > 0)) return undefined;
    return demand.drawGoal(weights, chanceOf(this.#world, slot) * sum);
  }

  #drawSpot(slot: number, zone: number): number {
    const { places, demand } = this.#world;
    let cell = NO_SPOT;
    for (let look = 0; look < LOOKS_FOR_PLACE; look++) {
      const [first, second] = [chanceOf(this.#world, slot), chanceOf(this.#world, slot)];
      cell = places.draw(zone, demand.strength, first, second);
      if (places.taken[cell] === 0) return cell;
    }
    return cell;
  }

  #spotBeside(cell: number, slot: number, zone: number): number {
    return this.#world.places.freeNear(cell, BESIDE_CELLS) ?? this.#drawSpot(slot, zone);
  }

  /** Gives up whatever a person does: a place they stand on, a hold before a checkpoint. */
  #release(slot: number): void {
    const { visitors, dwelling, stage } = this.#world;
    const { state, goal, flags } = visitors.columns;
    if (state[slot] === PERSON_STATE.dwelling) {
      const zone = goal[slot] as number;
      dwelling[zone] = (dwelling[zone] as number) - 1;
      stage.setRadius(slot, WALKING_RADIUS_M);
    }
    flags[slot] = (flags[slot] as number) & ~(VISITOR.held | VISITOR.granted);
    this.#give(slot);
  }

  #setGoal(slot: number, zone: number): void {
    const { heading, visitors } = this.#world;
    const { goal } = visitors.columns;
    const before = goal[slot] as number;
    if (before !== NO_GOAL) heading[before] = (heading[before] as number) - 1;
    if (zone !== NO_GOAL) heading[zone] = (heading[zone] as number) + 1;
    goal[slot] = zone;
  }

  #setState(slot: number, state: number): void {
    this.#world.visitors.columns.state[slot] = state;
  }

  #take(slot: number): void {
    const { visitors, places } = this.#world;
    const cell = visitors.columns.spot[slot] as number;
    if (cell !== NO_SPOT) places.taken[cell] = (places.taken[cell] as number) + 1;
  }

  #give(slot: number): void {
    const { visitors, places } = this.#world;
    const { spot } = visitors.columns;
    const cell = spot[slot] as number;
    if (cell !== NO_SPOT) places.taken[cell] = (places.taken[cell] as number) - 1;
    spot[slot] = NO_SPOT;
  }
}

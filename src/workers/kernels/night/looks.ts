import { must } from '../../../domain/base/assert.ts';
import { cellAt, cellCentre } from '../../../domain/geo/grid.ts';
import { counterUniform } from '../agents/counter-random.ts';
import { PERSON_STATE } from './agent-night.ts';
import { NO_GAP } from './checkpoint-gaps.ts';
import type { Journeys } from './journeys.ts';
import type { NightWorld } from './night-world.ts';
import { Release, UNDECIDED } from './release.ts';
import { NO_GATE, NO_SPOT, VISITOR } from './visitors.ts';

/** Nearer than this to their place people stop, and from here on they slow down so as to meet it. */
const THERE_M = 0.45;
const SLOWING_M = 1.6;
/** Slower than this nobody gets on, m/s; in a queue people move, but not much faster. */
const STUCK_MPS = 0.1;
const QUEUE_MPS = 0.4;
/** Who is stuck so long in the zone they wanted stays there, seconds. */
const SETTLE_AFTER_S = 6;
/** A person looks whether there still is a way, and one who waits for one, every so many seconds. */
const WAY_EVERY_S = 5;
const WAIT_EVERY_S = 20;
/** Companions who are farther ahead or behind than this slow down or hurry. */
const APART_M = 1.2;
const FAR_APART_M = 3.5;
const LOST_M = 12;
/** In a crowd nobody waits for the others: who walks slower than this share of their pace does not slow down more. */
const CROWDED = 0.5;
/** A direction counts as through a gap when its part across the line is above this. */
const THROUGH = 0.25;
/** Who gets on no farther for so long squeezes past those who come towards them, seconds. */
const PASSES_AFTER_S = 2;
/** Who gets on no farther for so long on the way home presses those who stand in it, up to so many metres ahead. */
const PRESSES_AFTER_S = 3;
const PRESSES_M = [0.4, 0.8] as const;
/** Who has not got on for so long, or up to twice as long, tries another gate, seconds. */
const WEDGED_S = 30;
/** Who gave their time to set out to somebody who was pressed looks again after so long, seconds. */
const POSTPONED_S = 60;
/** Draws of a person that are made once in a night. */
const DRAW_RELEASE = 0x4000_0100;
const DRAW_DWELLER = 0x5000_0000;

/** A person at a look. */
export interface Looked {
  readonly slot: number;
  readonly cell: number;
  readonly east: number;
  readonly north: number;
  readonly speedMps: number;
}

/** What a look at everybody collects, and the shares by which dwellers move in this second. */
export interface LookRound {
  /** By checkpoint: people held before it who want in, with their distance to the line. */
  readonly held: { slot: number; awayM: number }[][];
  /** Who is on their way and does not get on, in the order of the look. */
  readonly stuck: Looked[];
  /** Share of the dwellers that sets out for home in this second. */
  readonly homePerS: number;
  /** Share of the released ring's companies that has set out by now. */
  readonly setOut: number;
  /** How many companies may have set out before their time because they were in the way. */
  readonly mayBeEarly: number;
}

/** Looks at one person once a second, and lets them act on what they see. */
export class Looks {
  readonly #world: NightWorld;
  readonly #journeys: Journeys;
  /** Since the release began, by zone. */
  readonly #released: readonly boolean[];
  readonly #release: Release;

  constructor(world: NightWorld, journeys: Journeys) {
    this.#world = world;
    this.#journeys = journeys;
    this.#released = world.habits.plan.release.zones;
    this.#release = new Release(world);
  }

  /** True when the person stands at the gate by which they want to leave. */
  look(person: Looked, round: LookRound): boolean {
    const { visitors } = this.#world;
    const { state } = visitors.columns;
    switch (state[person.slot]) {
      case PERSON_STATE.dwelling:
        this.#dwell(person, round);
        return false;
      case PERSON_STATE.waiting:
        this.#waitOn(person);
        return false;
      default:
        return this.#move(person, round);
    }
  }

  /** Leaders of companies that stand decide whether to go on; by the second's chance, which costs one number. */
  #dwell({ slot, cell }: Looked, round: LookRound): void {
    const { visitors, seed, counts, demand, habits } = this.#world;
    const { id, goal, settledAt } = visitors.columns;
    if (counts.setOutEarly < round.mayBeEarly && this.#isPressed(slot)) {
      this.#goWithThem(slot, cell);
      return;
    }
    if (!visitors.leads(slot)) return;
    const person = id[slot] as number;
    const zone = goal[slot] as number;
    if (this.#isReleased(slot, round)) {
      this.#journeys.goHome(slot, cell);
      return;
    }
    if (round.setOut > 0 && this.#released[zone] === true) return;
    const chance = counterUniform(seed, person, DRAW_DWELLER + counts.second);
    const fresh = counts.second - (settledAt[slot] as number) < habits.bodies.leastStayMin * 60;
    const home = round.homePerS * (fresh ? 0.2 : 1);
    if (chance < home) {
      this.#journeys.goHome(slot, cell);
      return;
    }
    if (chance - home >= (demand.moveRate[zone] as number)) return;
    const to = this.#journeys.chooseGoal(slot, cell);
    if (to !== undefined) this.#journeys.goTo(slot, to);
  }

  /** Whether the time has come at which the release sends home the company that this person leads. */
  #isReleased(slot: number, { setOut }: LookRound): boolean {
    const { visitors, counts, seed } = this.#world;
    const { id, goal, setOutAt } = visitors.columns;
    if (setOut <= 0 || this.#released[goal[slot] as number] !== true) return false;
    if (!visitors.leads(slot)) return false;
    if (setOutAt[slot] === UNDECIDED) {
      const share = counterUniform(seed, id[slot] as number, DRAW_RELEASE);
      setOutAt[slot] = this.#release.secondOf(share);
    }
    if (counts.second < (setOutAt[slot] as number)) return false;
    if (counts.setOutEarly === 0) return true;
    // Somebody who was in the way has gone instead: as many set out as the release says.
    counts.setOutEarly -= 1;
    setOutAt[slot] = counts.second + POSTPONED_S;
    return false;
  }

  /** Who leads a company to a zone that is being sent home, and is not there yet, goes elsewhere with them. */
  #comesTooLate({ slot, cell }: Looked): boolean {
    const { visitors, places } = this.#world;
    const { goal } = visitors.columns;
    if (!visitors.leads(slot) || this.#released[goal[slot] as number] !== true) return false;
    if (this.#released[places.zoneOfCell[cell] as number] === true) return false;
    const to = this.#journeys.chooseGoal(slot, cell);
    if (to !== undefined) this.#journeys.goTo(slot, to);
    else this.#journeys.goHome(slot, cell);
    return true;
  }

  /** Whether somebody who goes home stands before this person in a zone that is released. */
  #isPressed(slot: number): boolean {
    const { visitors, places } = this.#world;
    const { goal, spot } = visitors.columns;
    return (
      places.pressed[spot[slot] as number] === 1 && this.#released[goal[slot] as number] === true
    );
  }

  /** A company one of which is in the way of those who go home goes with them. */
  #goWithThem(slot: number, cell: number): void {
    const { visitors, places, counts } = this.#world;
    const { spot } = visitors.columns;
    places.pressed[spot[slot] as number] = 0;
    const leader = this.#journeys.company(slot).find((other) => visitors.leads(other)) ?? slot;
    if (this.#journeys.goHome(leader, cell)) counts.setOutEarly += 1;
  }

  /** Who stands wedged for long on the way home tries another gate; not all at once. */
  #losesPatience(slot: number): boolean {
    const { id, stuckS } = this.#world.visitors.columns;
    return (stuckS[slot] as number) >= WEDGED_S + ((id[slot] as number) % WEDGED_S);
  }

  /** Presses whoever stands in the way of somebody who goes home and does not get on. */
  #press({ slot, cell, east, north }: Looked): void {
    const { stage, places } = this.#world;
    places.pressed[cell] = 0;
    if ((this.#world.visitors.columns.stuckS[slot] as number) < PRESSES_AFTER_S) return;
    const [wayE, wayN] = stage.way(slot, cell);
    for (const ahead of PRESSES_M) {
      places.pressed[cellAt(stage.grid, [east + ahead * wayE, north + ahead * wayN])] = 1;
    }
  }

  #waitOn(person: Looked): void {
    const { visitors, counts } = this.#world;
    const { id, gate } = visitors.columns;
    if (((id[person.slot] as number) + counts.second) % WAIT_EVERY_S !== 0) return;
    if (gate[person.slot] === NO_GATE) this.#chooseAgain(person);
    else this.#journeys.goHome(person.slot, person.cell);
  }

  #move(person: Looked, round: LookRound): boolean {
    const { visitors, counts, gates, happenings } = this.#world;
    const columns = visitors.columns;
    const { slot, cell, speedMps } = person;
    if (((columns.flags[slot] as number) & VISITOR.held) !== 0) {
      this.#holdOn(person, round);
      return false;
    }
    const stuckS = columns.stuckS[slot] as number;
    columns.stuckS[slot] = speedMps < STUCK_MPS ? Math.min(255, stuckS + 1) : 0;
    if ((columns.stuckS[slot] as number) >= PASSES_AFTER_S) round.stuck.push(person);
    const gate = columns.gate[slot] as number;
    if (gate !== NO_GATE && gates.gateOfCell[cell] === gates.placeOf[gate]) {
      if (!happenings.isClosed(gate)) return true;
      this.#journeys.leaveAlone(slot, cell);
      return false;
    }
    if (gate !== NO_GATE) {
      if (round.setOut > 0) this.#press(person);
      if (this.#losesPatience(slot)) {
        this.#journeys.leaveByAnother(slot, cell);
        return false;
      }
    }
    if (gate === NO_GATE && this.#isReleased(slot, round)) {
      this.#journeys.goHome(slot, cell);
      return false;
    }
    if (gate === NO_GATE && round.setOut > 0 && this.#comesTooLate(person)) return false;
    const due = ((columns.id[slot] as number) + counts.second) % WAY_EVERY_S === 0;
    if (due && !this.#hasWay(person)) this.#chooseAgain(person);
    else if (!this.#isHeldHere(person, round)) this.#walkOn(person);
    return false;
  }

  #walkOn(person: Looked): void {
    this.#noteQueue(person);
    if (this.#world.visitors.columns.gate[person.slot] === NO_GATE) this.#approach(person);
    if (this.#isMoving(person.slot)) this.#keepTogether(person);
  }

  /** Whether there still is a way to where the person goes; those who walk straight to their place have one. */
  #hasWay({ slot, cell }: Looked): boolean {
    const { stage, ways } = this.#world;
    const field = stage.field(slot);
    return ways.isCompass(field) || ways.travelM(field, cell) !== undefined;
  }

  #chooseAgain({ slot, cell }: Looked): void {
    const { visitors, places } = this.#world;
    const { gate } = visitors.columns;
    if (gate[slot] !== NO_GATE) {
      if (!this.#journeys.leaveAlone(slot, cell)) this.#journeys.wait(slot);
      return;
    }
    const to =
      this.#journeys.chooseGoal(slot, cell) ??
      this.#journeys.chooseGoal(slot, cell, this.#world.demand.want);
    if (to !== undefined) this.#journeys.goAlone(slot, to);
    else if (places.mayStand(cell)) this.#journeys.settle(slot, cell);
    else if (!this.#journeys.leaveAlone(slot, cell)) this.#journeys.wait(slot);
  }

  /** In the zone they wanted people walk straight to their place once they see it, and stop there. */
  #approach(person: Looked): void {
    const { stage, visitors, places, ways } = this.#world;
    const columns = visitors.columns;
    const { slot, cell, east, north } = person;
    const stuck = columns.stuckS[slot] as number;
    const goal = columns.goal[slot] as number;
    const inZone = places.zoneOfCell[cell] === goal;
    if (!inZone) {
      if (ways.isCompass(stage.field(slot))) this.#journeys.walkToSpot(slot);
      const patience = this.#world.habits.bodies.patienceMin * 60;
      if (stuck >= Math.min(250, patience) && places.mayStand(cell))
        this.#journeys.settle(slot, cell);
      return;
    }
    if (stuck >= SETTLE_AFTER_S && places.mayStand(cell)) {
      this.#journeys.settle(slot, cell);
      return;
    }
    const [spotE, spotN] = cellCentre(stage.grid, columns.spot[slot] as number);
    const toE = spotE - east;
    const toN = spotN - north;
    const away = Math.sqrt(toE * toE + toN * toN);
    if (away < THERE_M) {
      this.#journeys.settle(slot, places.mayStand(cell) ? cell : (columns.spot[slot] as number));
      return;
    }
    if (!places.isSeen(east, north, spotE, spotN)) {
      // At the end of the field, or stuck, with the place round a corner: another one in sight will do.
      const field = stage.field(slot);
      const atEnd = !ways.isCompass(field) && (ways.travelM(field, cell) ?? 0) <= 2;
      if (atEnd) this.#journeys.drawSpotInSight(slot, east, north);
      else if (ways.isCompass(field)) this.#journeys.walkToSpot(slot);
      return;
    }
    stage.send(slot, ways.compass(toE, toN));
    if (away < SLOWING_M) stage.walk(slot, Math.max(0.25, away * 0.9));
  }

  /** Before a checkpoint that lets in one by one people stop at the line settledAt it is their turn. */
  #isHeldHere(person: Looked, round: LookRound): boolean {
    const { rasters, control, counts, visitors, stage } = this.#world;
    const { slot, cell } = person;
    const code = rasters.hold[cell] as number;
    const columns = visitors.columns;
    if (code === NO_GAP || (code & 1) === 1) return false;
    const gap = code >> 1;
    if (!control.holds(gap, counts.second)) return false;
    const flags = columns.flags[slot] as number;
    if ((flags & VISITOR.granted) !== 0 && columns.gap[slot] === gap) return false;
    if (this.#acrossGap(person, gap) < THROUGH) return false;
    columns.flags[slot] = (flags | VISITOR.held) & ~VISITOR.granted;
    columns.gap[slot] = gap;
    stage.stand(slot);
    this.#holdOn(person, round);
    return true;
  }

  #holdOn({ slot, east, north }: Looked, round: LookRound): void {
    const { visitors, gaps, control } = this.#world;
    const gap = visitors.columns.gap[slot] as number;
    const { middle } = must(gaps[gap], 'gap');
    const awayM = (east - middle[0]) ** 2 + (north - middle[1]) ** 2;
    must(round.held[gap], 'those held').push({ slot, awayM });
    control.queues.in[gap] = (control.queues.in[gap] as number) + 1;
    this.#setMoving(slot, PERSON_STATE.queueing);
  }

  /** Counts who stands or crawls before a checkpoint, on the way through it. */
  #noteQueue(person: Looked): void {
    const { rasters, control } = this.#world;
    const { slot, cell, speedMps } = person;
    const code = rasters.queue[cell] as number;
    let queueing = false;
    if (code !== NO_GAP && speedMps < QUEUE_MPS) {
      const gap = code >> 1;
      const across = this.#acrossGap(person, gap);
      const wantsIn = (code & 1) === 0;
      queueing = wantsIn ? across > THROUGH : across < -THROUGH;
      if (queueing) {
        const queue = wantsIn ? control.queues.in : control.queues.out;
        queue[gap] = (queue[gap] as number) + 1;
      }
    }
    this.#setMoving(slot, queueing ? PERSON_STATE.queueing : PERSON_STATE.walking);
  }

  /** How much of the way to go leads inwards through the gap, -1 … 1. */
  #acrossGap({ slot, cell }: Looked, gap: number): number {
    const { stage, gaps } = this.#world;
    const [east, north] = stage.way(slot, cell);
    const { inward } = must(gaps[gap], 'gap');
    return east * inward[0] + north * inward[1];
  }

  #setMoving(slot: number, state: number): void {
    const columns = this.#world.visitors.columns;
    const home = columns.gate[slot] !== NO_GATE && state === PERSON_STATE.walking;
    columns.state[slot] = home ? PERSON_STATE.leaving : state;
  }

  /** The leader of a company that walks sets everybody's pace by where the others are. */
  #keepTogether({ slot, east, north, speedMps }: Looked): void {
    const { visitors, stage } = this.#world;
    const columns = visitors.columns;
    const pace = this.#journeys.speedOf(slot);
    const leads = visitors.leads(slot);
    if (columns.next[slot] === slot) {
      this.#walkAt(slot, pace, east, north);
      return;
    }
    if (!leads) return;
    let behind = 0;
    const [wayE, wayN] = stage.way(slot, stage.cell(slot));
    for (const other of this.#journeys.company(slot)) {
      if (other === slot || !this.#isMoving(other)) continue;
      const toE = (columns.x[other] as number) - east;
      const toN = (columns.y[other] as number) - north;
      const ahead = toE * wayE + toN * wayN;
      if (toE * toE + toN * toN > LOST_M * LOST_M) continue;
      behind = Math.max(behind, -ahead);
      const factor = ahead > FAR_APART_M ? 0.4 : ahead > APART_M ? 0.7 : ahead < -APART_M ? 1.2 : 1;
      this.#walkAt(other, pace * factor, columns.x[other] as number, columns.y[other] as number);
    }
    const crowded = speedMps < CROWDED * pace;
    const factor = crowded || behind <= APART_M ? 1 : behind > FAR_APART_M ? 0.4 : 0.75;
    this.#walkAt(slot, pace * factor, east, north);
  }

  #isMoving(slot: number): boolean {
    const { state, flags } = this.#world.visitors.columns;
    if (((flags[slot] as number) & VISITOR.held) !== 0) return false;
    return state[slot] !== PERSON_STATE.dwelling && state[slot] !== PERSON_STATE.waiting;
  }

  /** Sets a pace; near their place people go slower whatever the company does. */
  #walkAt(slot: number, paceMps: number, east: number, north: number): void {
    const { stage, visitors, ways } = this.#world;
    const spot = visitors.columns.spot[slot] as number;
    let pace = paceMps;
    if (spot !== NO_SPOT && ways.isCompass(stage.field(slot))) {
      const [spotE, spotN] = cellCentre(stage.grid, spot);
      const away = Math.sqrt((spotE - east) ** 2 + (spotN - north) ** 2);
      if (away < SLOWING_M) pace = Math.min(pace, Math.max(0.25, away * 0.9));
    }
    if (Math.abs(stage.desired(slot) - pace) > 0.03) stage.walk(slot, pace);
  }
}

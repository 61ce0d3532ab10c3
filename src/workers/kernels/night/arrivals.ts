import { must } from '../../../domain/base/assert.ts';
import { cellCentre } from '../../../domain/geo/grid.ts';
import { counterBits, counterUniform } from '../agents/counter-random.ts';
import { meanFreeSpeedMps } from '../agents/draw.ts';
import { NO_ZONE, PERSON_STATE } from './agent-night.ts';
import { NO_GAP } from './checkpoint-gaps.ts';
import type { Journeys } from './journeys.ts';
import { type NightWorld, STANDING_RADIUS_M, WALKING_RADIUS_M } from './night-world.ts';
import { NO_GATE, NO_SPOT, VISITOR } from './visitors.ts';

/** Places that a newcomer looks at in one second. */
const LOOKS = 12;
/** Most people that come in at a gate in one second, whatever is due. */
const AT_ONCE = 40;
/** Keys of chance of the gates' companies and of the people at the beginning; people's keys are their ids. */
const COMPANY_KEY = 0x7100_0000;
const BEGINNING_KEY = 0x7200_0000;
/** Ages of visitors, uniform. */
const YOUNGEST = 18;
const OLDEST = 75;
/** Draws of a person that are made when they appear, apart from those of their journey. */
const DRAW_AGE = 0x4000_0000;

interface Appearing {
  readonly east: number;
  readonly north: number;
  readonly gate: number;
  readonly standing: boolean;
}

/** Brings people onto the ground: through the gates, and at the night's beginning straight to their places. */
export class Arrivals {
  /** Companies that each gate has brought; decides the size of the next. */
  readonly companies: Uint32Array;
  /** People who came in each gate, since the beginning. */
  readonly came: Uint32Array;
  readonly #world: NightWorld;
  readonly #journeys: Journeys;

  constructor(world: NightWorld, journeys: Journeys) {
    const gates = world.gates.cells.length;
    this.#world = world;
    this.#journeys = journeys;
    this.companies = new Uint32Array(gates);
    this.came = new Uint32Array(gates);
  }

  /** Lets in who is due at the gates and finds room. */
  enter(): void {
    const { demand, happenings } = this.#world;
    const closed = happenings.closedGates();
    for (let gate = 0; gate < this.companies.length; gate++) {
      if (closed[gate] === 1) continue;
      for (let entered = 0; entered < AT_ONCE; ) {
        const size = this.#sizeOfCompany(COMPANY_KEY + gate, this.companies[gate] as number);
        if ((demand.due[gate] as number) < size) break;
        const placed = this.#bring(gate, size);
        if (placed === 0) break;
        demand.due[gate] = (demand.due[gate] as number) - placed;
        this.companies[gate] = (this.companies[gate] as number) + 1;
        this.came[gate] = (this.came[gate] as number) + placed;
        entered += placed;
      }
    }
  }

  /** Places so many people in the zones by what attracts, standing, in companies. */
  fill(people: number): void {
    const { demand, places, stage, visitors } = this.#world;
    // Cells are wider than bodies, so that who has a cell has room; where a zone is full some do not come.
    for (let company = 0, left = people; left > 0 && company < 4 * people + 100; company++) {
      const size = Math.min(left, this.#sizeOfCompany(BEGINNING_KEY, company));
      const draw = (k: number) =>
        counterUniform(this.#world.seed, counterBits(BEGINNING_KEY, company, 1), k);
      const zone = demand.drawGoal(demand.want, draw(0));
      const first = places.draw(zone, demand.strength, draw(1), draw(2));
      const members: number[] = [];
      for (let k = 0; k < size; k++) {
        const cell = k === 0 && places.taken[first] === 0 ? first : places.freeNear(first, 4);
        if (cell === undefined) break;
        const [east, north] = cellCentre(stage.grid, cell);
        const slot = this.#appear({ east, north, gate: NO_GATE, standing: true });
        this.#journeys.settle(slot, cell);
        // They have stood there for up to an hour.
        const { settledAt } = visitors.columns;
        settledAt[slot] = (settledAt[slot] as number) - Math.floor(3_600 * draw(3 + k));
        members.push(slot);
      }
      this.#join(members);
      left -= members.length;
    }
  }

  /** A company that comes through a gate together; gives how many found room. */
  #bring(gate: number, size: number): number {
    const { stage, seed, gates } = this.#world;
    const cells = must(gates.cells[gate], 'place of a gate');
    const key = counterBits(seed, COMPANY_KEY + gate, this.companies[gate] as number);
    const members: number[] = [];
    for (let look = 0; look < LOOKS * size && members.length < size; look++) {
      const draw = (k: number) =>
        counterUniform(seed, key, this.#world.counts.second * 256 + 3 * look + k);
      const cell = cells[Math.floor(draw(0) * cells.length)] as number;
      const [middleE, middleN] = cellCentre(stage.grid, cell);
      const east = middleE + (draw(1) - 0.5) * stage.grid.cellM;
      const north = middleN + (draw(2) - 0.5) * stage.grid.cellM;
      if (!stage.hasRoom(east, north, WALKING_RADIUS_M)) continue;
      members.push(this.#appear({ east, north, gate, standing: false }));
    }
    const leader = members[0];
    if (leader === undefined) return 0;
    this.#join(members);
    const cell = cells[0] as number;
    const goal = this.#journeys.chooseGoal(leader, cell);
    if (goal !== undefined) this.#journeys.goTo(leader, goal);
    else for (const member of members) this.#journeys.wait(member);
    return members.length;
  }

  #appear({ east, north, gate, standing }: Appearing): number {
    const { stage, visitors, seed, counts } = this.#world;
    const id = counts.entered;
    const age = YOUNGEST + (OLDEST - YOUNGEST) * counterUniform(seed, id, DRAW_AGE);
    const slot = stage.place({
      east,
      north,
      radiusM: standing ? STANDING_RADIUS_M : WALKING_RADIUS_M,
      desiredMps: standing ? 0 : meanFreeSpeedMps(age),
      field: gate === NO_GATE ? 0 : (this.#world.gates.placeOf[gate] as number),
    });
    visitors.reserve(slot + 1);
    const columns = visitors.columns;
    columns.id[slot] = id;
    columns.group[slot] = id;
    columns.next[slot] = slot;
    columns.state[slot] = PERSON_STATE.walking;
    columns.flags[slot] = VISITOR.leads;
    columns.zone[slot] = NO_ZONE;
    columns.goal[slot] = NO_ZONE;
    columns.gate[slot] = NO_GATE;
    columns.side[slot] = NO_GAP;
    columns.gap[slot] = NO_GAP;
    columns.stuckS[slot] = 0;
    columns.draws[slot] = 0;
    columns.spot[slot] = NO_SPOT;
    columns.cameAt[slot] = counts.second;
    columns.setOutAt[slot] = 0;
    columns.settledAt[slot] = 0;
    columns.freeSpeed[slot] = meanFreeSpeedMps(age);
    counts.entered += 1;
    return slot;
  }

  /** Makes a company of people who have appeared: the first leads, all walk as fast as the slowest. */
  #join(members: readonly number[]): void {
    const { columns } = this.#world.visitors;
    const leader = members[0];
    if (leader === undefined) return;
    const speed = members.reduce(
      (least, slot) => Math.min(least, columns.freeSpeed[slot] as number),
      Number.POSITIVE_INFINITY,
    );
    members.forEach((slot, k) => {
      columns.group[slot] = columns.id[leader] as number;
      columns.next[slot] = members[(k + 1) % members.length] as number;
      columns.flags[slot] = k === 0 ? VISITOR.leads : 0;
      columns.freeSpeed[slot] = speed;
    });
  }

  #sizeOfCompany(key: number, company: number): number {
    const { companies } = this.#world.habits.bodies;
    const sum = companies.reduce((total, share) => total + share, 0);
    let rest = counterUniform(this.#world.seed, key, company) * sum;
    for (const [k, share] of companies.entries()) {
      rest -= share;
      if (rest < 0) return k + 1;
    }
    return 1;
  }
}

import { must } from '../../../domain/base/assert.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { counterUniform } from '../agents/counter-random.ts';
import { exactExp, normalQuantile } from '../agents/exact-math.ts';
import { curveOf } from '../zone-graph/night-plan.ts';
import type { Happenings } from './happenings.ts';
import type { NightHabits } from './night-habits.ts';

/** The mean number of minutes over which newcomers fill what attracts them. */
const FILL_MIN = 10;
/** A gate's random share changes from one of these knots to the next, in seconds. */
const JITTER_KNOT_S = 1_800;
/** On the way from a gate outside to the outer cordon, in seconds. */
const APPROACH_S = 70;
/** The lead of the approach is taken up in so long, so that nobody comes in a rush. */
const LEAD_IN_S = 600;
/** Key of chance of the gates' jitter; people's keys are their ids. */
const GATE_KEY = 0x7000_0000;

/** What people want at a moment of the night. */
export class Demand {
  /** Share of each zone among the goals of those who set out. */
  readonly goal: Float64Array;
  /** Per second and zone, the share of dwellers who set out for another zone. */
  readonly moveRate: Float64Array;
  /** Share that each zone attracts. */
  readonly want: Float64Array;
  /** Extra weight at each attraction. */
  readonly strength: Float64Array;
  /** People due at each gate who have not appeared. */
  readonly due: Float64Array;
  /** By leaf zone: whether it attracts anybody at all. */
  readonly attracts: readonly boolean[];
  readonly #habits: NightHabits;
  readonly #ground: Ground;
  readonly #attractions: readonly string[];
  readonly #scale: number;
  readonly #seed: number;
  readonly #from: number;
  readonly #isOutside: readonly boolean[];

  constructor(
    ground: Ground,
    habits: NightHabits,
    options: {
      readonly seed: number;
      readonly scale: number;
      readonly fromSecond: number;
      readonly only: readonly string[] | undefined;
      readonly attractions: readonly string[];
    },
  ) {
    const { gates } = ground.site;
    this.#ground = ground;
    this.#habits = habits;
    this.#scale = options.scale;
    this.#seed = options.seed;
    this.#from = options.fromSecond;
    this.#attractions = options.attractions;
    const { only } = options;
    this.attracts = ground.leaves.map(({ id }) => only === undefined || only.includes(id));
    this.#isOutside = gates.map(({ leadsTo }) => leadsTo === 'outside');
    this.goal = new Float64Array(ground.leaves.length);
    this.moveRate = new Float64Array(ground.leaves.length);
    this.want = new Float64Array(ground.leaves.length);
    this.strength = new Float64Array(habits.plan.pulls.length);
    this.due = new Float64Array(gates.length);
  }

  /** People that the script wants inside, and visits so far. */
  occupancy(second: number): number {
    return this.#scale * this.#habits.plan.occupancy(second);
  }

  visits(second: number): number {
    return this.#scale * this.#habits.plan.visits(second);
  }

  /** Adds the people who are due in this second to their gates. */
  arrive(second: number, happenings: Happenings): void {
    const closed = happenings.closedGates();
    const { arriving } = happenings.rain();
    const { plan } = this.#habits;
    const shares = Float64Array.from(this.due, (_, gate) =>
      closed[gate] === 1
        ? 0
        : curveOf(plan.arriving, gate)(second) *
          exactExp(plan.behaviour.gateJitter * this.#jitter(gate, second)),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    if (!(sum > 0)) return;
    for (let gate = 0; gate < shares.length; gate++) {
      const lead = (at: number) =>
        this.#isOutside[gate] ? APPROACH_S * Math.min(1, (at - this.#from) / LEAD_IN_S) : 0;
      const people =
        this.visits(second + lead(second)) - this.visits(second - 1 + lead(second - 1));
      this.due[gate] =
        (this.due[gate] as number) + (arriving * people * (shares[gate] as number)) / sum;
    }
  }

  /**
   * Looks at what attracts. The script's shares are of all who are in the area: who walks through a zone, or home, is in
   * it as well, and fewer want to go there. Once the crowd is sent home the zones on its way are full of walkers; from
   * then on only those count who want to be there.
   */
  look(
    second: number,
    happenings: Happenings,
    people: {
      /** By zone: who is there or on the way, nobody who goes home. */
      readonly heading: Float64Array;
      /** Those of them who are there already. */
      readonly dwelling: Float64Array;
      /** By zone: who is in it, wherever they go. */
      readonly present: Float64Array;
    },
  ): void {
    const { plan } = this.#habits;
    this.#attractions.forEach((id, pull) => {
      this.strength[pull] =
        must(plan.pulls[pull], 'pull').strength(second) * happenings.attractionFactor(id);
    });
    const isReleased = second >= plan.release.second;
    const had = people.heading.map((heading, zone) =>
      isReleased
        ? heading
        : heading - (people.dwelling[zone] as number) + (people.present[zone] as number),
    );
    const all = had.reduce((sum, of) => sum + of, 0);
    let wanted = 0;
    for (let zone = 0; zone < this.want.length; zone++) {
      const { id } = must(this.#ground.leaves[zone], 'leaf zone');
      // Nobody goes any more to what is being sent home.
      const isOver = isReleased && plan.release.zones[zone] === true;
      const attraction =
        this.attracts[zone] && !isOver
          ? curveOf(plan.attraction, zone)(second) * happenings.zoneFactor(id)
          : 0;
      this.want[zone] = attraction;
      wanted += attraction;
    }
    const coming = this.visits(second + FILL_MIN * 60) - this.visits(second);
    const shiftS = plan.behaviour.shiftMin * 60;
    let missing = 0;
    for (let zone = 0; zone < this.want.length; zone++) {
      const share = wanted > 0 ? (this.want[zone] as number) / wanted : 0;
      this.want[zone] = share;
      const have = had[zone] as number;
      const lacks = Math.max(0, share * (1.02 * all + coming) - have);
      this.goal[zone] = lacks;
      missing += lacks;
      const there = people.dwelling[zone] as number;
      const surplus = have - share * all * 1.02;
      const shifting = there > 0 && surplus > 0 ? Math.min(1, surplus / there) / shiftS : 0;
      this.moveRate[zone] = shifting + 1 / (plan.behaviour.strollMin * 60);
    }
    if (missing > 0) {
      for (let zone = 0; zone < this.goal.length; zone++) {
        this.goal[zone] = (this.goal[zone] as number) / missing;
      }
    } else this.goal.set(this.want);
  }

  /** A zone by its share, for a uniform. */
  drawGoal(shares: Float64Array, uniform: number): number {
    let rest = uniform;
    let last = Math.max(0, this.attracts.indexOf(true));
    for (let zone = 0; zone < shares.length; zone++) {
      const share = shares[zone] as number;
      if (share <= 0) continue;
      last = zone;
      rest -= share;
      if (rest < 0) return zone;
    }
    return last;
  }

  /** Weight of a gate among ways home from a place that is `travelM` away from it. */
  homeWeight(gate: number, second: number, travelM: number): number {
    const { plan } = this.#habits;
    return curveOf(plan.leaving, gate)(second) * exactExp(-travelM / plan.behaviour.gateReachM);
  }

  /** A normal deviate of the gate that wanders from knot to knot. */
  #jitter(gate: number, second: number): number {
    const knot = Math.floor(second / JITTER_KNOT_S);
    const at = (k: number) => normalQuantile(counterUniform(this.#seed, GATE_KEY + gate, k + 1));
    const share = second / JITTER_KNOT_S - knot;
    return at(knot) * (1 - share) + at(knot + 1) * share;
  }
}

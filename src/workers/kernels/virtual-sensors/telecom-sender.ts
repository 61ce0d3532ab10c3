import { SECOND } from '../../../domain/base/quantity.ts';
import { namedRng, type Rng } from '../../../domain/base/rng.ts';
import { fromWgs84 } from '../../../domain/geo/datum.ts';
import type { NightClock, TelecomHabits } from '../../../domain/plan/night-script.ts';
import type { TelecomGrid } from '../../../domain/site/grid-sensors.ts';
import type { GridCell, Site } from '../../../domain/site/site.ts';
import type { RehearsedPeople } from './rehearsed-people.ts';
import { drift } from './sensor-error.ts';

/** A telecom grid that a rehearsal plays into, as the settings of its feed say. */
export interface TelecomFeed {
  readonly feed: string;
  readonly grid: TelecomGrid;
  /** What the feed multiplies each number by: one operator sees one phone in so many. */
  readonly multiplier: number;
  readonly anchor: 'centre' | 'southWest';
}

/** What an operator does when the script does not say. */
const USUAL: TelecomHabits = {
  intervalS: 300,
  delayS: 180,
  smear: 0.2,
  multiplierSd: 0.12,
  multiplierDriftMin: 60,
};

interface Square {
  readonly patch: number;
  /** As the sender writes it, in the grid's datum. */
  readonly lon: string;
  readonly lat: string;
  /** The squares beside it, by index. */
  readonly beside: readonly number[];
}

interface Look {
  readonly second: number;
  readonly people: readonly number[];
}

/** What a sender remembers from second to second. */
export interface SavedTelecom {
  readonly chance: number;
  readonly drifted: number;
  readonly looks: readonly Look[];
}

/**
 * A telecom operator's grid: phones in squares, some counted in the square beside theirs, sent late, scaled by a market
 * share that nobody knows exactly and that drifts. It writes what the adapter `telecom-grid` reads: CSV with the columns
 * lon, lat, people, min, max, time.
 */
export class TelecomSender {
  readonly feed: string;
  readonly #plan: TelecomFeed;
  readonly #habits: TelecomHabits;
  readonly #people: RehearsedPeople;
  readonly #clock: NightClock;
  readonly #seed: number;
  readonly #squares: readonly Square[];
  #chance: Rng;
  #drifted = 0;
  #looks: Look[] = [];

  constructor(
    plan: TelecomFeed,
    site: Site,
    people: RehearsedPeople,
    habits: TelecomHabits | undefined,
    clock: NightClock,
    seed: number,
  ) {
    this.feed = plan.feed;
    this.#plan = plan;
    this.#habits = habits ?? USUAL;
    this.#people = people;
    this.#clock = clock;
    this.#seed = seed;
    this.#chance = namedRng(seed, `telecom ${plan.feed}`);
    this.#squares = squaresOf(plan, site, people);
  }

  /** Looks at the people after a step; gives the message that is due now. */
  look(): string | undefined {
    const { second } = this.#people;
    const { intervalS, delayS, multiplierSd, multiplierDriftMin } = this.#habits;
    if (second % intervalS === 0) {
      const driftS = multiplierDriftMin * 60;
      this.#drifted = drift(this.#drifted, multiplierSd, intervalS, driftS, this.#chance);
      this.#looks.push({ second, people: this.#counted() });
    }
    const [oldest] = this.#looks;
    if (!oldest || second < oldest.second + delayS) return undefined;
    this.#looks = this.#looks.slice(1);
    return this.#write(oldest);
  }

  save(): SavedTelecom {
    return { chance: this.#chance.save(), drifted: this.#drifted, looks: [...this.#looks] };
  }

  restore(saved: SavedTelecom): void {
    this.#chance = namedRng(this.#seed, `telecom ${this.feed}`, saved.chance);
    this.#drifted = saved.drifted;
    this.#looks = [...saved.looks];
  }

  /** Phones of this operator in each square: whole, smeared, each there by chance. */
  #counted(): number[] {
    const { smear } = this.#habits;
    const there = this.#squares.map(({ patch }) => this.#people.peopleIn(patch));
    const seen = 1 / this.#plan.multiplier;
    return this.#squares.map(({ beside }, index) => {
      let people = (there[index] ?? 0) * (1 - smear);
      for (const other of beside) {
        const of = this.#squares[other]?.beside.length ?? 1;
        people += (smear * (there[other] ?? 0)) / of;
      }
      if (beside.length === 0) people += smear * (there[index] ?? 0);
      const expected = people * seen * Math.max(0, 1 + this.#drifted);
      const byChance = Math.sqrt(expected * (1 - Math.min(1, seen)));
      return Math.max(0, Math.round(expected + byChance * this.#chance.normal()));
    });
  }

  #write({ second, people }: Look): string {
    const time = this.#clock.iso(this.#clock.startsAt + second * SECOND);
    const lines = this.#squares.map(({ lon, lat }, index) => {
      const count = people[index] ?? 0;
      const least = Math.floor(count * 0.9);
      const most = Math.ceil(count * 1.1);
      return `${lon},${lat},${count},${least},${most},${time}`;
    });
    return `lon,lat,people,min,max,time\n${lines.join('\n')}\n`;
  }
}

function squaresOf(plan: TelecomFeed, site: Site, people: RehearsedPeople): readonly Square[] {
  const cells = site.sensors.filter(
    (sensor): sensor is GridCell =>
      sensor.kind === 'gridCell' && sensor.id.startsWith(`${plan.feed}-r`),
  );
  const places = cells.map(({ id }) => {
    const [row = 0, col = 0] = (/-r(\d+)-c(\d+)$/.exec(id) ?? []).slice(1).map(Number);
    return { row, col };
  });
  return cells.map(({ polygon }, index) => {
    const corners = polygon[0] ?? [];
    const [southWest = [0, 0], , northEast = southWest] = corners;
    const at =
      plan.anchor === 'centre'
        ? ([(southWest[0] + northEast[0]) / 2, (southWest[1] + northEast[1]) / 2] as const)
        : southWest;
    const [lon, lat] = fromWgs84(at, plan.grid.datum);
    const here = places[index];
    const beside = places.flatMap((place, other) =>
      here && Math.abs(place.row - here.row) + Math.abs(place.col - here.col) === 1 ? [other] : [],
    );
    return { patch: people.addPatch(polygon), lon: lon.toFixed(7), lat: lat.toFixed(7), beside };
  });
}

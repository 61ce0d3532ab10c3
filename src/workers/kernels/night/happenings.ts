import type { NightHappening } from '../../../domain/plan/night-happening.ts';
import type { Ground } from '../../../domain/site/ground.ts';

interface Running {
  readonly what: NightHappening;
  readonly from: number;
  readonly until: number;
}

/** What happens at a second of the night, of what the script says and of what was told meanwhile. */
export class Happenings {
  readonly #ground: Ground;
  readonly #scripted: readonly { readonly second: number; readonly what: NightHappening }[];
  #next = 0;
  #running: Running[] = [];
  /** What everybody's walking speed is multiplied by. */
  speedFactor = 1;
  #closed = new Uint8Array(0);

  constructor(
    ground: Ground,
    scripted: readonly { readonly second: number; readonly what: NightHappening }[],
    fromSecond: number,
  ) {
    this.#ground = ground;
    this.#scripted = scripted;
    this.move(fromSecond);
  }

  begin(what: NightHappening, second: number): void {
    this.#running.push({ what, from: second, until: second + what.lastsMin * 60 });
    this.#note();
  }

  /** Begins what is due and ends what is over; true when anything changed. */
  move(second: number): boolean {
    let changed = false;
    for (;;) {
      const due = this.#scripted[this.#next];
      if (due === undefined || due.second > second) break;
      this.begin(due.what, due.second);
      this.#next += 1;
      changed = true;
    }
    const running = this.#running.filter(({ until }) => until > second);
    changed ||= running.length < this.#running.length;
    this.#running = running;
    this.#note();
    return changed;
  }

  /** 1 for each gate of the site that is closed. */
  closedGates(): Uint8Array {
    return this.#closed;
  }

  isClosed(gate: number): boolean {
    return this.#closed[gate] === 1;
  }

  /** 1 for each checkpoint of the site that is blocked. */
  blockedCheckpoints(): Uint8Array {
    return Uint8Array.from(this.#ground.site.checkpoints, ({ id }) =>
      this.#running.some(({ what }) => what.kind === 'exitBlocked' && what.checkpoint === id)
        ? 1
        : 0,
    );
  }

  /** What the attraction of a zone is multiplied by. */
  zoneFactor(zone: string): number {
    return this.#running.reduce(
      (factor, { what }) =>
        what.kind === 'show' && what.zone === zone ? factor * what.zoneFactor : factor,
      1,
    );
  }

  attractionFactor(attraction: string): number {
    return this.#running.reduce(
      (factor, { what }) =>
        what.kind === 'show' && what.attraction === attraction
          ? factor * (what.attractionFactor ?? 1)
          : factor,
      1,
    );
  }

  /** Per second, the share of dwellers that rain sends home; its other effects multiply. */
  rain(): { homePerS: number; arriving: number; speed: number } {
    const rain = { homePerS: 0, arriving: 1, speed: 1 };
    for (const { what } of this.#running) {
      if (what.kind !== 'rain') continue;
      rain.homePerS += what.homeShare / (what.lastsMin * 60);
      rain.arriving *= what.arrivingFactor;
      rain.speed *= what.speedFactor;
    }
    return rain;
  }

  save(): unknown {
    return { next: this.#next, running: this.#running };
  }

  restore(saved: unknown): void {
    const { next, running } = saved as { next: number; running: Running[] };
    this.#next = next;
    this.#running = running;
    this.#note();
  }

  #note(): void {
    this.speedFactor = this.rain().speed;
    this.#closed = Uint8Array.from(this.#ground.site.gates, ({ id }) =>
      this.#running.some(({ what }) => what.kind === 'stationClosed' && what.gates.includes(id))
        ? 1
        : 0,
    );
  }
}

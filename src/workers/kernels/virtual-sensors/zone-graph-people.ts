import type { LonLat } from '../../../domain/base/quantity.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { LineCounter } from '../../../domain/site/site.ts';
import type { CheckpointSetting } from '../zone-graph/checkpoint-capacity.ts';
import { Crowd, type SavedCrowd, type Totals } from '../zone-graph/crowd.ts';
import type { NightPlan } from '../zone-graph/night-plan.ts';
import { Spread } from '../zone-graph/spread.ts';
import { type CounterArcs, counterArcs } from './counter-arcs.ts';
import type { CheckpointQueue, RehearsedPeople } from './rehearsed-people.ts';

/** People as shares on the graph of zones: quick, and without places of their own. */
export class ZoneGraphPeople implements RehearsedPeople {
  readonly whole = false;
  readonly crowd: Crowd;
  readonly #ground: Ground;
  readonly #spread: Spread;
  readonly #lines: CounterArcs[] = [];

  /** `saved` goes on from a saved night of the same site, script and seed. */
  constructor(ground: Ground, night: NightPlan, seed: number, saved?: unknown) {
    this.#ground = ground;
    this.crowd = new Crowd(ground, night, seed);
    this.#spread = new Spread(ground, night.pulls);
    if (saved !== undefined) this.crowd.restore(saved as SavedCrowd);
    this.#spread.look(this.crowd.second);
  }

  get second(): number {
    return this.crowd.second;
  }

  step(): void {
    this.crowd.step();
    this.#spread.look(this.crowd.second);
  }

  setCheckpoint(checkpoint: number, setting: CheckpointSetting): void {
    this.crowd.setCheckpoint(checkpoint, setting);
  }

  totals(): Totals {
    return this.crowd.totals();
  }

  get zonePeople(): Float64Array {
    return this.crowd.zonePeople;
  }

  addPatch(polygon: readonly (readonly LonLat[])[]): number {
    return this.#spread.addPatch(polygon);
  }

  areaM2(patch: number): number {
    return this.#spread.areaM2(patch);
  }

  peopleIn(patch: number): number {
    return this.#spread.peopleIn(patch, this.crowd);
  }

  addLine(counter: LineCounter): number {
    return this.#lines.push(counterArcs(counter, this.#ground, this.crowd.network)) - 1;
  }

  crossed(line: number): number {
    const found = this.#lines[line];
    if (!found) return 0;
    let people = 0;
    for (const arc of found.arcs) people += (this.crowd.moved[arc] ?? 0) * found.share;
    return people;
  }

  queues(): readonly CheckpointQueue[] {
    return this.#ground.site.checkpoints.map((_, index) => this.crowd.waitingAt(index));
  }

  save(): SavedCrowd {
    return this.crowd.save();
  }

  async close(): Promise<void> {}
}

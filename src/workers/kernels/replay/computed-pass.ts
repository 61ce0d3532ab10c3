import { judgeDataQuality } from '../../../domain/alert/data-quality-rules.ts';
import type { LadderSettings } from '../../../domain/alert/ladder.ts';
import { emptyRulesState, judge, type RulesState } from '../../../domain/alert/level-rules.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import type { ObservationColumns } from '../../../domain/crowd/observation.ts';
import {
  type Entry,
  type EntryKind,
  type EntryPayloads,
  entry,
} from '../../../domain/session/entry.ts';
import { replayedEntry } from '../../../domain/session/replayed-entry.ts';
import { initialWorld, reduce, type World } from '../../../domain/session/world.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { type Estimator, openEstimator } from '../estimator/estimator.ts';
import type { EntryOrder } from './entry-order.ts';
import { inTrueOrder, type RunningCounts } from './in-true-order.ts';
import { KeyStates } from './key-states.ts';
import type { ReplayPass } from './replay-pass.ts';

/** In true order there is no tick of anybody's to agree with: a step in five seconds is as exact and costs a fifth. */
const TRUE_STEP_MS: Millis = 5_000;

/** Results that were recorded give way to those that are computed now. */
const COMPUTED: ReadonlySet<EntryKind> = new Set(['estimate', 'level', 'dataQuality']);

interface KeyState {
  readonly time: Millis;
  readonly position: number;
  readonly world: World;
  readonly estimator: Uint8Array | undefined;
  readonly rules: RulesState;
  readonly sinceStep: readonly ObservationColumns[];
  readonly running: RunningCounts;
}

export interface ComputedPassOptions {
  readonly ground: Ground;
  readonly ladder: LadderSettings;
  readonly order: EntryOrder;
  /** Readings come when they were true: late ones are no longer late. */
  readonly isTrueOrder: boolean;
  /** The first instant of the recording. */
  readonly from: Millis;
  /** Milliseconds of any clock, for the budget of a seek. */
  readonly nowMs: () => number;
}

/**
 * A recording computed again: today's estimator and rules over its observations, everything else as it was recorded.
 * It always computes from the beginning, or from a state that it has computed itself: what recorded models had saved
 * would mix yesterday's models into today's.
 */
export class ComputedPass implements ReplayPass {
  readonly #options: ComputedPassOptions;
  readonly #states = new KeyStates<KeyState>();
  #world: World;
  #estimator: Estimator;
  #rules: RulesState = emptyRulesState();
  #sinceStep: ObservationColumns[] = [];
  #running: RunningCounts = new Map();
  #time: Millis;
  #stepped = false;
  /** What a seek under way goes to, and where it began. */
  #sought: { readonly to: Millis; readonly from: Millis } | undefined;

  constructor(options: ComputedPassOptions) {
    this.#options = options;
    this.#world = initialWorld(options.ground.site, 0);
    this.#estimator = openEstimator(options.ground.site);
    this.#time = Number.NEGATIVE_INFINITY;
    this.#states.keep(this.#state());
  }

  get world(): World {
    return this.#world;
  }

  async seek(time: Millis, budgetMs: number): Promise<number | undefined> {
    if (this.#sought?.to !== time) {
      this.#goNear(time);
      this.#sought = { to: time, from: Math.max(this.#options.from, this.#time) };
    }
    const { nowMs } = this.#options;
    const end = nowMs() + budgetMs;
    while (await this.#some(time, () => {})) {
      if (nowMs() < end) continue;
      const { from } = this.#sought;
      const done = (this.#world.time - from) / Math.max(1, time - from);
      return Math.min(0.99, Math.max(0, done));
    }
    this.#sought = undefined;
    this.#time = time;
    return undefined;
  }

  async play(time: Millis): Promise<readonly Entry[]> {
    const folded: Entry[] = [];
    while (await this.#some(time, (each) => folded.push(each))) {
      // Piece by piece, so that other calls of the thread come through.
    }
    this.#time = time;
    return folded;
  }

  async frame(): Promise<DensityFrame | undefined> {
    return this.#stepped ? this.#estimator.frame() : undefined;
  }

  /** Back, or forward to a state beyond where it stands, when that is nearer. */
  #goNear(time: Millis): void {
    const near = this.#states.before(time);
    if (!near || (this.#time <= time && near.time <= this.#time)) return;
    this.#world = near.world;
    this.#estimator = openEstimator(this.#options.ground.site, near.estimator);
    this.#stepped = near.estimator !== undefined;
    this.#rules = near.rules;
    this.#sinceStep = [...near.sinceStep];
    this.#running = near.running;
    this.#time = near.time;
    this.#options.order.resume(near.position);
  }

  /** Folds some entries up to `until`; false when there are no more. */
  async #some(until: Millis, tell: (entry: Entry) => void): Promise<boolean> {
    const { order, isTrueOrder } = this.#options;
    const { entries, more } = await order.next(until);
    for (const each of entries) this.#fold(each, tell);
    this.#time = isTrueOrder ? order.position : (entries.at(-1)?.recordedAt ?? this.#time);
    if (this.#states.isDue(this.#time)) this.#states.keep(this.#state());
    return more;
  }

  #fold(recorded: Entry, tell: (entry: Entry) => void): void {
    if (COMPUTED.has(recorded.kind)) return;
    const each = replayedEntry(recorded);
    if (!each) return;
    if (each.kind === 'observations') this.#take(each, tell);
    else this.#apply(each, tell);
    if (each.kind === 'tick' && this.#isDue(each.payload.time)) {
      this.#step(each.payload.time, tell);
    }
  }

  #isDue(time: Millis): boolean {
    const before = this.#world.estimate?.issuedAt;
    return !this.#options.isTrueOrder || before === undefined || time - before >= TRUE_STEP_MS;
  }

  #take(each: Extract<Entry, { kind: 'observations' }>, tell: (entry: Entry) => void): void {
    let { payload } = each;
    if (this.#options.isTrueOrder) {
      const { columns, running } = inTrueOrder(payload, this.#running);
      payload = columns;
      this.#running = running;
    }
    this.#sinceStep.push(payload);
    this.#apply({ ...each, payload }, tell);
  }

  /** As a session under way does it at a tick. */
  #step(time: Millis, tell: (entry: Entry) => void): void {
    const { ground, ladder } = this.#options;
    const note = <K extends EntryKind>(kind: K, payload: EntryPayloads[K]) =>
      this.#apply(entry(kind, payload, { observedAt: time, recordedAt: time }) as Entry, tell);
    const estimate = this.#estimator.step(time, this.#sinceStep);
    this.#stepped = true;
    this.#sinceStep = [];
    note('estimate', estimate);
    const { state, changes } = judge(this.#rules, { ground, estimate, ladder, time });
    this.#rules = state;
    for (const level of changes) note('level', level);
    for (const change of judgeDataQuality(this.#world, ground.site)) note('dataQuality', change);
  }

  #apply(each: Entry, tell: (entry: Entry) => void): void {
    this.#world = reduce(this.#world, each);
    tell(each);
  }

  /** What all is needed to go on from here. */
  #state(): KeyState {
    return {
      time: this.#time,
      position: this.#options.order.position,
      world: this.#world,
      estimator: this.#stepped ? this.#estimator.save() : undefined,
      rules: this.#rules,
      sinceStep: [...this.#sinceStep],
      running: this.#running,
    };
  }
}

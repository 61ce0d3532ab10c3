import type { LadderSettings } from '../../../domain/alert/ladder.ts';
import { must } from '../../../domain/base/assert.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import type { ReplayView } from '../../../domain/session/replay-state.ts';
import { initialWorld } from '../../../domain/session/world.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import type { Site } from '../../../domain/site/site.ts';
import type { RecordReads } from '../../record-read-port.ts';
import type { Played, Sought } from '../../replay-port.ts';
import { AsSeenPass } from './as-seen-pass.ts';
import { ComputedPass } from './computed-pass.ts';
import { observedOrder, recordedOrder } from './entry-order.ts';
import { forSeats } from './for-seats.ts';
import type { ReplayPass } from './replay-pass.ts';

/** What a player reads of a recording. */
export type PlayedRecord = Pick<
  RecordReads,
  'worldAt' | 'entries' | 'observed' | 'frameAt' | 'span'
>;

/** Plays one recording in the view that is looked at; each view keeps its own way through it. */
export class ReplayPlayer {
  readonly #record: PlayedRecord;
  readonly #site: Site;
  readonly #ladder: LadderSettings;
  readonly #nowMs: () => number;
  readonly #passes = new Map<ReplayView, ReplayPass>();
  #pass: ReplayPass | undefined;
  /** Made for the first view that is computed. */
  #ground: Ground | undefined;
  #frameAt: Millis | undefined;

  constructor(record: PlayedRecord, site: Site, ladder: LadderSettings, nowMs: () => number) {
    this.#record = record;
    this.#site = site;
    this.#ladder = ladder;
    this.#nowMs = nowMs;
  }

  /** Goes to an instant in a view; computes for at most `budgetMs` before it answers. */
  async seek(to: { time: Millis; view: ReplayView; budgetMs: number }): Promise<Sought> {
    const { time, view, budgetMs } = to;
    const pass = this.#passes.get(view) ?? (await this.#open(view));
    const progress = await pass.seek(time, budgetMs);
    if (progress !== undefined) return { done: false, progress };
    this.#pass = pass;
    this.#frameAt = undefined;
    const frame = await this.#newFrame();
    return { done: true, time, world: pass.world, ...(frame ? { frame } : {}) };
  }

  /** Folds everything up to `time`. */
  async play(to: { time: Millis; withFrame: boolean }): Promise<Played> {
    const pass = must(this.#pass, 'an instant to play from (seek comes first)');
    const folded = await pass.play(to.time);
    const entries = forSeats(folded, pass.world);
    const frame = to.withFrame ? await this.#newFrame() : undefined;
    return { time: to.time, entries, ...(frame ? { frame } : {}) };
  }

  /** The raster where the replay stands, unless it was given already. */
  async #newFrame(): Promise<DensityFrame | undefined> {
    const frame = await this.#pass?.frame();
    if (!frame || frame.issuedAt === this.#frameAt) return undefined;
    this.#frameAt = frame.issuedAt;
    return frame;
  }

  async #open(view: ReplayView): Promise<ReplayPass> {
    const pass = await this.#make(view);
    this.#passes.set(view, pass);
    return pass;
  }

  async #make(view: ReplayView): Promise<ReplayPass> {
    const record = this.#record;
    if (view === 'asSeen') return new AsSeenPass(record, initialWorld(this.#site, 0));
    const isTrueOrder = view === 'true';
    const from = (await record.span())?.from ?? 0;
    this.#ground ??= buildGround(this.#site);
    return new ComputedPass({
      ground: this.#ground,
      ladder: this.#ladder,
      order: isTrueOrder ? observedOrder(record, from) : recordedOrder(record),
      isTrueOrder,
      from,
      nowMs: this.#nowMs,
    });
  }
}

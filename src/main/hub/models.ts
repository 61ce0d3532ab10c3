import { judgeDataQuality } from '../../domain/alert/data-quality-rules.ts';
import type { LadderSettings } from '../../domain/alert/ladder.ts';
import {
  emptyRulesState,
  judge,
  type RulesState,
  shownLevels,
} from '../../domain/alert/level-rules.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { DensityFrame } from '../../domain/crowd/density-frame.ts';
import type { Estimate } from '../../domain/crowd/estimate.ts';
import type { ObservationColumns } from '../../domain/crowd/observation.ts';
import type { EntryPayloads } from '../../domain/session/entry.ts';
import type { World } from '../../domain/session/world.ts';
import type { Ground } from '../../domain/site/ground.ts';
import type { EstimateThread } from '../../workers/estimate-port.ts';

/** What a session saves of its models, by name. */
type Saved = Readonly<Record<string, Uint8Array>>;

/**
 * The models and rules of one session: the estimator's thread, the alert ladder, the rules of data quality.
 * They read the world and answer with what follows; only the session folds.
 */
export class Models {
  readonly #estimator: EstimateThread;
  readonly #ground: Ground;
  readonly #ladder: LadderSettings;
  #rules: RulesState;

  private constructor(
    estimator: EstimateThread,
    ground: Ground,
    ladder: LadderSettings,
    rules: RulesState,
  ) {
    this.#estimator = estimator;
    this.#ground = ground;
    this.#ladder = ladder;
    this.#rules = rules;
  }

  /** Opens the models, from what an earlier run saved where there is something. */
  static async open(
    estimator: EstimateThread,
    ground: Ground,
    ladder: LadderSettings,
    saved: Saved | undefined,
  ): Promise<Models> {
    await estimator.open(ground.site, saved?.estimator);
    return new Models(estimator, ground, ladder, rulesOf(saved));
  }

  /** Goes back to what was saved. Call between two steps. */
  async restore(saved: Saved): Promise<void> {
    await this.#estimator.open(this.#ground.site, saved.estimator);
    this.#rules = rulesOf(saved);
  }

  /** Moves the estimate to `time` with what became known since the last step. */
  async step(time: Millis, observations: readonly ObservationColumns[]): Promise<Estimate> {
    return await this.#estimator.step(time, observations);
  }

  /** The changes of alert levels that an estimate brings. */
  judgeLevels(estimate: Estimate, time: Millis): readonly EntryPayloads['level'][] {
    const { state, changes } = judge(this.#rules, {
      ground: this.#ground,
      estimate,
      ladder: this.#ladder,
      time,
    });
    this.#rules = state;
    return changes;
  }

  /** Every level as the rules hold it: what the world must show when a session goes on. */
  levels(): readonly EntryPayloads['level'][] {
    return shownLevels(this.#rules);
  }

  /** What is newly wrong, or right again, with the data. */
  judgeDataQuality(world: World): readonly EntryPayloads['dataQuality'][] {
    return judgeDataQuality(world, this.#ground.site);
  }

  async frame(): Promise<DensityFrame> {
    return await this.#estimator.frame();
  }

  /** The state after the newest step. */
  async save(): Promise<Saved> {
    const rules = new TextEncoder().encode(JSON.stringify(this.#rules));
    return { rules, estimator: await this.#estimator.save() };
  }
}

function rulesOf(saved: Saved | undefined): RulesState {
  return saved?.rules
    ? (JSON.parse(new TextDecoder().decode(saved.rules)) as RulesState)
    : emptyRulesState();
}

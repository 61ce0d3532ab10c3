import { nightClock } from '../../../domain/plan/night-script.ts';
import type { ChangedPlan } from '../../../domain/rehearsal/changed-plan.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import { runIdentity } from '../../../domain/rehearsal/run-identity.ts';
import { RunCollector } from '../../../workers/kernels/run-figures/run-collector.ts';
import type { EventRunOptions } from '../event-run-options.ts';
import { openNightModel } from './night-model.ts';

/** What goes on while a run is computed. */
export interface SeedProgress {
  readonly second: number;
  readonly fromSecond: number;
  readonly untilSecond: number;
  readonly people: number;
}

/**
 * The part of the night in seconds from its start; an error says what is wrong with the times. Agents cannot begin at
 * or after the release: their zones would be filled without those whom it sends home, and nobody would set out.
 */
export function spanOf(
  plan: ChangedPlan,
  { from, until, model }: Pick<EventRunOptions, 'from' | 'until' | 'model'>,
): { readonly fromSecond: number; readonly untilSecond: number } | string {
  const clock = nightClock(plan.script);
  const length = (clock.endsAt - clock.startsAt) / 1_000;
  const fromSecond = from === undefined ? 0 : clock.secondOf(from);
  const untilSecond = until === undefined ? length : clock.secondOf(until);
  const night = `the night is ${plan.script.startsAt} to ${plan.script.endsAt}`;
  if (fromSecond >= length) return `--from ${from} is not within the night: ${night}`;
  if (untilSecond > length) return `--until ${until} is not within the night: ${night}`;
  if (untilSecond - fromSecond < 60) return `--until ${until} is not a minute after --from ${from}`;
  const { startsAt } = plan.script.release;
  if (model === 'agents' && fromSecond >= clock.secondOf(startsAt)) {
    return `--from ${from ?? plan.script.startsAt}: agents cannot begin at or after the release: begin before ${startsAt}, when it sends people home`;
  }
  return { fromSecond, untilSecond };
}

/**
 * Runs one seed of a plan and gives its figures; `stop` ends it early, with what there is. Everything follows from the
 * plan, the options and the seed.
 */
export async function runSeed(
  plan: ChangedPlan & { readonly changes: readonly string[] },
  options: Pick<EventRunOptions, 'scenario' | 'changes' | 'model' | 'threads' | 'dtS' | 'only'>,
  seed: number,
  span: { readonly fromSecond: number; readonly untilSecond: number },
  going: { readonly stop: AbortSignal; onProgress(progress: SeedProgress): void },
): Promise<RunFigures> {
  const model = await openNightModel(plan, options, seed, span.fromSecond);
  try {
    const { ground, parametersHash, dtS } = model;
    const words = [
      ...(options.scenario === undefined ? [] : [options.scenario]),
      ...options.changes,
    ];
    const label = words.length === 0 ? plan.site.name.en : words.join(' ');
    const identity = runIdentity({
      id: `seed-${seed}`,
      label,
      plan,
      changes: plan.changes,
      model: options.model,
      seed,
      parametersHash,
      dtS,
      ...(options.only.length > 0 ? { only: options.only } : {}),
    });
    const collector = new RunCollector({ ground, script: plan.script, identity });
    const sampler = model.sampler();
    collector.add(sampler.sample());
    while (model.second < span.untilSecond && !going.stop.aborted) {
      await model.step();
      const sample = sampler.sample();
      collector.add(sample);
      going.onProgress({ ...span, second: model.second, people: sample.totals.area });
    }
    return collector.figures(model.second >= span.untilSecond);
  } finally {
    await model.close();
  }
}

import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import {
  type ByModel,
  type ModelComparison,
  modelComparison,
} from '../../domain/rehearsal/model-comparison.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { CROWD_MODELS, type CrowdModel } from '../../domain/session/rehearsal-state.ts';
import { localTime } from '../../domain/time/local-time.ts';
import { scenarioPlan } from '../hub/rehearsal/scenario-plan.ts';
import type { CompareModelsOptions } from './compare-models-options.ts';
import { loadPlan } from './event-runs/load-plan.ts';
import { RunProgress } from './event-runs/run-progress.ts';
import { runSeed, spanOf } from './event-runs/run-seed.ts';

/** Plays a part of a night by both models and prints their people side by side. Resolves to the exit code. */
export async function compareModelsCommand(options: CompareModelsOptions): Promise<number> {
  const loaded = await loadPlan(options.event);
  const plan = loaded.ok ? scenarioPlan(loaded.value, undefined, options.changes) : loaded;
  if (!plan.ok) return complain(plan.error);
  const span = spanOf(plan.value, { ...options, model: 'agents' });
  if (typeof span === 'string') return complain(span);
  const { signal } = new AbortController();
  const runs = {} as Record<CrowdModel, RunFigures>;
  for (const model of CROWD_MODELS) {
    const progress = new RunProgress(process.stderr);
    runs[model] = await runSeed(
      plan.value,
      { ...options, model, scenario: undefined, only: [], dtS: 0.05 },
      options.seed ?? plan.value.script.seed,
      span,
      { stop: signal, onProgress: (now) => progress.show(now) },
    );
    progress.end();
  }
  const comparison = modelComparison(runs);
  const { timeZone } = plan.value.site;
  if (options.out !== undefined) await writeFile(options.out, csvOf(comparison, timeZone));
  process.stdout.write(options.json ? `${JSON.stringify(comparison)}\n` : tableOf(comparison));
  return 0;
}

/** Every minute of every zone. */
function csvOf({ minutes, zones }: ModelComparison, timeZone: string): string {
  const lines = minutes.flatMap((time, minute) =>
    zones.map(({ zone, people: { zoneGraph, agents } }) => {
      const at = localTime(time, timeZone);
      return `${at},${zone},${(zoneGraph[minute] ?? 0).toFixed(1)},${agents[minute] ?? 0}`;
    }),
  );
  return `time,zone,zone_graph,agents\n${lines.join('\n')}\n`;
}

/** One line for the area and one for each zone: means over the minutes, the ends, and the root mean square difference. */
function tableOf({ area, visits, egress, zones }: ModelComparison): string {
  const head = ['', 'graph mean', 'agents mean', 'graph end', 'agents end', 'rms diff'];
  const rows = [
    rowOf('area', area),
    rowOf('visits', visits),
    ...(egress ? [rowOf('out of the ring', egress)] : []),
    ...zones.map(({ zone, people }) => rowOf(zone, people)),
  ];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}

function rowOf(name: string, { zoneGraph, agents }: ByModel): string[] {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = zoneGraph.map((people, minute) => (people - (agents[minute] ?? 0)) ** 2);
  return [
    name,
    mean(zoneGraph).toFixed(0),
    mean(agents).toFixed(0),
    (zoneGraph.at(-1) ?? 0).toFixed(0),
    (agents.at(-1) ?? 0).toFixed(0),
    Math.sqrt(mean(squares)).toFixed(0),
  ];
}

function complain(message: string): number {
  process.stderr.write(`anlan compare-models: ${message}\n`);
  return 1;
}

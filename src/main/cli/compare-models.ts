import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nightClock, parseNightScript } from '../../domain/plan/night-script.ts';
import { siteSchema } from '../../domain/site/site.ts';
import {
  type ByModel,
  compareModels,
  type ModelComparison,
} from '../../workers/kernels/virtual-sensors/compare-models.ts';
import type { CompareModelsOptions } from './compare-models-options.ts';

const RESOURCES = fileURLToPath(new URL('../../../resources/', import.meta.url));

/** Plays a night by both models and prints the people of each zone side by side. Resolves to the exit code. */
export async function compareModelsCommand(options: CompareModelsOptions): Promise<number> {
  const folder = existsSync(path.join(options.event, 'site.json'))
    ? options.event
    : path.join(RESOURCES, options.event);
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  let site: ReturnType<typeof siteSchema.parse>;
  let document: unknown;
  try {
    site = siteSchema.parse(await read('site.json'));
    document = await read('night.json');
  } catch (error) {
    return complain(`${options.event}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const script = parseNightScript(document, site);
  if (!script.ok) return complain(script.error);
  const comparison = await compareModels({
    site,
    script: document,
    seed: options.seed ?? script.value.seed,
    untilS: options.minutes * 60,
    threads: options.threads,
    onMinute: (model, minute) => {
      if (process.stderr.isTTY) {
        process.stderr.write(`\r${model}: minute ${minute} of ${options.minutes}   `);
      }
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const clock = nightClock(script.value);
  if (options.out !== undefined) await writeFile(options.out, csvOf(comparison, clock.iso));
  process.stdout.write(options.json ? `${JSON.stringify(comparison)}\n` : tableOf(comparison));
  return 0;
}

/** Every minute of every zone. */
function csvOf({ minutes, zones }: ModelComparison, iso: (time: number) => string): string {
  const lines = minutes.flatMap((time, minute) =>
    zones.map(({ zone, people }) => {
      const { zoneGraph, agents } = people;
      return `${iso(time)},${zone},${(zoneGraph[minute] ?? 0).toFixed(1)},${agents[minute] ?? 0}`;
    }),
  );
  return `time,zone,zone_graph,agents\n${lines.join('\n')}\n`;
}

/** One line for the area and one for each zone: means over the minutes, the ends, and the root mean square difference. */
function tableOf({ area, visits, zones }: ModelComparison): string {
  const head = ['', 'graph mean', 'agents mean', 'graph end', 'agents end', 'rms diff'];
  const rows = [
    rowOf('area', area),
    rowOf('visits', visits),
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
  process.stderr.write(`anlan: ${message}\n`);
  return 1;
}

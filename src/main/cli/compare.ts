import path from 'node:path';
import process from 'node:process';
import {
  type ComparedFigure,
  compareRuns,
  type Difference,
  type RunComparison,
  type RunGroup,
} from '../../domain/rehearsal/compare-runs.ts';
import type { Spread } from '../../domain/rehearsal/spread-of.ts';
import type { CompareOptions } from './compare-options.ts';
import { readRuns } from './event-runs/read-runs.ts';
import { type Unlike, unlikeRuns } from './event-runs/unlike-runs.ts';

/** What a page holds when nobody asks for more: the night as a whole, the worst places, the way home. */
const FIRST_PAGE = [
  /^area\./,
  /^egress\.(60000|50percent|90percent|outAfter30Min)/,
  /^worstQueue\./,
  /^travel\..*p[59]0$/,
  /minutesAboveOrange(Worst|Mean)$/,
  /^hotSpot\..*(peakPeople|maxPressure)$/,
];

/** Stands behind a figure that is of runs which differ in more than their seed. */
const UNLIKE_MARK = ' !';

/** Compares results of runs and prints the table; resolves to 1 when they cannot be read. */
export async function compare(options: CompareOptions): Promise<number> {
  const groups: RunGroup[] = [];
  for (const place of options.places) {
    const runs = await readRuns(place);
    if (!runs.ok) {
      process.stderr.write(`anlan compare: ${runs.error}\n`);
      return 1;
    }
    for (const file of runs.value.unfinished) {
      process.stderr.write(`anlan compare: left out ${file}: it was stopped before its end\n`);
    }
    const label = path.basename(place).replace(/\.run\.json$/, '');
    groups.push({ label, runs: runs.value.runs });
  }
  const comparison = compareRuns(groups, options.pairing);
  const unlike = groups.map(({ runs }) => unlikeRuns(runs));
  const told = comparison.groups.map((group, index) => ({ ...group, unlike: unlike[index] ?? [] }));
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...comparison, groups: told })}\n`
      : comparisonText(comparison, unlike, options),
  );
  return 0;
}

function unlikeText(index: number, kinds: readonly Unlike[]): string {
  return `the runs of ${letter(index)} are of different ${kinds.join(' and ')}: their means are of no one layout`;
}

function comparisonText(
  comparison: RunComparison,
  unlike: readonly (readonly Unlike[])[],
  options: CompareOptions,
): string {
  const { groups, figures, pairing } = comparison;
  const isUnlike = (index: number) => (unlike[index]?.length ?? 0) > 0;
  const meanMark = (index: number) => (isUnlike(index) ? UNLIKE_MARK : '');
  const differenceMark = (index: number) => (isUnlike(0) || isUnlike(index) ? UNLIKE_MARK : '');
  const head = groups.map(({ label, seeds, model, changes, worstQueue }, index) => {
    const layout = changes.length === 0 ? 'as planned' : changes.join(' ');
    const queue =
      worstQueue === undefined
        ? ''
        : `; worst queue: checkpoint ${worstQueue.number}, ${Math.round(worstQueue.people)} people, ${worstQueue.minutes} min`;
    return `${letter(index)}  ${label}: ${model}, ${layout}, ${seeds.length} seed(s)${queue}`;
  });
  const shown = figures.filter((figure) => isShown(figure, options));
  const rows = shown.map((figure) => [
    `${figure.key} (${figure.unit})`,
    ...figure.groups.flatMap((spread, index) =>
      index === 0
        ? [spreadText(spread) + meanMark(index)]
        : [
            spreadText(spread) + meanMark(index),
            differenceText(figure.differences[index]) + differenceMark(index),
          ],
    ),
  ]);
  const titles = [
    'figure',
    ...groups.flatMap((_, index) =>
      index === 0 ? ['A'] : [letter(index), `${letter(index)} − A`],
    ),
  ];
  const how = pairing === 'seed' ? 'pairs of the same seed' : 'means of the groups (Welch)';
  return `${[
    ...head,
    `differences: ${how}, 95 % interval; * leaves out 0`,
    ...unlike.flatMap((kinds, index) =>
      kinds.length === 0 ? [] : [`! ${unlikeText(index, kinds)}`],
    ),
    '',
    ...aligned([titles, ...rows]),
  ].join('\n')}\n`;
}

function isShown(figure: ComparedFigure, { figures, all }: CompareOptions): boolean {
  if (figures.length > 0) return figures.some((text) => figure.key.includes(text));
  if (all) return true;
  // A zone that is never above a level in any group says nothing.
  const isSilent = figure.groups.every((spread) => spread === undefined || spread.most === 0);
  return FIRST_PAGE.some((pattern) => pattern.test(figure.key)) && !isSilent;
}

function spreadText(spread: Spread | undefined): string {
  if (spread === undefined) return '—';
  const { mean, sd } = spread;
  return sd === undefined ? short(mean) : `${short(mean)} ± ${short(sd)}`;
}

function differenceText(difference: Difference | undefined): string {
  if (difference === undefined) return '—';
  const { mean, low, high, clear } = difference;
  const sign = mean > 0 ? '+' : '';
  if (low === undefined || high === undefined) return `${sign}${short(mean)}`;
  return `${sign}${short(mean)} [${short(low)}, ${short(high)}]${clear ? ' *' : ''}`;
}

/** Whole numbers from 100 on, else three digits. */
function short(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

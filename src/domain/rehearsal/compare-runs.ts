import type { DensityMap } from './density-map.ts';
import { differenceMap } from './difference-map.ts';
import { FIGURE_INTERVAL_S, type RunFigures, type WorstQueue } from './run-figures.ts';
import { type ScalarFigure, scalarFigures } from './scalar-figures.ts';
import { type Spread, spreadOf, welchDifference } from './spread-of.ts';

/** Runs of one layout, usually one a seed. */
export interface RunGroup {
  readonly label: string;
  readonly runs: readonly RunFigures[];
}

/** How a group differs from the first one: mean of the differences with its 95 % interval. */
export interface Difference {
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
  /** Runs (pairs of runs) that it rests on. */
  readonly runs: number;
  /** The interval leaves out 0: by chance alone in fewer than one comparison of twenty. */
  readonly clear: boolean;
}

/** One figure in every group. */
export interface ComparedFigure {
  readonly key: string;
  readonly unit: ScalarFigure['unit'];
  /** By group; undefined where none of its runs has the figure. */
  readonly groups: readonly (Spread | undefined)[];
  /** By group against the first; undefined for the first and where there is nothing to compare. */
  readonly differences: readonly (Difference | undefined)[];
}

/** Curves of people out of the ring, minute by minute after each run's own release. */
export interface ComparedEgress {
  readonly intervalS: number;
  readonly groups: readonly {
    readonly label: string;
    readonly mean: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
  }[];
}

/** Two or more groups of runs side by side; the first is what the others are compared with. */
export interface RunComparison {
  readonly groups: readonly {
    readonly label: string;
    readonly seeds: readonly number[];
    readonly model: string;
    readonly changes: readonly string[];
    /** The longest queue of any run. */
    readonly worstQueue?: WorstQueue;
  }[];
  /** `seed`: differences of runs with the same seed; `none`: of the groups' means (Welch). */
  readonly pairing: 'seed' | 'none';
  readonly figures: readonly ComparedFigure[];
  /** Absent where a group has no release. */
  readonly egress?: ComparedEgress;
  /** By group after the first: its mean map less the first's; absent where a group has no maps of the same raster. */
  readonly maps?: readonly {
    readonly label: string;
    readonly maxDensity: DensityMap;
    readonly minutesAboveOrange: DensityMap;
  }[];
}

/**
 * Compares groups of runs. Pairs of the same seed by default: what a seed does to both layouts alike is then no spread.
 * Without at least one seed in all groups the means are compared. Throws for fewer than two groups or an empty one.
 */
export function compareRuns(
  groups: readonly RunGroup[],
  pairing: 'seed' | 'none' = 'seed',
): RunComparison {
  if (groups.length < 2 || groups.some(({ runs }) => runs.length === 0)) {
    throw new Error('a comparison needs two groups of at least one run');
  }
  const seeds = commonSeeds(groups);
  const used = pairing === 'seed' && seeds.length > 0 ? 'seed' : 'none';
  const egress = comparedEgress(groups);
  const maps = comparedMaps(groups);
  return {
    groups: groups.map(({ label, runs }) => groupOf(label, runs)),
    pairing: used,
    figures: comparedFigures(groups, used === 'seed' ? seeds : undefined),
    ...(egress === undefined ? {} : { egress }),
    ...(maps === undefined ? {} : { maps }),
  };
}

function groupOf(label: string, runs: readonly RunFigures[]): RunComparison['groups'][number] {
  const queues = runs.flatMap((run) => run.worstQueue ?? []);
  const worst = queues.toSorted((a, b) => b.people - a.people)[0];
  return {
    label,
    seeds: runs.map(({ run }) => run.seed),
    model: [...new Set(runs.map(({ run }) => run.model))].join('+'),
    changes: runs[0]?.run.changes ?? [],
    ...(worst === undefined ? {} : { worstQueue: worst }),
  };
}

/** Seeds that every group has exactly once. */
function commonSeeds(groups: readonly RunGroup[]): readonly number[] {
  const [first, ...others] = groups.map(({ runs }) => runs.map(({ run }) => run.seed));
  const once = (seeds: readonly number[], seed: number) =>
    seeds.filter((each) => each === seed).length === 1;
  return (first ?? []).filter(
    (seed) => once(first ?? [], seed) && others.every((seeds) => once(seeds, seed)),
  );
}

function comparedFigures(
  groups: readonly RunGroup[],
  seeds: readonly number[] | undefined,
): readonly ComparedFigure[] {
  const scalars = groups.map(({ runs }) =>
    runs.map((run) => ({
      seed: run.run.seed,
      values: new Map(scalarFigures(run).map((figure) => [figure.key, figure])),
    })),
  );
  const units = new Map<string, ScalarFigure['unit']>();
  for (const { values } of scalars.flat()) {
    for (const { key, unit } of values.values()) units.set(key, unit);
  }
  return [...units].map(([key, unit]) => {
    const values = scalars.map((runs) => runs.map((run) => run.values.get(key)?.value));
    const bySeed = (group: number, seed: number) =>
      scalars[group]?.find((run) => run.seed === seed)?.values.get(key)?.value;
    const differences = groups.map((_, group) => {
      if (group === 0) return undefined;
      if (seeds === undefined) return unpaired(values[0] ?? [], values[group] ?? []);
      return paired(seeds.map((seed) => [bySeed(0, seed), bySeed(group, seed)]));
    });
    return { key, unit, groups: values.map(spreadOf), differences };
  });
}

function paired(
  pairs: readonly (readonly [number | undefined, number | undefined])[],
): Difference | undefined {
  const spread = spreadOf(
    pairs.map(([a, b]) => (a === undefined || b === undefined ? undefined : b - a)),
  );
  return spread && difference(spread, spread.runs);
}

function unpaired(
  first: readonly (number | undefined)[],
  second: readonly (number | undefined)[],
): Difference | undefined {
  const welch = welchDifference(first, second);
  const known = [...first, ...second].filter((value) => value !== undefined).length;
  return welch && difference(welch, known);
}

function difference(
  { mean, low, high }: Pick<Spread, 'mean' | 'low' | 'high'>,
  runs: number,
): Difference {
  if (low === undefined || high === undefined) return { mean, runs, clear: false };
  return { mean, low, high, runs, clear: (low > 0 || high < 0) && mean !== 0 };
}

function comparedEgress(groups: readonly RunGroup[]): ComparedEgress | undefined {
  const curves = groups.map(({ label, runs }) => {
    const outs = runs.flatMap(({ egress }) => (egress === undefined ? [] : [egress.out]));
    const minutes = outs.length === 0 ? 0 : Math.max(...outs.map((out) => out.length));
    const spreads = Array.from({ length: minutes }, (_, minute) =>
      spreadOf(outs.map((out) => out[minute])),
    );
    return {
      label,
      mean: spreads.map((spread) => spread?.mean ?? 0),
      low: spreads.map((spread) => spread?.low ?? spread?.mean ?? 0),
      high: spreads.map((spread) => spread?.high ?? spread?.mean ?? 0),
    };
  });
  if (curves.some(({ mean }) => mean.length === 0)) return undefined;
  return { intervalS: FIGURE_INTERVAL_S, groups: curves };
}

function comparedMaps(groups: readonly RunGroup[]): RunComparison['maps'] {
  const [first, ...others] = groups.map(({ runs }) => runs.map(({ maps }) => maps));
  const compared = others.map((maps, index) => {
    const of = (which: 'maxDensity' | 'minutesAboveOrange') =>
      differenceMap(
        (first ?? []).map((each) => each?.[which]),
        maps.map((each) => each?.[which]),
      );
    const maxDensity = of('maxDensity');
    const minutesAboveOrange = of('minutesAboveOrange');
    if (maxDensity === undefined || minutesAboveOrange === undefined) return undefined;
    return { label: groups[index + 1]?.label ?? '', maxDensity, minutesAboveOrange };
  });
  const known = compared.filter((each) => each !== undefined);
  return known.length === compared.length ? known : undefined;
}

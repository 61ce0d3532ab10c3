/** One figure of a benchmark: what was measured, against a reference that was measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly min: number;
  readonly median: number;
  /** Only where the spread itself matters. */
  readonly p95?: number;
  readonly max?: number;
  /** How many samples stand behind it. */
  readonly runs: number;
  readonly reference: { readonly name: string; readonly median: number };
  /** Median over the reference's median. */
  readonly ratio: number;
}

/** Samples of one quantity under one name. */
export interface Samples {
  readonly name: string;
  readonly values: readonly number[];
}

/** The figure that samples give beside those of the reference. `spread` adds p95 and max. */
export function figure(
  measured: Samples,
  unit: string,
  reference: Samples,
  options: { readonly spread?: boolean } = {},
): Figure {
  const median = quantile(measured.values, 0.5);
  const against = quantile(reference.values, 0.5);
  return {
    name: measured.name,
    unit,
    min: quantile(measured.values, 0),
    median,
    ...(options.spread
      ? { p95: quantile(measured.values, 0.95), max: quantile(measured.values, 1) }
      : {}),
    runs: measured.values.length,
    reference: { name: reference.name, median: against },
    ratio: median / against,
  };
}

/** The quantile at `share` (0 … 1), linear between neighbours; throws without samples. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('no samples: nothing was measured');
  const ordered = Float64Array.from(values).sort();
  const at = share * (ordered.length - 1);
  const below = ordered[Math.floor(at)] ?? Number.NaN;
  const above = ordered[Math.ceil(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * (above - below);
}

/** One line for a person. */
export function tableLine(figure: Figure): string {
  const { name, unit, min, median, p95, max, runs, reference, ratio } = figure;
  const spread = [
    `min ${short(min)}`,
    ...(p95 === undefined ? [] : [`p95 ${short(p95)}`]),
    ...(max === undefined ? [] : [`max ${short(max)}`]),
    `${runs} runs`,
  ].join(', ');
  const against = `${short(ratio)} × ${reference.name} (${short(reference.median)})`;
  return `${name.padEnd(38)} ${short(median).padStart(9)} ${unit.padEnd(11)} ${against}; ${spread}`;
}

/** One JSON line for a program. */
export function jsonLine(figure: Figure): string {
  return JSON.stringify(figure, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );
}

/** Three significant digits, and whole numbers as they are. */
function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Number.isInteger(value) || Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}

import type { Millis } from '../../../domain/base/quantity.ts';
import { MEASURES, type ObservationColumns } from '../../../domain/crowd/observation.ts';
import type { Layout } from './layout.ts';

/** People who crossed a counter's line, undetected ones made up for. */
export interface CountReading {
  readonly counter: number;
  readonly observedAt: Millis;
  /** 0 when the sender does not say which interval the count covers. */
  readonly intervalS: number;
  readonly people: number;
}

/** What an area sensor sees: people for a camera or grid cell, ped/m² for a point density; undetected ones made up for. */
export interface AreaReading {
  readonly sensor: number;
  readonly observedAt: Millis;
  readonly value: number;
  /** One standard deviation as its sender gives it; 0: the sensor's own error holds. */
  readonly sd: number;
}

/** The readings of one step. */
export interface StepReadings {
  readonly counts: readonly CountReading[];
  readonly areas: readonly AreaReading[];
}

interface Row {
  readonly sensor: number;
  readonly observedAt: Millis;
  readonly key: number;
  readonly value: number;
  readonly amount: number;
  readonly sd: number;
  readonly intervalS: number;
  readonly counts: boolean;
}

/**
 * The readings of a step in one order (sensor, time, key, value), whatever columns they came in: sums of floating
 * point numbers then come out the same however a batch was cut.
 */
export function gatherReadings(
  layout: Layout,
  batches: readonly ObservationColumns[],
): StepReadings {
  const rows = batches.flatMap(toRows);
  rows.sort(
    (a, b) =>
      a.sensor - b.sensor ||
      a.observedAt - b.observedAt ||
      a.key - b.key ||
      a.value - b.value ||
      a.amount - b.amount,
  );
  const counts: CountReading[] = [];
  const areas: AreaReading[] = [];
  for (const row of rows) {
    const counter = layout.counterOf[row.sensor] ?? -1;
    const plan = layout.counters[counter];
    if (plan && row.counts && Number.isFinite(row.amount)) {
      counts.push({
        counter,
        observedAt: row.observedAt,
        intervalS: row.intervalS,
        people: Math.max(0, row.amount) / plan.detectionShare,
      });
    }
    const sensor = layout.areaSensorOf[row.sensor] ?? -1;
    const area = layout.areaSensors[sensor];
    if (area && !row.counts && Number.isFinite(row.value)) {
      areas.push({
        sensor,
        observedAt: row.observedAt,
        value: Math.max(0, row.value) / area.detectionShare,
        sd: row.sd / area.detectionShare,
      });
    }
  }
  return { counts, areas };
}

function toRows(columns: ObservationColumns): Row[] {
  return Array.from({ length: columns.count }, (_, row) => {
    const measure = MEASURES[columns.measure[row] ?? 0];
    return {
      sensor: columns.sensor[row] ?? -1,
      observedAt: columns.observedAt[row] ?? 0,
      key: columns.key[row] ?? 0,
      value: columns.value[row] ?? 0,
      amount: columns.amount[row] ?? 0,
      sd: columns.sd[row] ?? 0,
      intervalS: columns.intervalS[row] ?? 0,
      counts: measure === 'intervalCount' || measure === 'cumulative',
    };
  });
}

import { MEASURES, type ObservationColumns } from '../../../domain/crowd/observation.ts';
import { peopleSince } from '../../../domain/session/intake.ts';

const CUMULATIVE = MEASURES.indexOf('cumulative');

/** The newest running count of a counter and its instant, by the counter's index. */
export type RunningCounts = ReadonlyMap<number, { readonly value: number; readonly at: number }>;

/**
 * Readings as they would have been taken in had each come when it was true: nobody is late, and the people of a running
 * count are those since the reading before it in this order.
 */
export function inTrueOrder(
  columns: ObservationColumns,
  before: RunningCounts,
): { readonly columns: ObservationColumns; readonly running: RunningCounts } {
  const amount = columns.amount.slice();
  const intervalS = columns.intervalS.slice();
  const flags = new Uint8Array(columns.count);
  const running = new Map(before);
  for (let row = 0; row < columns.count; row++) {
    if (columns.measure[row] !== CUMULATIVE) continue;
    const sensor = columns.sensor[row] ?? 0;
    const value = columns.value[row] ?? 0;
    const at = columns.observedAt[row] ?? 0;
    const last = running.get(sensor);
    amount[row] = peopleSince(last?.value, value);
    intervalS[row] = last ? Math.max(0, (at - last.at) / 1_000) : 0;
    running.set(sensor, { value, at });
  }
  return { columns: { ...columns, amount, intervalS, flags }, running };
}

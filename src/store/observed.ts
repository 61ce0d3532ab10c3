import { SECOND } from '../domain/base/quantity.ts';
import { emptyColumns, LATE, type ObservationColumns } from '../domain/crowd/observation.ts';
import { type Entry, entry } from '../domain/session/entry.ts';

/** One reading's place: in which columns, in which row. */
interface Place {
  readonly columns: ObservationColumns;
  readonly row: number;
  readonly at: number;
}

/**
 * The readings of (after, until] out of any number of entries, in order of observedAt: one `observations` entry for
 * each second. None of them is late, because in this order nothing is.
 */
export function readingsInOrder(
  parts: readonly ObservationColumns[],
  after: number,
  until: number,
): readonly Entry[] {
  const bySecond = new Map<number, Place[]>();
  for (const columns of parts) {
    for (let row = 0; row < columns.count; row++) {
      const at = columns.observedAt[row] ?? 0;
      if (at <= after || at > until) continue;
      const second = Math.ceil(at / SECOND);
      const places = bySecond.get(second) ?? [];
      places.push({ columns, row, at });
      bySecond.set(second, places);
    }
  }
  return [...bySecond.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, places]) => asEntry(places.sort((a, b) => a.at - b.at)));
}

function asEntry(places: readonly Place[]): Entry {
  const all = emptyColumns(places.length);
  places.forEach(({ columns, row, at }, to) => {
    all.sensor[to] = columns.sensor[row] ?? 0;
    all.measure[to] = columns.measure[row] ?? 0;
    all.observedAt[to] = at;
    all.intervalS[to] = columns.intervalS[row] ?? 0;
    all.value[to] = columns.value[row] ?? 0;
    all.amount[to] = columns.amount[row] ?? 0;
    all.sd[to] = columns.sd[row] ?? 0;
    all.key[to] = columns.key[row] ?? 0;
    all.flags[to] = (columns.flags[row] ?? 0) & ~LATE;
  });
  const newest = places.at(-1)?.at ?? 0;
  return entry('observations', all, { observedAt: newest, recordedAt: newest });
}

/** The least and the greatest time of an entry's readings; undefined when it has none. */
export function readingSpan(
  entry: Entry,
): { readonly least: number; readonly greatest: number } | undefined {
  if (entry.kind !== 'observations' || entry.payload.count === 0) return undefined;
  const { observedAt } = entry.payload;
  return {
    least: observedAt.reduce((a, b) => Math.min(a, b)),
    greatest: observedAt.reduce((a, b) => Math.max(a, b)),
  };
}

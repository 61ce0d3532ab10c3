import { invariant } from '../../src/domain/base/assert.ts';
import { type Entry, entry } from '../../src/domain/session/entry.ts';
import { EventFile, type EventFileOptions, encodeForLog } from '../../src/store/event-file.ts';
import type { OpenedRecord, Outcome } from '../../src/store/record.ts';

export const DOCUMENTS = { 'site.json': '{"name":"湖滨"}', 'night.json': '{}' };

/** The value of an outcome that a test counts on; fails with the words of the failure. */
export function wanted<T>(outcome: Outcome<T>): T {
  invariant(outcome.ok, outcome.ok ? '' : outcome.error.message);
  return outcome.value;
}

/** Opens or makes an event file that a test counts on. */
export async function openRecord(
  file: string,
  options: EventFileOptions = {},
): Promise<{ readonly record: EventFile; readonly opened: OpenedRecord }> {
  return wanted(await EventFile.open(file, { documents: DOCUMENTS, ...options }));
}

/** Writes entries in one transaction. */
export async function append(record: EventFile, entries: readonly Entry[]): Promise<number> {
  return wanted(await record.write({ entries: entries.map(encodeForLog) })).lastSeq;
}

/** `count` ticks, the first of them at second `from`. */
export function ticks(count: number, from = 0): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const time = 1_000 * (from + index);
    return entry('tick', { time }, { observedAt: time, recordedAt: time });
  });
}

/** A closed event file that holds these entries. */
export async function recordOf(file: string, entries: readonly Entry[]): Promise<void> {
  const { record } = await openRecord(file);
  if (entries.length > 0) await append(record, entries);
  await record.close();
}

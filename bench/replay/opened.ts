import type { Outcome } from '../../src/store/record.ts';

/** What opening gave; throws with its words when it failed. */
export function opened<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

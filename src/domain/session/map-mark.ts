import type { Millis } from '../base/quantity.ts';

/** Marks from outside that a session keeps at once; the oldest give way. */
export const MAX_MAP_MARKS = 2_000;

/** Something another system put on the map (a marker, a warned area): context, never evidence of a crowd. */
export interface MapMark {
  /** Unique with its source: `cot:<uid>`, `cap:<identifier>`. */
  readonly id: string;
  readonly source: 'cot' | 'cap';
  /** The sender's own type code (CoT type, CAP event). */
  readonly type: string;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  /** Outer ring of an area, in lon/lat. */
  readonly ring?: readonly (readonly [number, number])[];
  readonly text?: string;
  readonly observedAt: Millis;
  /** When the sender says it no longer holds. */
  readonly staleAt?: Millis;
}

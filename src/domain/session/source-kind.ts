/** Where a session's facts come from: real feeds, simulated people, or a recording. */
export const SOURCE_KINDS = ['live', 'rehearsal', 'replay'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How a transport stands: `speed` is session seconds per wall second. */
export interface TransportState {
  readonly playing: boolean;
  readonly speed: number;
}

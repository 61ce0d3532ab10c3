import type { LonLat } from '../../domain/base/quantity.ts';

/** A figure of a run where it belongs: at a place, or along a line where people were counted. */
export interface RunMark {
  readonly at: LonLat;
  /** The line's ends, where it is of one. */
  readonly line?: readonly [LonLat, LonLat];
  readonly text: string;
  /** 0 … 1 of the greatest of its kind: how large it is drawn. */
  readonly strength: number;
}

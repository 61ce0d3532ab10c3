export type PlotPoint = readonly [x: number, y: number];

/** One layer of a plot, drawn in the order given. */
export type PlotLayer =
  /** The area between two curves over the same x. */
  | {
      readonly kind: 'band';
      readonly label: string;
      readonly low: readonly PlotPoint[];
      readonly high: readonly PlotPoint[];
    }
  | {
      readonly kind: 'line' | 'dashes' | 'dots' | 'crosses';
      readonly label: string;
      readonly points: readonly PlotPoint[];
    };

/** A picture of a test: axes that hold zero and the data, layers, a legend. */
export interface Plot {
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly layers: readonly PlotLayer[];
}

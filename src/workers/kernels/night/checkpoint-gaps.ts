import type { EastNorth } from '../../../domain/base/quantity.ts';
import { cellCentre, type Grid } from '../../../domain/geo/grid.ts';
import { eachCellInside, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Ground } from '../../../domain/site/ground.ts';

/** Nothing of a gap's rasters lies in the cell. */
export const NO_GAP = 0xff;

/** Half the depth of the band that routes may pass in one direction only; wider than a cell's diagonal. */
const VALVE_HALF_M = 0.55;
/** People are held between these distances before the line: deeper than anybody walks in the second of a look. */
const HOLD_FROM_M = 0.7;
const HOLD_TO_M = 3.4;
/** A crossing of the line is seen by the side of this band on which a person is: nobody walks through it in a second. */
const BAND_M = 2.6;
/** Depth of the place in front of a checkpoint that counts as its queue, and how much wider than the gap it is. */
const QUEUE_DEPTH_M = 15;
const QUEUE_WIDER_M = 3;

/** The opening of a checkpoint in local metres. */
export interface CheckpointGap {
  readonly middle: EastNorth;
  /** Unit vector of the way in. */
  readonly inward: EastNorth;
  readonly halfWidthM: number;
  readonly lanes: number;
  /** What closes it: a beam across the gap. */
  readonly beam: LocalPolygon;
}

/** The gaps of a site's checkpoints; `widths` replaces clear widths. */
export function checkpointGaps(
  { site, metres }: Ground,
  widths: ReadonlyMap<number, number>,
): readonly CheckpointGap[] {
  return site.checkpoints.map(({ position, bearingDeg, clearWidthM, lanes }, index) => {
    const middle = metres.toLocal(position);
    const bearing = (bearingDeg * Math.PI) / 180;
    // Rounded: the last bits of sines are not the same on every machine.
    const inward: EastNorth = [rounded(Math.sin(bearing)), rounded(Math.cos(bearing))];
    const halfWidthM = (widths.get(index) ?? clearWidthM) / 2;
    const gap = { middle, inward, halfWidthM, lanes };
    return { ...gap, beam: stripOf(gap, -0.3, 0.3, 1) };
  });
}

/** Metres from the gap's line, positive inwards. */
export function metresIn({ middle, inward }: CheckpointGap, east: number, north: number): number {
  return (east - middle[0]) * inward[0] + (north - middle[1]) * inward[1];
}

/** Rasters by which a look at a person finds the gap they are near, NO_GAP elsewhere. */
export interface GapRasters {
  /** Twice the checkpoint, plus 1 on the inner side: within a step of the line. */
  readonly band: Uint8Array;
  /** Twice the checkpoint, plus 1 on the inner side: where its queues stand. */
  readonly queue: Uint8Array;
  /** Twice the checkpoint, plus 1 on the inner side: where people are held before the line. */
  readonly hold: Uint8Array;
  /** The cells of each checkpoint's line, for routes. */
  readonly valves: readonly Int32Array[];
}

/** Draws the rasters of the gaps; queues of neighbours part in the middle. */
export function gapRasters(grid: Grid, gaps: readonly CheckpointGap[]): GapRasters {
  const empty = () => new Uint8Array(grid.cols * grid.rows).fill(NO_GAP);
  const rasters = { band: empty(), queue: empty(), hold: empty() };
  const nearest = new Float32Array(grid.cols * grid.rows).fill(Number.POSITIVE_INFINITY);
  const valves = gaps.map((gap, index) => {
    const sideOf = (cell: number) => {
      const [east, north] = cellCentre(grid, cell);
      return 2 * index + (metresIn(gap, east, north) >= 0 ? 1 : 0);
    };
    eachCellInside(grid, stripOf(gap, -QUEUE_DEPTH_M, QUEUE_DEPTH_M, QUEUE_WIDER_M), (cell) => {
      const [east, north] = cellCentre(grid, cell);
      const away = (east - gap.middle[0]) ** 2 + (north - gap.middle[1]) ** 2;
      if (away >= (nearest[cell] as number)) return;
      nearest[cell] = away;
      rasters.queue[cell] = sideOf(cell);
    });
    eachCellInside(grid, stripOf(gap, -BAND_M, BAND_M, 0.5), (cell) => {
      rasters.band[cell] = sideOf(cell);
    });
    for (const side of [-1, 1]) {
      const [from, to] = [side * HOLD_FROM_M, side * HOLD_TO_M];
      eachCellInside(grid, stripOf(gap, Math.min(from, to), Math.max(from, to), 0.6), (cell) => {
        rasters.hold[cell] = sideOf(cell);
      });
    }
    const cells: number[] = [];
    eachCellInside(grid, stripOf(gap, -VALVE_HALF_M, VALVE_HALF_M, 1), (cell) => cells.push(cell));
    return Int32Array.from(cells);
  });
  return { ...rasters, valves };
}

/** A strip along the gap between two distances from its line, wider than the clear width by a margin on both sides. */
function stripOf(
  { middle, inward, halfWidthM }: Omit<CheckpointGap, 'beam'>,
  fromM: number,
  toM: number,
  marginM: number,
): LocalPolygon {
  const half = halfWidthM + marginM;
  const [east, north] = inward;
  const at = (along: number, aside: number): EastNorth => [
    middle[0] + east * along - north * aside,
    middle[1] + north * along + east * aside,
  ];
  return [[at(fromM, -half), at(toM, -half), at(toM, half), at(fromM, half)]];
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

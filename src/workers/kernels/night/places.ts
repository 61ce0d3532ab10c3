import { must } from '../../../domain/base/assert.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { cellCentre, type Grid } from '../../../domain/geo/grid.ts';
import { eachCellInside } from '../../../domain/geo/polygon.ts';
import { type Ground, toLocalPolygon } from '../../../domain/site/ground.ts';
import { exactExp } from '../agents/exact-math.ts';
import type { Pull } from '../zone-graph/night-plan.ts';
import { NO_ZONE } from './agent-night.ts';

/** People keep so far from walls when they stand. */
const FROM_WALLS_M = 0.3;
/** A pull that is weaker than this is none. */
const LEAST_PULL = 0.01;
/** One place in a zone for so much ground, to which a field leads; at most ANCHORS_MOST. */
const ANCHOR_M2 = 3_500;
const ANCHORS_MOST = 4;
/** Rounds of Lloyd's iteration for the anchors. */
const ROUNDS = 6;
const ANCHOR_RADIUS_M = 1.5;

/** How many places with a field a leaf zone has. */
export function anchorsOf({ usableAreaM2 }: Ground, zone: number): number {
  const m2 = usableAreaM2[zone] as number;
  return m2 > 0 ? Math.min(ANCHORS_MOST, Math.max(1, Math.round(m2 / ANCHOR_M2))) : 0;
}

interface PullInZone {
  readonly pull: number;
  /** Sums of the pull's weights over the zone's places up to and with each. */
  readonly sums: Float64Array;
}

/** Where people can stand: the places of each leaf zone, what draws them, who has taken which, and what is in sight. */
export class Places {
  /** Leaf zone of each cell of the simulation's grid, NO_ZONE in none. */
  readonly zoneOfCell: Uint8Array;
  /** Cells of each zone where a person may stand. */
  readonly cells: readonly Int32Array[];
  /** Cells of the places in each zone to which fields lead, zone by zone. */
  readonly anchors: readonly { readonly zone: number; readonly cells: Int32Array }[];
  /** 1 where somebody stands or is about to. */
  readonly taken: Uint8Array;
  /** 1 where somebody on the way home cannot get on for who stands there. */
  readonly pressed: Uint8Array;
  readonly #grid: Grid;
  readonly #passable: Uint8Array;
  readonly #standable: Uint8Array;
  readonly #pulls: readonly (readonly PullInZone[])[];

  /** `keepClear`: 1 in cells where nobody may settle. */
  constructor(
    ground: Ground,
    core: {
      readonly grid: Grid;
      readonly passable: Uint8Array;
      clearance(): (east: number, north: number) => number;
    },
    keepClear: Uint8Array,
    pulls: readonly Pull[],
  ) {
    const { grid, passable } = core;
    this.#grid = grid;
    this.#passable = passable;
    this.zoneOfCell = new Uint8Array(grid.cols * grid.rows).fill(NO_ZONE);
    this.taken = new Uint8Array(grid.cols * grid.rows);
    this.pressed = new Uint8Array(grid.cols * grid.rows);
    const cells = ground.leaves.map((): number[] => []);
    ground.leaves.forEach((zone, leaf) => {
      const polygon = must(zone.polygon, `polygon of leaf zone ${zone.id}`);
      eachCellInside(grid, toLocalPolygon(polygon, ground.metres), (cell) => {
        if (this.zoneOfCell[cell] === NO_ZONE) this.zoneOfCell[cell] = leaf;
      });
    });
    const clearanceM = core.clearance();
    this.zoneOfCell.forEach((leaf, cell) => {
      if (leaf === NO_ZONE || passable[cell] === 0 || keepClear[cell] === 1) return;
      if (clearanceM(...cellCentre(grid, cell)) >= FROM_WALLS_M) cells[leaf]?.push(cell);
    });
    this.cells = cells.map((list) => Int32Array.from(list));
    this.#standable = new Uint8Array(grid.cols * grid.rows);
    for (const list of this.cells) for (const cell of list) this.#standable[cell] = 1;
    this.#pulls = this.cells.map((list) => this.#pullsOn(list, pulls));
    this.anchors = this.cells.flatMap((list, zone) => {
      if (list.length > 0) return this.#anchorsIn(zone, list, anchorsOf(ground, zone));
      throw new Error(
        `site ${ground.site.id}, zone ${ground.leaves[zone]?.id}: nobody can stand in it`,
      );
    });
  }

  /** A place of the zone by chance (two uniforms), people standing 1 + Σ strength × pull times as dense. */
  draw(zone: number, strengths: Float64Array, first: number, second: number): number {
    const cells = must(this.cells[zone], 'zone');
    const pulls = must(this.#pulls[zone], 'pulls of a zone');
    let total = cells.length;
    for (const { pull, sums } of pulls) {
      total += (strengths[pull] as number) * (sums[sums.length - 1] as number);
    }
    let rest = first * total - cells.length;
    for (const { pull, sums } of pulls) {
      if (rest < 0) break;
      const sum = sums[sums.length - 1] as number;
      rest -= (strengths[pull] as number) * sum;
      if (rest < 0) return cells[indexOfSum(sums, second * sum)] as number;
    }
    return cells[Math.min(cells.length - 1, Math.floor(second * cells.length))] as number;
  }

  /** The free cell nearest to this one within some cells in which people may stand; undefined without one. */
  freeNear(cell: number, rings: number): number | undefined {
    const zone = this.zoneOfCell[cell] as number;
    const { cols } = this.#grid;
    for (let ring = 0; ring <= rings; ring++) {
      for (let up = -ring; up <= ring; up++) {
        const step = up === -ring || up === ring ? 1 : 2 * ring;
        for (let right = -ring; right <= ring; right += step) {
          const other = cell + up * cols + right;
          if (this.#passable[other] !== 1 || this.taken[other] === 1) continue;
          if (this.zoneOfCell[other] === zone && this.#standable[other] === 1) return other;
        }
      }
    }
    return undefined;
  }

  /** Whether the straight way between two positions leads over ground alone; positions in local metres. */
  isSeen(fromEast: number, fromNorth: number, toEast: number, toNorth: number): boolean {
    const { westM, southM, cellM, cols } = this.#grid;
    const east = toEast - fromEast;
    const north = toNorth - fromNorth;
    const steps = Math.ceil(Math.max(Math.abs(east), Math.abs(north)) / cellM);
    for (let k = 1; k < steps; k++) {
      const col = Math.floor((fromEast + (east * k) / steps - westM) / cellM);
      const row = Math.floor((fromNorth + (north * k) / steps - southM) / cellM);
      if (this.#passable[row * cols + col] !== 1) return false;
    }
    return true;
  }

  /** Whether people may settle in the cell: in a zone, off the walls, and in nobody's way. */
  mayStand(cell: number): boolean {
    return this.#standable[cell] === 1;
  }

  #pullsOn(cells: Int32Array, pulls: readonly Pull[]): PullInZone[] {
    const { cols, westM, southM, cellM } = this.#grid;
    return pulls.flatMap(({ line, radiusM }, pull): PullInZone[] => {
      // exp(-(d/r)²) falls to LEAST_PULL within 2.2 radii.
      const reach = 2.2 * radiusM;
      const easts = line.map(([east]) => east);
      const norths = line.map(([, north]) => north);
      const [west, east] = [Math.min(...easts) - reach, Math.max(...easts) + reach];
      const [south, north] = [Math.min(...norths) - reach, Math.max(...norths) + reach];
      let sum = 0;
      const sums = Float64Array.from(cells, (cell) => {
        const col = cell % cols;
        const e = westM + (col + 0.5) * cellM;
        const n = southM + ((cell - col) / cols + 0.5) * cellM;
        if (e < west || e > east || n < south || n > north) return sum;
        const weight = exactExp(-squaredToLine(line, [e, n]) / radiusM ** 2);
        sum += weight < LEAST_PULL ? 0 : weight;
        return sum;
      });
      return sum > 1 ? [{ pull, sums }] : [];
    });
  }

  /** Spread over the zone by Lloyd's iteration from evenly numbered cells, then each on its nearest cell. */
  #anchorsIn(
    zone: number,
    cells: Int32Array,
    count: number,
  ): { zone: number; cells: Int32Array }[] {
    const grid = this.#grid;
    let middles = Array.from({ length: count }, (_, k) =>
      cellCentre(grid, cells[Math.floor(((k + 0.5) * cells.length) / count)] as number),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const sums = middles.map(() => [0, 0, 0] as [number, number, number]);
      for (const cell of cells) {
        const [east, north] = cellCentre(grid, cell);
        const sum = must(sums[nearestOf(middles, [east, north])], 'sum of an anchor');
        sum[0] += east;
        sum[1] += north;
        sum[2] += 1;
      }
      middles = sums.map(([east, north, n], k) =>
        n > 0 ? [east / n, north / n] : must(middles[k], 'anchor'),
      );
    }
    return middles.map((middle) => {
      let best = cells[0] as number;
      let least = Number.POSITIVE_INFINITY;
      for (const cell of cells) {
        const away = squaredBetween(cellCentre(grid, cell), middle);
        if (away < least) {
          least = away;
          best = cell;
        }
      }
      const at = cellCentre(grid, best);
      const near = cells.filter(
        (cell) => squaredBetween(cellCentre(grid, cell), at) <= ANCHOR_RADIUS_M ** 2,
      );
      return { zone, cells: near };
    });
  }
}

/** Index of the first sum that is above the value. */
function indexOfSum(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function nearestOf(middles: readonly EastNorth[], position: EastNorth): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  middles.forEach((middle, index) => {
    const away = squaredBetween(middle, position);
    if (away >= least) return;
    least = away;
    best = index;
  });
  return best;
}

function squaredBetween(a: EastNorth, b: EastNorth): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

/** Squared distance to a line of points, by products and quotients alone. */
function squaredToLine(line: readonly EastNorth[], position: EastNorth): number {
  let least = squaredBetween(must(line[0], 'point of an attraction'), position);
  for (let k = 1; k < line.length; k++) {
    const a = must(line[k - 1], 'start of a segment');
    const b = must(line[k], 'end of a segment');
    const along: EastNorth = [b[0] - a[0], b[1] - a[1]];
    const squared = along[0] * along[0] + along[1] * along[1];
    if (squared === 0) continue;
    const share = ((position[0] - a[0]) * along[0] + (position[1] - a[1]) * along[1]) / squared;
    const t = Math.min(1, Math.max(0, share));
    least = Math.min(least, squaredBetween([a[0] + t * along[0], a[1] + t * along[1]], position));
  }
  return least;
}

import { must } from '../../../domain/base/assert.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { cellAt, cellCentre, type Grid } from '../../../domain/geo/grid.ts';
import type { Ground } from '../../../domain/site/ground.ts';

/** No gate's place is here. */
export const NO_GATE_HERE = 0xff;
/** Gates are drawn at least and at most so wide. */
const LEAST_M = 2.5;
const MOST_M = 9;
/** A gate that lies off its ground by more than this stands elsewhere: people come in where its way reaches the site. */
const OFF_M = 15;

/** Where people come and go: the cells of each gate, and those of its middle to which ways lead. */
export interface GatePlaces {
  /** Gates whose place holds the cell: the first one's index, NO_GATE_HERE elsewhere. */
  readonly gateOfCell: Uint8Array;
  /** Gates that share the place of another one, by index: the other's; else their own. */
  readonly placeOf: Uint8Array;
  readonly cells: readonly Int32Array[];
  readonly seeds: readonly Int32Array[];
}

/**
 * Finds the gates' places on the ground. A gate beyond it (a station some streets away) shares that of the nearest
 * street gate that leads to the approaches: its passengers walk in past the outer checkpoints like everybody.
 */
export function gatePlaces(
  ground: Ground,
  { grid, passable }: { readonly grid: Grid; readonly passable: Uint8Array },
): GatePlaces {
  const { gates } = ground.site;
  const positions = gates.map(({ position }) => ground.metres.toLocal(position));
  const isOn = positions.map((position) => nearestCell(grid, passable, position) !== undefined);
  const placeOf = Uint8Array.from(gates, (_, gate) => {
    if (isOn[gate]) return gate;
    let best = gate;
    let least = Number.POSITIVE_INFINITY;
    gates.forEach(({ leadsTo }, other) => {
      if (!isOn[other] || leadsTo !== 'outside') return;
      const away = squared(must(positions[gate], 'gate'), must(positions[other], 'gate'));
      if (away >= least) return;
      least = away;
      best = other;
    });
    if (best !== gate) return best;
    throw new Error(
      `site ${ground.site.id}, gate ${gates[gate]?.id}: it lies off the walkable ground, and no other gate leads outside`,
    );
  });
  const gateOfCell = new Uint8Array(grid.cols * grid.rows).fill(NO_GATE_HERE);
  const own = gates.map(({ clearWidthM }, gate) => {
    if (placeOf[gate] !== gate) return { cells: [], seeds: [] };
    const at = must(nearestCell(grid, passable, must(positions[gate], 'gate')), 'place of a gate');
    const radius = Math.min(MOST_M, Math.max(LEAST_M, clearWidthM / 2));
    const cells = cellsAround(grid, passable, at, radius);
    for (const cell of cells) {
      if (gateOfCell[cell] === NO_GATE_HERE) gateOfCell[cell] = gate;
    }
    return { cells, seeds: cellsAround(grid, passable, at, radius / 2) };
  });
  const placesOf = (which: 'cells' | 'seeds') =>
    gates.map((_, gate) => Int32Array.from(must(own[placeOf[gate] as number], 'place')[which]));
  return { gateOfCell, placeOf, cells: placesOf('cells'), seeds: placesOf('seeds') };
}

/** Connected passable cells within the radius of a cell. */
function cellsAround(grid: Grid, passable: Uint8Array, from: number, radiusM: number): number[] {
  const middle = cellCentre(grid, from);
  const found = new Set([from]);
  for (const cell of found) {
    for (const next of [cell - 1, cell + 1, cell - grid.cols, cell + grid.cols]) {
      if (passable[next] !== 1 || squared(cellCentre(grid, next), middle) > radiusM ** 2) continue;
      found.add(next);
    }
  }
  return [...found].sort((a, b) => a - b);
}

function nearestCell(grid: Grid, passable: Uint8Array, position: EastNorth): number | undefined {
  const reach = Math.ceil(OFF_M / grid.cellM);
  let best: number | undefined;
  let least = OFF_M ** 2;
  for (let up = -reach; up <= reach; up++) {
    for (let right = -reach; right <= reach; right++) {
      const cell = cellAt(grid, [position[0] + right * grid.cellM, position[1] + up * grid.cellM]);
      if (cell < 0 || passable[cell] !== 1) continue;
      const away = squared(cellCentre(grid, cell), position);
      if (away >= least) continue;
      least = away;
      best = cell;
    }
  }
  return best;
}

function squared(a: EastNorth, b: EastNorth): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

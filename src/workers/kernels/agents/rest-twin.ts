import { BLOCK, GATHER_EVERY } from './agent-block.ts';
import { type AgentMemory, STATE_COLUMNS } from './agent-memory.ts';
import { SortGrid } from './sort-grid.ts';

const f = Math.fround;

/** The readable specification of `gatherWhenDue` in the kernel. */
export function gatherWhenDue(memory: AgentMemory): void {
  if (!memory.isDisturbed && memory.step % GATHER_EVERY !== 0) return;
  memory.isDisturbed = false;
  gatherResting(memory);
}

/**
 * Puts those who stand and want to first in all columns, sorted by cell with a table of their own; the others follow
 * in their order. Nobody sorts or copies those who rest from then on: they are in both copies of every column.
 */
function gatherResting(memory: AgentMemory): void {
  const desired = memory.floats('desired');
  const speed = memory.floats('speed');
  const resting: number[] = [];
  const moving: number[] = [];
  for (let index = 0; index < memory.count; index++) {
    (desired[index] === 0 && speed[index] === 0 ? resting : moving).push(index);
  }
  const before = memory.resting;
  memory.resting = resting.length;
  if (resting.length === 0 && before === 0) return;
  const cellAt = cellsOf(memory);
  // A stable sort, as counting is.
  const cells = resting.map(cellAt);
  const order = resting.map((_, place) => place);
  order.sort((left, right) => (cells[left] as number) - (cells[right] as number));
  const from = [...order.map((place) => resting[place] as number), ...moving];
  for (const name of STATE_COLUMNS) {
    const column = memory.words(name);
    const was = column.slice(0, memory.count);
    const copy = memory.words(SORTED_OF[name]);
    from.forEach((index, to) => {
      column[to] = was[index] as number;
      copy[to] = was[index] as number;
    });
  }
  writeRestTable(memory);
}

/** Writes the table of those who rest, who are sorted by cell. */
function writeRestTable(memory: AgentMemory): void {
  const table = memory.restStarts();
  const cellAt = cellsOf(memory);
  table.fill(0);
  for (let index = 0; index < memory.resting; index++) {
    const next = cellAt(index) + 1;
    table[next] = (table[next] as number) + 1;
  }
  for (let cell = 1; cell < table.length; cell++) {
    table[cell] = (table[cell] as number) + (table[cell - 1] as number);
  }
}

/** Who rests in columns that have been read from a saved run. */
export function restoreResting(memory: AgentMemory, resting: number, isDisturbed: boolean): void {
  memory.resting = resting;
  memory.isDisturbed = isDisturbed;
  writeRestTable(memory);
  for (const name of STATE_COLUMNS) {
    memory.words(SORTED_OF[name]).set(memory.words(name).subarray(0, memory.resting));
  }
}

const SORTED_OF = {
  x: 'sortedX',
  y: 'sortedY',
  headingX: 'sortedHeadingX',
  headingY: 'sortedHeadingY',
  speed: 'sortedSpeed',
  radius: 'sortedRadius',
  desired: 'sortedDesired',
  field: 'sortedField',
  slot: 'sortedSlot',
} as const;

function cellsOf(memory: AgentMemory): (index: number) => number {
  const x = memory.floats('x');
  const y = memory.floats('y');
  const grid = new SortGrid(memory);
  const perWidth = memory.float(BLOCK.perSortWidth);
  const perHeight = memory.float(BLOCK.perSortHeight);
  return (index) =>
    grid.cellAt(f((y[index] as number) * perHeight) | 0, f((x[index] as number) * perWidth) | 0);
}

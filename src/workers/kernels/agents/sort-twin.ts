import { BLOCK } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';
import { SortGrid } from './sort-grid.ts';

const f = Math.fround;

/**
 * The readable specification of `sort` in the kernel: a counting sort by cell of everybody who is not gathered at rest,
 * stable in the order of before, so that the result depends on the order and the places alone.
 */
export function sortTwin(memory: AgentMemory): void {
  const count = memory.count;
  const grid = new SortGrid(memory);
  const cells = memory.word(BLOCK.sortCells);
  const perWidth = memory.float(BLOCK.perSortWidth);
  const perHeight = memory.float(BLOCK.perSortHeight);
  const x = memory.floats('x');
  const y = memory.floats('y');
  const start = memory.starts();
  const next = new Int32Array(cells);

  const cellAt = (i: number) => grid.cellAt(f(y[i]! * perHeight) | 0, f(x[i]! * perWidth) | 0);

  for (let i = memory.resting; i < count; i++) {
    const cell = cellAt(i);
    next[cell] = next[cell]! + 1;
  }
  let sum = memory.resting;
  for (let cell = 0; cell < cells; cell++) {
    start[cell] = sum;
    const people = next[cell]!;
    next[cell] = sum;
    sum += people;
  }
  start[cells] = sum;
  memory.forgetBegins();

  const columns = (
    [
      ['x', 'sortedX'],
      ['y', 'sortedY'],
      ['headingX', 'sortedHeadingX'],
      ['headingY', 'sortedHeadingY'],
      ['speed', 'sortedSpeed'],
      ['radius', 'sortedRadius'],
      ['desired', 'sortedDesired'],
      ['field', 'sortedField'],
      ['slot', 'sortedSlot'],
    ] as const
  ).map(([from, to]) => [memory.words(from), memory.words(to)] as const);
  for (let i = memory.resting; i < count; i++) {
    const cell = cellAt(i);
    const to = next[cell]!;
    next[cell] = to + 1;
    for (const [before, after] of columns) after[to] = before[i]!;
  }
}

import type { Grid } from '../../../domain/geo/grid.ts';
import { BLOCK } from './agent-block.ts';
import type { AgentMemory } from './agent-memory.ts';
import { GroundTwin } from './ground-twin.ts';

/**
 * A door does not crush: who stands where it closes is set on the nearest ground with room for a body from walls;
 * cells are looked at in rings, and nobody is set where another has just been set.
 */
export function freeFromWalls(memory: AgentMemory, grid: Grid, passable: Uint8Array): void {
  const ground = new GroundTwin(memory);
  const { cols, rows, cellM } = grid;
  const x = memory.floats('x');
  const y = memory.floats('y');
  const radius = memory.floats('radius');
  const perCell = memory.float(BLOCK.perCell);
  const taken = new Set<number>();
  for (let index = 0; index < memory.count; index++) {
    const body = radius[index] as number;
    const needed = Math.max(0.6 * body, 0.09);
    if (ground.smoothClearanceAt(x[index] as number, y[index] as number) >= needed) continue;
    const fromCol = Math.fround((x[index] as number) * perCell) | 0;
    const fromRow = Math.fround((y[index] as number) * perCell) | 0;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let ring = 1; ring < Math.max(cols, rows) && ring * ring <= 2 * least; ring++) {
      for (let row = fromRow - ring; row <= fromRow + ring; row++) {
        const inner = Math.abs(row - fromRow) < ring;
        for (let col = fromCol - ring; col <= fromCol + ring; col += inner ? 2 * ring : 1) {
          if (row < 1 || col < 1 || row >= rows - 1 || col >= cols - 1) continue;
          const cell = row * cols + col;
          const away = (row - fromRow) ** 2 + (col - fromCol) ** 2;
          if (away >= least || passable[cell] === 0 || taken.has(cell)) continue;
          const free = ground.smoothClearanceAt((col + 0.5) * cellM, (row + 0.5) * cellM);
          if (free < body) continue;
          best = cell;
          least = away;
        }
      }
    }
    if (best < 0) continue;
    taken.add(best);
    memory.disturb(index);
    x[index] = ((best % cols) + 0.5) * cellM;
    y[index] = (Math.floor(best / cols) + 0.5) * cellM;
  }
}

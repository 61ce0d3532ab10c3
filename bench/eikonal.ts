import { packDirections, ringsAround } from '../src/workers/kernels/flow-field/direction-field.ts';
import { EikonalSolver } from '../src/workers/kernels/flow-field/eikonal.ts';
import { HeapMarching } from './eikonal/heap-marching.ts';
import { type Figure, figure } from './figures.ts';
import { QuietSamples } from './quiet-samples.ts';
import { cpuMsOf } from './thread-cpu.ts';

const COLS = 1_500;
const ROWS = 1_000;
const ROUNDS = 8;
/** Half a second of CPU a sample. */
const REPEATS = 12;
const MARCHING_REPEATS = 4;

/** Travel distance and directions to one destination on a street network; throws when fast marching finds others. */
export async function* eikonal(): AsyncGenerator<Figure> {
  const passable = streets();
  const seeds = [4 * COLS + 4];
  const travel = new Float32Array(passable.length);
  const reference = new Float32Array(passable.length);
  const directions = new Uint16Array(passable.length);
  const rings = ringsAround(passable, COLS);
  const solver = new EikonalSolver(COLS, 1, passable);
  const marching = new HeapMarching(COLS, 1, passable);
  const ms = { solve: new QuietSamples(), marching: new QuietSamples(), pack: new QuietSamples() };
  for (let round = 0; round < ROUNDS; round++) {
    await ms.solve.take(() => cpuMsOf(REPEATS, () => solver.solve(seeds, travel)));
    await ms.marching.take(() => cpuMsOf(MARCHING_REPEATS, () => marching.solve(seeds, reference)));
    travel.forEach((metres, cell) => {
      if (Math.abs(metres - (reference[cell] ?? 0)) > 0.01) {
        throw new Error(`cell ${cell}: ${metres} m, fast marching finds ${reference[cell]} m`);
      }
    });
    const pack = () => packDirections(travel, COLS, rings, directions);
    await ms.pack.take(() => cpuMsOf(REPEATS, pack));
  }
  const heap = { name: 'fast marching with a heap', values: ms.marching.values };
  yield figure({ name: 'eikonal.distance 1,500 × 1,000', values: ms.solve.values }, 'ms CPU', heap);
  yield figure({ name: 'eikonal.directions and packing', values: ms.pack.values }, 'ms CPU', heap);
}

/** Blocks of 34 × 26 cells between streets of 8 and 10, about a third of the ground walkable. */
function streets(): Uint8Array {
  return Uint8Array.from({ length: COLS * ROWS }, (_, cell) => {
    const col = cell % COLS;
    const row = Math.floor(cell / COLS);
    if (col < 2 || row < 2 || col >= COLS - 2 || row >= ROWS - 2) return 0;
    return col % 48 < 8 || row % 48 < 8 ? 1 : 0;
  });
}

import { counterUniform } from '../src/workers/kernels/agents/counter-random.ts';
import {
  DensityScatter,
  densityGrid,
} from '../src/workers/kernels/density-scatter/density-scatter.ts';
import { type Figure, figure } from './figures.ts';
import { threadCpuMs } from './thread-cpu.ts';

const PEOPLE = 75_000;
const ROUNDS = 40;

/** Density of 75,000 people, most of them in a core, on 1,500 × 1,000 cells of 1 m; throws when anybody is lost. */
export async function* scatter(): AsyncGenerator<Figure> {
  const kernel = new DensityScatter(
    densityGrid({ westM: 0, southM: 0, cols: 1_492, rows: 992, cellM: 1 }, 1),
  );
  const { cols, rows } = kernel.grid;
  const place = (person: number, draw: number, extentM: number) =>
    counterUniform(1, person, draw + 2) < 0.7
      ? extentM * 0.4 + 260 * counterUniform(1, person, draw)
      : 4 + (extentM - 8) * counterUniform(1, person, draw);
  const x = Float32Array.from({ length: PEOPLE }, (_, person) => place(person, 0, cols));
  const y = Float32Array.from({ length: PEOPLE }, (_, person) => place(person, 1, rows));
  const byKernel: number[] = [];
  const byTwin: number[] = [];
  let people = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let from = threadCpuMs();
    const raster = kernel.scatter(x, y, PEOPLE);
    byKernel.push(threadCpuMs() - from);
    people = raster.reduce((sum, density) => sum + density, 0);
    from = threadCpuMs();
    kernel.scatterByTwin(x, y, PEOPLE);
    byTwin.push(threadCpuMs() - from);
  }
  const lost = Math.abs(people / PEOPLE - 1);
  if (lost > 1e-6) throw new Error(`the raster sums to ${people} people, not ${PEOPLE}`);
  yield figure({ name: `scatter ${cols} × ${rows} cells`, values: byKernel }, 'ms CPU', {
    name: 'TypeScript twin',
    values: byTwin,
  });
  yield figure({ name: 'scatter.mass off', values: [lost * 1e6] }, '× 1e-6', {
    name: 'limit',
    values: [1],
  });
}

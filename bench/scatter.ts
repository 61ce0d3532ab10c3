import { counterUniform } from '../src/workers/kernels/agents/counter-random.ts';
import {
  DensityScatter,
  densityGrid,
} from '../src/workers/kernels/density-scatter/density-scatter.ts';
import { type Figure, figure } from './figures.ts';
import { QuietSamples } from './quiet-samples.ts';
import { cpuMsOf } from './thread-cpu.ts';

const PEOPLE = 75_000;
const ROUNDS = 12;
/** Half a second of CPU a sample. */
const REPEATS = 100;
const TWIN_REPEATS = 15;

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
  // The simulator's people come row by row: cells of 2 m, as its counting sort leaves them.
  const order = Uint32Array.from(x, (_, person) => person).sort((a, b) => {
    const rowsApart = Math.floor((y[a] as number) / 2) - Math.floor((y[b] as number) / 2);
    return rowsApart === 0 ? (x[a] as number) - (x[b] as number) : rowsApart;
  });
  const rowByRow = {
    x: Float32Array.from(order, (person) => x[person] as number),
    y: Float32Array.from(order, (person) => y[person] as number),
  };
  const byKernel = new QuietSamples();
  const byKernelInRows = new QuietSamples();
  const byTwin = new QuietSamples();
  for (let round = 0; round < ROUNDS; round++) {
    await byKernel.take(() => cpuMsOf(REPEATS, () => kernel.scatter(x, y, PEOPLE)));
    await byKernelInRows.take(() =>
      cpuMsOf(REPEATS, () => kernel.scatter(rowByRow.x, rowByRow.y, PEOPLE)),
    );
    await byTwin.take(() => cpuMsOf(TWIN_REPEATS, () => kernel.scatterByTwin(x, y, PEOPLE)));
  }
  const people = kernel.scatter(x, y, PEOPLE).reduce((sum, density) => sum + density, 0);
  const lost = Math.abs(people / PEOPLE - 1);
  if (lost > 1e-6) throw new Error(`the raster sums to ${people} people, not ${PEOPLE}`);
  const twin = { name: 'TypeScript twin', values: byTwin.values };
  const name = `scatter ${cols} × ${rows} cells`;
  yield figure({ name: `${name}, in any order`, values: byKernel.values }, 'ms CPU', twin);
  yield figure({ name: `${name}, as simulated`, values: byKernelInRows.values }, 'ms CPU', twin);
  yield figure({ name: 'scatter.mass off', values: [lost * 1e6] }, '× 1e-6', {
    name: 'limit',
    values: [1],
  });
}

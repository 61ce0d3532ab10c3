import { AgentMemory } from '../src/workers/kernels/agents/agent-memory.ts';
import { AGENT_PARAMETERS } from '../src/workers/kernels/agents/agent-parameters.ts';
import { AgentRun } from '../src/workers/kernels/agents/agent-run.ts';
import { openSimulation } from '../src/workers/kernels/agents/open-simulation.ts';
import { ScenarioGround } from '../src/workers/kernels/agents/scenario-ground.ts';
import { swapFixedColumns, twinKernel } from '../src/workers/kernels/agents/twin-kernel.ts';
import {
  instantiate,
  kernelMemory,
  wasmKernel,
} from '../src/workers/kernels/agents/wasm-kernel.ts';
import { kernelModule } from '../src/workers/kernels/kernel-module.ts';
import { NativeReference } from './agents/native-reference.ts';
import { plainTwin } from './agents/plain-twin.ts';
import { streetScene } from './agents/street-scene.ts';
import { type Figure, figure } from './figures.ts';
import { threadCpuMs } from './thread-cpu.ts';

const PEOPLE = 75_000;
const DENSITY_PER_M2 = 2;
const SEED = 20261231;
/** Steps before anything is measured: the crowd has left its lattice. */
const WARM_UP = 40;
const STEPS = 5;
const ROUNDS = 8;

/**
 * The microscopic simulator on streets with 75,000 people: agent-steps per CPU-second, against the same kernel in C
 * and in TypeScript, with two threads and with 10,000 people. Throws when the C gives other places than the kernel.
 */
export async function* agents(): AsyncGenerator<Figure> {
  const { run, memory, wasm } = openStreets(PEOPLE);
  await run.advance(WARM_UP);
  const image = new Uint8Array(wasm.buffer.byteLength);
  image.set(new Uint8Array(wasm.buffer));
  const restore = () => new Uint8Array(wasm.buffer).set(image);
  const block = 4 * memory.block;
  const exports = instantiate(kernelModule('agents'), wasm);
  const plain = await plainTwin();
  const twin = twinKernel(memory);
  const native = new NativeReference(image.slice(0, memory.byteLength), block);
  const ms = {
    kernel: [] as number[],
    native: [] as number[],
    plain: [] as number[],
    twin: [] as number[],
    whole: [] as number[],
  };
  const measure = (into: number[], steps: number, step: () => void) => {
    restore();
    for (let k = 0; k < steps; k++) {
      const from = threadCpuMs();
      step();
      into.push(threadCpuMs() - from);
    }
  };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      measure(ms.kernel, STEPS, () => exports.stepAlone(block));
      const hash = hashOfPlaces(memory);
      const reference = native.run(STEPS, 1);
      if (reference.hash !== hash) throw new Error('the native reference gives other places');
      ms.native.push(...reference.stepMs);
      measure(ms.plain, 1, () => {
        memory.arrivals().fill(0);
        plain.sortTwin(memory);
        plain.moveTwin(memory, 0, memory.count);
        swapFixedColumns(memory);
      });
      measure(ms.twin, 1, () => twin.step());
      restore();
      const from = threadCpuMs();
      await run.advance(STEPS);
      ms.whole.push((threadCpuMs() - from) / STEPS);
    }
  } finally {
    native.remove();
  }
  const rate = (values: readonly number[]) => values.map((value) => memory.count / value / 1_000);
  const perAgent = 'M agent-steps/CPU-s';
  const nativeRate = { name: `C -O3 -mavx2, ${native.compiler}`, values: rate(ms.native) };
  yield figure(
    { name: 'agents.step, borders and all', values: rate(ms.whole) },
    perAgent,
    nativeRate,
  );
  yield figure({ name: 'agents.kernel', values: rate(ms.kernel) }, perAgent, nativeRate);
  yield figure({ name: 'agents.kernel', values: rate(ms.kernel) }, perAgent, {
    name: 'plain TypeScript',
    values: rate(ms.plain),
  });
  yield figure({ name: 'agents.kernel', values: rate(ms.kernel) }, perAgent, {
    name: 'twin (Math.fround)',
    values: rate(ms.twin),
  });
  yield figure({ name: 'agents.bytes a person', values: [bytesAPerson(memory)] }, 'bytes', {
    name: 'limit',
    values: [100],
  });
  yield* againstFewer(ms.kernel);
  yield* withTwoThreads();
}

/** Cost of an agent-step against that with 10,000 people at the same density. */
async function* againstFewer(manyMs: readonly number[]): AsyncGenerator<Figure> {
  const fewer = 10_000;
  const { run } = openStreets(fewer);
  await run.advance(WARM_UP);
  const ns: number[] = [];
  for (let k = 0; k < 40; k++) {
    const from = threadCpuMs();
    await run.advance(2);
    ns.push(((threadCpuMs() - from) / 2 / run.account.onGround) * 1e6);
  }
  yield figure(
    { name: 'agents.cost of a step', values: manyMs.map((value) => (value / PEOPLE) * 1e6) },
    'ns/agent',
    { name: `${fewer} people`, values: ns },
  );
}

/** Time on the clock with one and with two threads, in turn. */
async function* withTwoThreads(): AsyncGenerator<Figure> {
  const scenario = streetScene(PEOPLE, DENSITY_PER_M2);
  const one = await openSimulation(scenario, { seed: SEED, threads: 1 });
  const two = await openSimulation(scenario, { seed: SEED, threads: 2 });
  const rates = { one: [] as number[], two: [] as number[] };
  await one.advance(10);
  await two.advance(10);
  for (let round = 0; round < 12; round++) {
    for (const [run, rate] of [
      [one, rates.one],
      [two, rates.two],
    ] as const) {
      const from = performance.now();
      await run.advance(STEPS);
      rate.push((STEPS * run.account.onGround) / (performance.now() - from) / 1_000);
    }
  }
  if (one.hash() !== two.hash()) throw new Error('two threads give other bytes than one');
  await two.close();
  yield figure({ name: 'agents.two threads', values: rates.two }, 'M agent-steps/s', {
    name: 'one thread',
    values: rates.one,
  });
}

function openStreets(people: number) {
  const scenario = streetScene(people, DENSITY_PER_M2);
  const ground = new ScenarioGround(scenario);
  const wasm = kernelMemory();
  const options = {
    seed: SEED,
    threads: 1,
    dtS: 0.05,
    kernel: 'wasm',
    parameters: AGENT_PARAMETERS,
  } as const;
  const memory = new AgentMemory(
    {
      groundCols: ground.grid.cols,
      groundRows: ground.grid.rows,
      cellM: ground.grid.cellM,
      fields: ground.fields,
      surfaces: 0,
      threads: 1,
      dtS: options.dtS,
      parameters: AGENT_PARAMETERS,
      largestRadiusM: AGENT_PARAMETERS.radiusM,
    },
    1024,
    wasm,
  );
  const kernel = wasmKernel(memory, wasm, 1);
  return { run: new AgentRun(scenario, options, { memory, ground, kernel }), memory, wasm };
}

/** Hot columns with their tail, and the cold ones, of 20 bytes a slot. */
function bytesAPerson(memory: AgentMemory): number {
  return (memory.personBytes + 20 * memory.capacity) / PEOPLE;
}

/** As native-agents.c hashes. */
function hashOfPlaces(memory: AgentMemory): number {
  const x = memory.words('x');
  const y = memory.words('y');
  let hash = 0;
  for (let index = 0; index < memory.count; index++) {
    hash = Math.imul(hash ^ (x[index] ?? 0), 16777619);
    hash = Math.imul(hash ^ (y[index] ?? 0), 16777619);
  }
  return hash >>> 0;
}

import type { AgentMemory } from '../src/workers/kernels/agents/agent-memory.ts';
import { openSimulation } from '../src/workers/kernels/agents/open-simulation.ts';
import { swapFixedColumns, twinKernel } from '../src/workers/kernels/agents/twin-kernel.ts';
import { NativeReference } from './agents/native-reference.ts';
import { plainTwin } from './agents/plain-twin.ts';
import { openStanding } from './agents/standing.ts';
import { SEED, Streets, streetsOf, WARM_UP } from './agents/streets.ts';
import { twoThreads } from './agents/two-threads.ts';
import { type Figure, figure, type Samples } from './figures.ts';
import { QuietSamples } from './quiet-samples.ts';
import { threadCpuMs } from './thread-cpu.ts';

const PEOPLE = 75_000;
const FEWER = 10_000;
const STANDING_SHARE = 0.85;
const STEPS = 20;
const ROUNDS = 8;

/**
 * The microscopic simulator on streets with 75,000 people: agent-steps per CPU-second, against the same kernel in C
 * and in TypeScript, with 10,000 people, with most of them standing and with two threads. Every sample is half a
 * second of CPU or more: the clock of a thread's CPU goes by ticks of 4 ms. Throws when the C gives other places than
 * the kernel.
 */
export async function* agents(): AsyncGenerator<Figure> {
  const streets = await Streets.open(PEOPLE);
  const people = streets.memory.count;
  const kept: QuietSamples[] = [];
  const samples = () => {
    const taken = new QuietSamples();
    kept.push(taken);
    return taken;
  };
  const ms = {
    kernel: samples(),
    native: samples(),
    plain: samples(),
    twin: samples(),
    whole: samples(),
  };
  const scenario = streetsOf(PEOPLE);
  const begun = await openSimulation(scenario, { seed: SEED });
  await begun.advance(WARM_UP);
  const saved = begun.save();
  const plain = await plainTwin();
  const twin = twinKernel(streets.memory);
  const plainStep = () => {
    streets.memory.arrivals().fill(0);
    plain.sortTwin(streets.memory);
    plain.moveTwin(streets.memory, 0, streets.memory.count);
    swapFixedColumns(streets.memory);
  };
  const native = new NativeReference(streets.image, streets.block);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await ms.kernel.take(() => streets.stepMs(STEPS, () => streets.step()));
      const hash = hashOfPlaces(streets.memory);
      await ms.native.take(() => {
        const reference = native.run(STEPS);
        if (reference.hash !== hash) throw new Error('the native reference gives other places');
        return reference.stepMs;
      });
      const run = await openSimulation(scenario, { seed: SEED }, saved);
      await ms.whole.take(async () => {
        const from = threadCpuMs();
        await run.advance(STEPS);
        return (threadCpuMs() - from) / STEPS;
      });
      await ms.plain.take(() => streets.stepMs(4, plainStep));
      await ms.twin.take(() => streets.stepMs(2, () => twin.step()));
    }
  } finally {
    native.remove();
  }
  const rate = (name: string, { values }: QuietSamples): Samples => ({
    name,
    values: values.map((value) => people / value / 1_000),
  });
  const perCpu = 'M agent-steps/CPU-s';
  const kernel = rate('agents.kernel', ms.kernel);
  const nativeRate = rate(`C -O3 -mavx2, ${native.compiler}`, ms.native);
  yield figure(rate('agents.step, borders and all', ms.whole), perCpu, nativeRate);
  yield figure(kernel, perCpu, nativeRate);
  yield figure(kernel, perCpu, rate('plain TypeScript', ms.plain));
  yield figure(kernel, perCpu, rate('twin (Math.fround)', ms.twin));
  yield figure({ name: 'agents.bytes a person', values: [bytesAPerson(streets.memory)] }, 'bytes', {
    name: 'limit',
    values: [100],
  });
  yield* againstOthers(streets, samples);
  yield* twoThreads(PEOPLE, kept);
  const sum = (of: (one: QuietSamples) => number) => kept.reduce((all, one) => all + of(one), 0);
  yield figure(
    { name: 'agents.samples with stolen CPU', values: [sum((one) => one.disturbed)] },
    '',
    {
      name: 'samples taken',
      values: [sum((one) => one.taken)],
    },
  );
}

/** What a step costs with fewer people at the same density, and when most of them stand, in turn. */
async function* againstOthers(
  streets: Streets,
  samples: () => QuietSamples,
): AsyncGenerator<Figure> {
  const fewer = await Streets.open(FEWER);
  const anywhere = await openStanding(PEOPLE, STANDING_SHARE, 'anywhere');
  const patches = await openStanding(PEOPLE, STANDING_SHARE, { patchM: 10 });
  const ns = { all: samples(), fewer: samples(), anywhere: samples(), patches: samples() };
  const measure = (into: QuietSamples, of: Streets, times: number) =>
    into.take(() => (of.stepMs(STEPS, () => of.step(), times) / of.memory.count) * 1e6);
  for (let round = 0; round < ROUNDS; round++) {
    await measure(ns.all, streets, 1);
    await measure(ns.fewer, fewer, 8);
    await measure(ns.anywhere, anywhere, 3);
    await measure(ns.patches, patches, 3);
  }
  const perPerson = 'ns/agent';
  const all = { name: 'all walk', values: ns.all.values };
  yield figure({ name: 'agents.cost of a step', values: ns.all.values }, perPerson, {
    name: `${FEWER} people`,
    values: ns.fewer.values,
  });
  const stand = `agents.${STANDING_SHARE * 100} % stand`;
  yield figure({ name: `${stand}, anywhere`, values: ns.anywhere.values }, perPerson, all);
  yield figure({ name: `${stand}, in squares of 10 m`, values: ns.patches.values }, perPerson, all);
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

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { openSimulation } from '../../src/workers/kernels/agents/open-simulation.ts';
import { type Figure, figure } from '../figures.ts';
import { QuietSamples } from '../quiet-samples.ts';
import { SEED, streetsOf } from './streets.ts';

const WARM_UP = 10;
const STEPS = 20;
const ROUNDS = 8;
const RATE = 'M agent-steps/s';

/**
 * Steps on the clock with one thread, with two, and of two runs side by side that share nothing, which is what the
 * machine can do at all: in turn.
 */
export async function* twoThreads(people: number, kept: QuietSamples[]): AsyncGenerator<Figure> {
  const scenario = streetsOf(people);
  const one = await openSimulation(scenario, { seed: SEED, threads: 1 });
  const two = await openSimulation(scenario, { seed: SEED, threads: 2 });
  const first = await openSimulation(scenario, { seed: SEED, threads: 1 });
  const second = new Worker(new URL('side-run.thread.ts', import.meta.url), { workerData: people });
  await once(second, 'message');
  const advanceBoth = async (steps: number) => {
    const done = once(second, 'message');
    second.postMessage(steps);
    await first.advance(steps);
    await done;
  };
  const ways = [
    { rate: new QuietSamples(), runs: 1, advance: (steps: number) => one.advance(steps) },
    { rate: new QuietSamples(), runs: 1, advance: (steps: number) => two.advance(steps) },
    { rate: new QuietSamples(), runs: 2, advance: advanceBoth },
  ];
  for (const { advance } of ways) await advance(WARM_UP);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { rate, runs, advance } of ways) {
      await rate.take(async () => {
        const from = performance.now();
        await advance(STEPS);
        return (runs * STEPS * one.account.onGround) / (performance.now() - from) / 1_000;
      });
    }
  }
  if (one.hash() !== two.hash()) throw new Error('two threads give other bytes than one');
  await two.close();
  await second.terminate();
  const [alone, shared, apart] = ways.map(({ rate }) => rate) as [
    QuietSamples,
    QuietSamples,
    QuietSamples,
  ];
  kept.push(alone, shared, apart);
  const rates = { name: 'agents.two threads', values: shared.values };
  yield figure(rates, RATE, { name: 'one thread', values: alone.values });
  yield figure(rates, RATE, { name: 'two runs side by side', values: apart.values });
}

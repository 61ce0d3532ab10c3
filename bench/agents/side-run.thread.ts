import { parentPort, workerData } from 'node:worker_threads';
import { openSimulation } from '../../src/workers/kernels/agents/open-simulation.ts';
import { SEED, streetsOf } from './streets.ts';

/** Runs its own streets beside another run: so many steps whenever told, and says when they are done. */
const run = await openSimulation(streetsOf(workerData as number), { seed: SEED, threads: 1 });
parentPort?.on('message', async (steps: number) => {
  await run.advance(steps);
  parentPort?.postMessage('done');
});
parentPort?.postMessage('ready');

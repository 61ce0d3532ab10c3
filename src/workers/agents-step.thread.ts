import { workerData } from 'node:worker_threads';
import { type HelperTask, instantiate } from './kernels/agents/wasm-kernel.ts';

const { module, memory, block, thread, threads } = workerData as HelperTask;
instantiate(module, memory).serve(block, thread, threads);

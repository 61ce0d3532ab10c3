import { Worker } from 'node:worker_threads';
import { kernelModule, MAXIMUM_PAGES } from '../kernel-module.ts';
import { BLOCK } from './agent-block.ts';
import type { AgentKernel } from './agent-kernel.ts';
import type { AgentMemory } from './agent-memory.ts';

/** The kernel has no data of its own; the block stands clear of address 0 all the same. */
export const BLOCK_ADDRESS = 1024;

/** Below so many people one thread is faster than several that wait for each other. */
const ALONE_BELOW = 8_000;

/** What src/workers/assembly/agents.ts exports. */
export interface AgentExports {
  stepAlone(block: number): void;
  stepShared(block: number, threads: number): void;
  serve(block: number, thread: number, threads: number): void;
  release(block: number, threads: number): void;
}

/** What a helping thread is told. */
export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly block: number;
  readonly thread: number;
  readonly threads: number;
}

/** A memory as the kernel imports it. */
export function kernelMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
}

/**
 * The kernel in WebAssembly with SIMD. With several threads the others are started when so many people are on the
 * ground for the first time; each step they help, and the caller waits for it as the first of them.
 */
export function wasmKernel(
  memory: AgentMemory,
  wasmMemory: WebAssembly.Memory,
  threads: number,
): AgentKernel {
  const module = kernelModule('agents');
  const block = 4 * memory.block;
  const exports = instantiate(module, wasmMemory);
  const helpers: Worker[] = [];
  let ended: Error | undefined;
  const startHelpers = () => {
    for (let thread = 1; thread < threads; thread++) {
      const task: HelperTask = { module, memory: wasmMemory, block, thread, threads };
      const helper = new Worker(new URL('../../agents-step.thread.ts', import.meta.url), {
        workerData: task,
      });
      helper.once('error', (error) => {
        ended = error instanceof Error ? error : new Error(String(error));
      });
      helper.unref();
      helpers.push(helper);
    }
  };
  return {
    step() {
      if (ended !== undefined) throw new Error(`a thread of the simulator died: ${ended.message}`);
      if (threads === 1 || memory.word(BLOCK.count) < ALONE_BELOW) {
        exports.stepAlone(block);
        return;
      }
      if (helpers.length === 0) startHelpers();
      exports.stepShared(block, threads);
    },
    async close() {
      if (helpers.length === 0) return;
      exports.release(block, threads);
      await Promise.all(helpers.map((helper) => helper.terminate()));
    },
  };
}

/** An instance of the agents' kernel on a memory. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): AgentExports {
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      abort: () => {
        throw new Error('the kernel aborted');
      },
    },
  });
  return instance.exports as unknown as AgentExports;
}

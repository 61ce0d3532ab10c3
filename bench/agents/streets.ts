import { AgentMemory } from '../../src/workers/kernels/agents/agent-memory.ts';
import { AGENT_PARAMETERS } from '../../src/workers/kernels/agents/agent-parameters.ts';
import { AgentRun } from '../../src/workers/kernels/agents/agent-run.ts';
import { ScenarioGround } from '../../src/workers/kernels/agents/scenario-ground.ts';
import {
  BLOCK_ADDRESS,
  instantiate,
  kernelMemory,
  wasmKernel,
} from '../../src/workers/kernels/agents/wasm-kernel.ts';
import { kernelModule } from '../../src/workers/kernels/kernel-module.ts';
import { threadCpuMs } from '../thread-cpu.ts';
import { streetScene } from './street-scene.ts';

const DENSITY_PER_M2 = 2;
/** Steps before anything is measured: the crowd has left its lattice. */
export const WARM_UP = 40;

export const SEED = 20261231;

/** The streets' scenario with so many people. */
export function streetsOf(people: number) {
  return streetScene(people, DENSITY_PER_M2);
}

/** People in streets on the way, in a memory that every measurement begins with anew. */
export class Streets {
  readonly memory: AgentMemory;
  readonly block: number;
  readonly #wasm: WebAssembly.Memory;
  readonly #stepAlone: () => void;
  #image = new Uint8Array(0);

  private constructor(memory: AgentMemory, wasm: WebAssembly.Memory) {
    this.memory = memory;
    this.block = 4 * memory.block;
    this.#wasm = wasm;
    const { stepAlone } = instantiate(kernelModule('agents'), wasm);
    this.#stepAlone = () => stepAlone(this.block);
  }

  static async open(people: number): Promise<Streets> {
    const scenario = streetsOf(people);
    const ground = new ScenarioGround(scenario);
    const wasm = kernelMemory();
    const { cols: groundCols, rows: groundRows, cellM } = ground.grid;
    const common = { threads: 1, dtS: 0.05, parameters: AGENT_PARAMETERS };
    const memory = new AgentMemory(
      {
        ...common,
        groundCols,
        groundRows,
        cellM,
        fields: ground.fields,
        surfaces: 0,
        largestRadiusM: AGENT_PARAMETERS.radiusM,
      },
      BLOCK_ADDRESS,
      wasm,
    );
    const kernel = wasmKernel(memory, wasm, 1);
    const options = { ...common, seed: SEED, kernel: 'wasm' } as const;
    await new AgentRun(scenario, options, { memory, ground, kernel }).advance(WARM_UP);
    const streets = new Streets(memory, wasm);
    streets.keep();
    return streets;
  }

  /** The memory as every measurement begins. */
  get image(): Uint8Array {
    return this.#image.subarray(0, this.memory.byteLength);
  }

  /** From now on every measurement begins with the memory as it is. */
  keep(): void {
    this.#image = new Uint8Array(this.#wasm.buffer).slice();
  }

  step(): void {
    this.#stepAlone();
  }

  /** Milliseconds of this thread's CPU for a step, of so many from the kept memory; several times over. */
  stepMs(steps: number, step: () => void, times = 1): number {
    let ms = 0;
    for (let time = 0; time < times; time++) {
      new Uint8Array(this.#wasm.buffer).set(this.#image);
      const from = threadCpuMs();
      for (let k = 0; k < steps; k++) step();
      ms += threadCpuMs() - from;
    }
    return ms / steps / times;
  }
}

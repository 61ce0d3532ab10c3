import type { Scenario } from '../../../domain/scenario/scenario.ts';
import { AgentMemory } from './agent-memory.ts';
import { AGENT_PARAMETERS } from './agent-parameters.ts';
import { AgentRun } from './agent-run.ts';
import { largestOf } from './draw.ts';
import { ScenarioGround } from './scenario-ground.ts';
import type { OpenSimulation, SimulationOptions } from './simulation.ts';
import { twinKernel } from './twin-kernel.ts';
import { BLOCK_ADDRESS, kernelMemory, wasmKernel } from './wasm-kernel.ts';

/** Opens a run of the microscopic simulator; see OpenSimulation. */
export const openSimulation: OpenSimulation = async (scenario, given, saved) => {
  const options: Required<SimulationOptions> = {
    threads: 1,
    dtS: 0.05,
    kernel: 'wasm',
    parameters: AGENT_PARAMETERS,
    ...given,
  };
  const ground = new ScenarioGround(scenario);
  const wasmMemory = options.kernel === 'wasm' ? kernelMemory() : undefined;
  const memory = new AgentMemory(
    {
      groundCols: ground.grid.cols,
      groundRows: ground.grid.rows,
      cellM: ground.grid.cellM,
      fields: ground.fields,
      surfaces: scenario.surfaces.length,
      threads: options.threads,
      dtS: options.dtS,
      parameters: options.parameters,
      largestRadiusM: largestRadiusM(scenario, options.parameters.radiusM),
    },
    BLOCK_ADDRESS,
    wasmMemory,
  );
  const kernel = wasmMemory ? wasmKernel(memory, wasmMemory, options.threads) : twinKernel(memory);
  return new AgentRun(scenario, options, { memory, ground, kernel }, saved);
};

/** No body of the scenario is larger. */
function largestRadiusM({ groups }: Scenario, usualM: number): number {
  return groups.reduce(
    (largest, { radiusM }) => Math.max(largest, largestOf(radiusM, usualM)),
    usualM,
  );
}

import { BLOCK } from './agent-block.ts';
import type { AgentKernel } from './agent-kernel.ts';
import type { AgentMemory } from './agent-memory.ts';
import { moveTwin } from './move-twin.ts';
import { gatherWhenDue } from './rest-twin.ts';
import { sortTwin } from './sort-twin.ts';

/** The kernel in TypeScript: the specification of the WebAssembly one, bit for bit. */
export function twinKernel(memory: AgentMemory): AgentKernel {
  return {
    step() {
      gatherWhenDue(memory);
      memory.arrivals().fill(0);
      sortTwin(memory);
      moveTwin(memory, memory.resting, memory.count);
      swapFixedColumns(memory);
    },
    async close() {},
  };
}

/** Ends a step: the sorted columns that it does not change are the next one's unsorted ones. */
export function swapFixedColumns(memory: AgentMemory): void {
  memory.step += 1;
  for (const [one, other] of [
    [BLOCK.radius, BLOCK.sortedRadius],
    [BLOCK.desired, BLOCK.sortedDesired],
    [BLOCK.field, BLOCK.sortedField],
    [BLOCK.slot, BLOCK.sortedSlot],
  ] as const) {
    const kept = memory.word(one);
    memory.i32[memory.block + one] = memory.word(other);
    memory.i32[memory.block + other] = kept;
  }
}

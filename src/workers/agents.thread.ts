import { must } from '../domain/base/assert.ts';
import type { AgentsReport, AgentsThread } from './agents-port.ts';
import { openSimulation } from './kernels/agents/open-simulation.ts';
import type { Simulation } from './kernels/agents/simulation.ts';
import { exposeThread, handOver } from './remote.ts';

let simulation: Simulation | undefined;
const opened = () => must(simulation, 'the run (open comes first)');

function report(): AgentsReport {
  const run = opened();
  const { agents, account, step, timeS } = run;
  const columns = Object.values(agents).filter((column) => typeof column !== 'number');
  return handOver(
    { step, timeS, account, agents, events: run.takeEvents() },
    columns.map(({ buffer }) => buffer),
  );
}

exposeThread({
  async open(scenario, options, saved) {
    await simulation?.close();
    simulation = await openSimulation(scenario, options, saved);
    return report();
  },
  async advance(steps) {
    await opened().advance(steps);
    return report();
  },
  async setDoor(id, open) {
    opened().setDoor(id, open);
  },
  async setDestination(id, open) {
    opened().setDestination(id, open);
  },
  async save() {
    const bytes = opened().save();
    return handOver(bytes, [bytes.buffer]);
  },
  async hash() {
    return opened().hash();
  },
  async close() {
    await simulation?.close();
    simulation = undefined;
  },
} satisfies AgentsThread);

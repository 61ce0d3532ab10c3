import { expect, test } from 'vitest';
import type { AgentsThread } from './agents-port.ts';
import { openSimulation } from './kernels/agents/open-simulation.ts';
import { twoRooms } from './kernels/agents/scenes-for-tests.ts';
import { startThread, threadFile } from './remote.ts';

test('the thread gives what the simulator gives', async () => {
  const scenario = twoRooms(30);
  const run = await openSimulation(scenario, { seed: 4 });
  const thread = startThread<AgentsThread>(threadFile('agents.thread.ts'));
  try {
    const begun = await thread.api.open(scenario, { seed: 4 });
    expect(begun.agents).toEqual(run.agents);
    expect(begun.events).toEqual(run.takeEvents());
    await run.advance(30);
    const report = await thread.api.advance(30);
    expect(report.account).toEqual(run.account);
    expect(report.agents).toEqual(run.agents);
    const saved = await thread.api.save();
    expect(saved).toEqual(run.save());

    await thread.api.setDestination('east', false);
    run.setDestination('east', false);
    await thread.api.advance(20);
    await run.advance(20);
    expect(await thread.api.hash()).toBe(run.hash());

    const forked = await thread.api.open(scenario, { seed: 4 }, saved);
    expect(forked.step).toBe(30);
    await thread.api.close();
  } finally {
    await thread.terminate();
  }
});

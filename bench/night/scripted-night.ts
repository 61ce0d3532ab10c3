import type { NightScript } from '../../src/domain/plan/night-script.ts';
import { scriptedOrders } from '../../src/domain/rehearsal/scripted-orders.ts';
import type { Ground } from '../../src/domain/site/ground.ts';
import type { AgentNight, AgentNightOptions } from '../../src/workers/kernels/night/agent-night.ts';
import { openAgentNight } from '../../src/workers/kernels/night/open-agent-night.ts';

/** Opens a night with its script's orders given, or goes on from a saved state, which holds them. */
export async function openScriptedNight(
  ground: Ground,
  script: NightScript,
  options: AgentNightOptions,
  saved?: Uint8Array,
): Promise<AgentNight> {
  const run = await openAgentNight(ground, script, options, saved);
  if (saved !== undefined) return run;
  for (const { atS, checkpoint, ...setting } of scriptedOrders(script)) {
    const index = ground.site.checkpoints.findIndex(({ id }) => id === checkpoint);
    run.setCheckpoint(index, setting, Math.max(atS, options.fromSecond ?? 0));
  }
  return run;
}

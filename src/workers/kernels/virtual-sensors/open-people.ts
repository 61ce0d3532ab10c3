import type { CheckpointId } from '../../../domain/base/ids.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { CrowdModel } from '../../../domain/session/rehearsal-state.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { NightPlan } from '../zone-graph/night-plan.ts';
import { AgentPeople } from './agent-people.ts';
import type { RehearsedPeople } from './rehearsed-people.ts';
import { ZoneGraphPeople } from './zone-graph-people.ts';

/** A checkpoint of another clear width than the ground's. */
export interface NarrowedCheckpoint {
  readonly checkpoint: CheckpointId;
  readonly clearWidthM: number;
}

/** What people are opened from. */
export interface PeoplePlan {
  readonly model: CrowdModel;
  readonly ground: Ground;
  readonly script: NightScript;
  readonly night: NightPlan;
  readonly seed: number;
  /** For agents; the bytes are the same for every number. */
  readonly threads: number;
  readonly widths: readonly NarrowedCheckpoint[];
  /** Goes on from what `save` of the same plan gave. */
  readonly saved: unknown;
}

/** Opens the people of a night. The microscopic simulator is loaded only when it is asked for. */
export async function openPeople(plan: PeoplePlan): Promise<RehearsedPeople> {
  const { ground, script, night, seed, threads, saved } = plan;
  if (plan.model === 'zoneGraph') return new ZoneGraphPeople(ground, night, seed, saved);
  const { openAgentNight } = await import('../night/open-agent-night.ts');
  const changes = plan.widths.map(({ checkpoint, clearWidthM }) => ({
    checkpoint: ground.site.checkpoints.findIndex(({ id }) => id === checkpoint),
    clearWidthM,
  }));
  const bytes = saved instanceof Uint8Array ? saved : undefined;
  return new AgentPeople(await openAgentNight(ground, script, { seed, threads, changes }, bytes));
}

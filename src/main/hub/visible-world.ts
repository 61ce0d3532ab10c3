import type { Role } from '../../domain/session/role.ts';
import type { World } from '../../domain/session/world.ts';

/** What a seat of that role may start from: ground truth only for those who may see it. */
export function visibleWorld(world: World, role: Role, truthAudience: readonly Role[]): World {
  if (truthAudience.includes(role) || world.truth === undefined) return world;
  const { truth: _truth, ...rest } = world;
  return rest;
}

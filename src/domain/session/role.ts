/** Who may sit at a seat. Before sign-in exists a role is declared by name and recorded as unverified. */
export const ROLES = ['commander', 'planner', 'controller', 'reviewer', 'wall', 'feeder'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may see an entry: everybody, the hub alone, or the listed roles. Ground truth goes to planner and
 * controller only.
 */
export type Audience = 'all' | 'hub' | readonly Role[];

/** Who may see the ground truth of a rehearsal that goes on. */
export const TRUTH_AUDIENCE: readonly Role[] = ['planner', 'controller'];

/** Whether a seat of that role may receive an entry of that audience. */
export function maySee(audience: Audience, role: Role): boolean {
  if (audience === 'all') return true;
  if (audience === 'hub') return false;
  return audience.includes(role);
}

import type { Role } from '../../domain/session/role.ts';
import { METHOD_ROLES, type Method } from '../../domain/wire/contract.ts';
import type { LiveState } from '../seat.ts';
import { isReplay } from '../state/is-replay.ts';

/** What is done to the world: in a replay it has happened already. */
const ACTS: readonly Method[] = [
  'operator.takeOver',
  'checkpoint.order',
  'drone.broadcast',
  'warning.issue',
  'context.importCap',
  'feeds.pause',
  'feeds.edit',
  'mapLayers.add',
  'mapLayers.remove',
];

/** Whether a seat may call a method where it is: nothing is ordered or changed in a replay. */
export function mayAct({ attachment, world }: LiveState, method: Method): boolean {
  // A planner orders in rehearsals alone.
  const isRehearsal = world.session?.source === 'rehearsal';
  if (attachment.role === 'planner' && method === 'checkpoint.order' && !isRehearsal) return false;
  return mayCall(attachment.role, method) && !(isReplay(world) && ACTS.includes(method));
}

/** Whether a role may call a method; what it may not do is not offered. */
export function mayCall(role: Role, method: Method): boolean {
  const roles = METHOD_ROLES[method];
  return roles === 'all' || roles.includes(role);
}

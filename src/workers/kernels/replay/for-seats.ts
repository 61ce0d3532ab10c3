import { ENTRY_CLASSES, type Entry, type EntryKind, entry } from '../../../domain/session/entry.ts';
import type { World } from '../../../domain/session/world.ts';

/**
 * What seats are told of entries that were folded: reliable ones all and in order, of the latest class the newest of
 * each topic. Positions name only what moved, so those that are skipped are joined into one; the sensors' states,
 * which no log holds, follow from the world.
 */
export function forSeats(folded: readonly Entry[], world: World): readonly Entry[] {
  const told: Entry[] = [];
  const newest = new Map<EntryKind, Entry>();
  const moved = { drones: new Set<string>(), units: new Set<string>() };
  let observed = false;
  for (const each of folded) {
    if (each.kind === 'observations') observed = true;
    if (each.kind === 'positions') {
      for (const { drone } of each.payload.drones) moved.drones.add(drone);
      for (const { unit } of each.payload.units) moved.units.add(unit);
    }
    const { travels } = ENTRY_CLASSES[each.kind];
    if (travels === 'reliable') told.push(each);
    else if (travels === 'latest') newest.set(each.kind, each);
  }
  const last = folded.at(-1);
  if (!last) return told;
  const times = { observedAt: last.observedAt, recordedAt: last.recordedAt };
  if (newest.has('positions')) newest.set('positions', joined(moved, world, times));
  if (observed)
    newest.set('sensorStates', entry('sensorStates', { sensors: world.sensors }, times));
  return [...newest.values(), ...told];
}

function joined(
  moved: { readonly drones: ReadonlySet<string>; readonly units: ReadonlySet<string> },
  { drones, units }: World,
  times: Pick<Entry, 'observedAt' | 'recordedAt'>,
): Entry {
  const payload = {
    drones: Object.values(drones).flatMap(({ report }) =>
      moved.drones.has(report.drone) ? [report] : [],
    ),
    units: Object.values(units).filter(({ unit }) => moved.units.has(unit)),
  };
  return entry('positions', payload, times);
}

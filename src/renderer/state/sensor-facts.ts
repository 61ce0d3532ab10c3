import type { Millis } from '../../domain/base/quantity.ts';
import { MEASURES, type Measure } from '../../domain/crowd/observation.ts';
import { contains } from '../../domain/geo/polygon.ts';
import type { World } from '../../domain/session/world.ts';
import { countersAt } from '../../domain/site/gate-counters.ts';
import type { Sensor } from '../../domain/site/site.ts';
import { type SiteFacts, sensorAt } from './site-facts.ts';
import type { Target } from './ui-store.ts';

/** What a sensor's newest value counts; before the first reading, what it would send. */
export function measureOf(said: string | undefined, kind: Sensor['kind']): Measure {
  const known = MEASURES.find((each) => each === said);
  if (known) return known;
  if (kind === 'pointDensity') return 'density';
  return kind === 'lineCounter' ? 'intervalCount' : 'occupancy';
}

/** The sensors that a figure about a thing comes from. */
export function sensorsOf(facts: SiteFacts, { kind, id }: Target): readonly Sensor[] {
  const { sensors } = facts.site;
  if (kind === 'checkpoint') {
    return sensors.filter((each) => each.kind === 'lineCounter' && each.checkpoint?.id === id);
  }
  if (kind === 'gate') {
    const gate = facts.gates.get(id);
    return gate ? countersAt(facts.site, gate) : [];
  }
  if (kind === 'zone') return sensors.filter((each) => saysOfZone(each, id));
  const shape = kind === 'hotSpot' ? facts.shapes.get(id) : undefined;
  if (!shape) return [];
  const zone = facts.hotSpots.get(id)?.zone;
  const inside = (each: Sensor) => contains(shape, facts.ground.metres.toLocal(sensorAt(each)));
  return sensors.filter((each) =>
    each.kind === 'zoneCount' ? each.zone === zone : each.kind === 'pointDensity' && inside(each),
  );
}

/** How many of some sensors have a reading that still holds. */
export function freshCount(
  facts: SiteFacts,
  world: World,
  now: Millis,
  sensors: readonly Sensor[],
): number {
  return sensors.filter(({ id, staleAfterS }) => {
    const at = world.sensors[facts.sensorIndex.get(id) ?? -1]?.lastObservedAt;
    return at !== undefined && now - at <= staleAfterS * 1_000;
  }).length;
}

function saysOfZone(sensor: Sensor, zone: string): boolean {
  if (sensor.kind === 'lineCounter') return sensor.from === zone || sensor.to === zone;
  return sensor.kind !== 'gridCell' && sensor.zone === zone;
}

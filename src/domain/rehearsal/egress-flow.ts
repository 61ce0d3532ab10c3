import { thousandths } from '../base/thousandths.ts';
import type { Place, Site } from '../site/site.ts';
import { leafZones } from '../site/site.ts';
import { wayOf } from './egress-borders.ts';
import type { Opening } from './egress-openings.ts';
import { type FlowArc, greatestFlow } from './max-flow.ts';
import type { EgressFlow } from './plan-checks.ts';

/** Halvings by which the greatest rate is found: to a millionth. */
const HALVINGS = 40;

/**
 * How many people a minute the whole network of openings can take from the core's zones to the gates, when every zone
 * empties in the same time: the people are shared among the zones by capacity. A rate is possible when the greatest
 * flow (max-flow.ts) carries it; the openings of the least cut just above the greatest rate bind.
 */
export function egressFlow(
  site: Site,
  openings: readonly Opening[],
  capacityOf: ReadonlyMap<string, number>,
  people: number,
  minutes: number,
): EgressFlow {
  const places: Place[] = [...leafZones(site).map(({ id }) => id), 'outside', 'world'];
  const node = new Map<string, number>(places.map((place, index) => [place, index]));
  const source = places.length;
  const sink = node.get('world') ?? 0;
  const core = leafZones(site).filter(({ ring }) => ring === 'core');
  const whole = core.reduce((sum, { id }) => sum + (capacityOf.get(id) ?? 0), 0);
  const ways = openings.filter(({ perMin }) => perMin > 0);
  const flowAt = (perMin: number) => {
    const sources = core.map(({ id }): FlowArc => {
      const share = whole > 0 ? (capacityOf.get(id) ?? 0) / whole : 0;
      return { from: source, to: node.get(id) ?? 0, capacity: perMin * share };
    });
    const arcs = ways.map(
      ({ from, to, perMin: capacity }): FlowArc => ({
        from: node.get(from) ?? 0,
        to: node.get(to) ?? 0,
        capacity,
      }),
    );
    return {
      ...greatestFlow(places.length + 1, [...arcs, ...sources], source, sink),
      ways: arcs.length,
    };
  };
  let least = 0;
  let most = ways.reduce((sum, { perMin }) => sum + perMin, 0);
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (least + most) / 2;
    if (flowAt(middle).value >= middle * (1 - 1e-9)) least = middle;
    else most = middle;
  }
  const maxPerMin = thousandths(least);
  const { cut } = flowAt(least * 1.001 + 1);
  const neededPerMin = people / minutes;
  return {
    maxPerMin,
    neededPerMin,
    ...(maxPerMin > 0 ? { minutes: people / maxPerMin } : {}),
    enough: maxPerMin >= neededPerMin,
    bottleneck: cut.flatMap((arc) => {
      const way = ways[arc];
      return way === undefined ? [] : [wayOf(way)];
    }),
  };
}

import type { ScenarioGroup } from '../../../domain/scenario/scenario.ts';

/** How many people of a group are due to have appeared by a time, never falling. */
export function peopleDue(group: ScenarioGroup, timeS: number): number {
  const { people } = group;
  if (people.kind === 'count') return people.count;
  if (people.kind === 'places') return people.places.length;
  let expected = 0;
  for (let knot = 1; knot < people.curve.length; knot++) {
    const from = people.curve[knot - 1];
    const to = people.curve[knot];
    if (from === undefined || to === undefined || timeS <= from.atS) break;
    const untilS = Math.min(timeS, to.atS);
    const lengthS = to.atS - from.atS;
    if (lengthS <= 0) continue;
    const rateAt = from.perS + ((to.perS - from.perS) * (untilS - from.atS)) / lengthS;
    expected += ((from.perS + rateAt) / 2) * (untilS - from.atS);
  }
  // The first person comes when half of one is expected, so that rounding favours nobody.
  return Math.floor(expected + 0.5);
}

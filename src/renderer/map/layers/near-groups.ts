import type { EastNorth } from '../../../domain/base/quantity.ts';

/**
 * Indexes of points in groups: two points that are no farther than `apartM` from each other are of one group, and so is
 * whoever is near to one of a group. Groups stand in the order of their first points.
 */
export function nearGroups(
  points: readonly EastNorth[],
  apartM: number,
): readonly (readonly number[])[] {
  const groupOf = points.map((_, index) => index);
  points.forEach(([east, north], a) => {
    for (let b = 0; b < a; b++) {
      const [otherEast = 0, otherNorth = 0] = points[b] ?? [];
      if (Math.hypot(east - otherEast, north - otherNorth) > apartM) continue;
      const [from, into] = [groupOf[a] ?? a, groupOf[b] ?? b];
      groupOf.forEach((group, index) => {
        if (group === from) groupOf[index] = into;
      });
    }
  });
  const groups = new Map<number, number[]>();
  groupOf.forEach((group, index) => {
    groups.set(group, [...(groups.get(group) ?? []), index]);
  });
  return [...groups.values()];
}

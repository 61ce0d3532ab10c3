import { contains, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import {
  type Scenario,
  type ScenarioRoute,
  scenarioSchema,
} from '../../../domain/scenario/scenario.ts';
import { checked, FormatProblem } from './format-problem.ts';
import { boundsOf, cleanPolygon } from './rings.ts';

/** 25 million cells are 1.25 km × 1.25 km at the default 0.25 m. */
const MOST_CELLS = 25_000_000;
/** Points looked at along each side of a polygon when asking whether it lies on the ground. */
const LOOKS_PER_SIDE = 24;

/**
 * The scenario with its defaults, when everything in it leads somewhere: ids once, routes to destinations that
 * exist, areas that touch the ground. Refuses the rest with the place in the document that a scenario is.
 */
export function checkScenario(document: unknown): Scenario {
  const scenario = checked(scenarioSchema, document);
  const clean: Scenario = {
    ...scenario,
    walkable: eachClean(scenario.walkable, 'walkable'),
    obstacles: eachClean(scenario.obstacles, 'obstacles'),
  };
  checkExtent(clean);
  checkIds(clean);
  scenario.surfaces.forEach(({ kind, polygon, up }, i) => {
    cleanPolygon(polygon, `surfaces[${i}].polygon`);
    if (kind !== 'narrow' && up !== undefined && Math.hypot(up[0], up[1]) < 1e-9) {
      throw new FormatProblem(`surfaces[${i}].up`, 'has no direction; give [east, north]');
    }
  });
  scenario.doors.forEach(({ polygon, closed }, i) => {
    cleanPolygon(polygon, `doors[${i}].polygon`);
    checkIntervals(closed, `doors[${i}].closed`);
  });
  scenario.destinations.forEach(({ id, polygon, closed }, i) => {
    const place = `destinations[${i}] (${id})`;
    cleanPolygon(polygon, place);
    checkIntervals(closed, `${place}.closed`);
    checkOnGround(clean, polygon, place);
  });
  scenario.groups.forEach((group, i) => {
    const place = `groups[${i}] (${group.id})`;
    cleanPolygon(group.area, place);
    checkRoute(clean, group.route, `${place}.route`);
    if (group.people.kind === 'arrivals') checkCurve(group.people.curve, `${place}.people.curve`);
    if (group.people.kind === 'places') checkPlaces(clean, group.people.places, place);
    else checkOnGround(clean, group.area, place);
  });
  return clean;
}

function eachClean(polygons: readonly LocalPolygon[], name: string): LocalPolygon[] {
  return polygons.map((polygon, i) => cleanPolygon(polygon, `${name}[${i}]`));
}

function checkExtent({ walkable, cellM }: Scenario): void {
  const [west, south, east, north] = boundsOf(walkable);
  if (((east - west) * (north - south)) / (cellM * cellM) > MOST_CELLS) {
    throw new FormatProblem(
      'walkable',
      `spans ${Math.round(east - west)} m × ${Math.round(north - south)} m, too much for cells of ${cellM} m; raise cellM or cut the ground`,
    );
  }
}

function checkIds({ destinations, groups, doors }: Scenario): void {
  for (const [name, list] of Object.entries({ destinations, groups, doors })) {
    const seen = new Set<string>();
    list.forEach(({ id }, i) => {
      if (seen.has(id)) throw new FormatProblem(`${name}[${i}].id`, `"${id}" is used twice`);
      seen.add(id);
    });
  }
}

function checkIntervals(intervals: Scenario['doors'][number]['closed'], place: string): void {
  intervals.forEach(({ fromS, untilS }, i) => {
    if (untilS !== undefined && untilS <= fromS) {
      throw new FormatProblem(`${place}[${i}]`, `ends at ${untilS} s, not after ${fromS} s`);
    }
  });
}

function checkCurve(curve: readonly { readonly atS: number }[], place: string): void {
  curve.forEach(({ atS }, i) => {
    if (atS < (curve[i - 1]?.atS ?? 0)) {
      throw new FormatProblem(`${place}[${i}].atS`, 'lies before the knot in front of it');
    }
  });
}

function checkRoute(scenario: Scenario, route: ScenarioRoute, place: string): void {
  const kinds = new Map(scenario.destinations.map(({ id, kind }) => [id, kind]));
  const named =
    route.kind === 'shares' ? route.shares.map((each) => each.destination) : route.destinations;
  for (const id of named) {
    if (!kinds.has(id)) {
      throw new FormatProblem(
        place,
        `"${id}" is no destination; there are: ${[...kinds.keys()].join(', ')}`,
      );
    }
  }
  if (route.kind === 'shares' && !route.shares.some(({ share }) => share > 0)) {
    throw new FormatProblem(place, 'no share is above 0');
  }
  if (route.kind !== 'sequence') return;
  const early = route.destinations.slice(0, -1).find((id) => kinds.get(id) === 'exit');
  if (early !== undefined) {
    throw new FormatProblem(
      place,
      `nobody gets past the exit "${early}"; only the last may be one`,
    );
  }
}

function checkPlaces(
  { walkable, obstacles }: Scenario,
  places: readonly (readonly [number, number])[],
  place: string,
): void {
  places.forEach((point, i) => {
    const inside = walkable.some((each) => contains(each, point));
    if (!inside || obstacles.some((each) => contains(each, point))) {
      throw new FormatProblem(
        `${place}.people.places[${i}]`,
        `(${point.join(', ')}) is not on walkable ground`,
      );
    }
  });
}

/** Refuses an area of which no point looked at is walkable. */
function checkOnGround({ walkable, obstacles }: Scenario, area: LocalPolygon, place: string): void {
  const [west, south, east, north] = boundsOf([area]);
  const onGround = (x: number, y: number): boolean =>
    contains(area, [x, y]) &&
    walkable.some((each) => contains(each, [x, y])) &&
    !obstacles.some((each) => contains(each, [x, y]));
  for (let i = 0; i < LOOKS_PER_SIDE; i++) {
    for (let j = 0; j < LOOKS_PER_SIDE; j++) {
      const x = west + ((i + 0.5) / LOOKS_PER_SIDE) * (east - west);
      const y = south + ((j + 0.5) / LOOKS_PER_SIDE) * (north - south);
      if (onGround(x, y)) return;
    }
  }
  throw new FormatProblem(place, 'does not lie on walkable ground; move it or mend the ground');
}

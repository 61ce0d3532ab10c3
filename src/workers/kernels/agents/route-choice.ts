import { must } from '../../../domain/base/assert.ts';
import type { Scenario, ScenarioRoute } from '../../../domain/scenario/scenario.ts';
import { UNREACHABLE } from '../flow-field/eikonal.ts';
import type { ScenarioGround } from './scenario-ground.ts';

/** Where the people of each group go, resolved to indices of destinations. */
export type ResolvedRoute =
  | {
      readonly kind: 'sequence';
      readonly destinations: readonly number[];
      readonly repeat: boolean;
    }
  | {
      readonly kind: 'shares';
      readonly shares: readonly { readonly destination: number; readonly share: number }[];
    }
  | { readonly kind: 'nearest'; readonly destinations: readonly number[]; readonly aware: number };

/** Looks up the route's destinations; throws with the id of one that the scenario does not have. */
export function resolveRoute(
  scenario: Scenario,
  group: string,
  route: ScenarioRoute,
): ResolvedRoute {
  const indexOf = (id: string) => {
    const index = scenario.destinations.findIndex((destination) => destination.id === id);
    if (index >= 0) return index;
    throw new Error(
      `scenario "${scenario.name}", group ${group}: there is no destination "${id}"; ` +
        `it has ${scenario.destinations.map((destination) => destination.id).join(', ')}`,
    );
  };
  switch (route.kind) {
    case 'sequence':
      return {
        kind: 'sequence',
        destinations: route.destinations.map(indexOf),
        repeat: route.repeat,
      };
    case 'shares':
      return {
        kind: 'shares',
        shares: route.shares.map(({ destination, share }) => ({
          destination: indexOf(destination),
          share,
        })),
      };
    case 'nearest':
      return {
        kind: 'nearest',
        destinations: route.destinations.map(indexOf),
        aware: route.congestionAware,
      };
  }
}

/** What a choice among destinations depends on. */
export interface Choice {
  readonly ground: ScenarioGround;
  readonly isOpen: (destination: number) => boolean;
  readonly cell: number;
  /** Uniform in (0, 1), the person's own. */
  readonly chance: number;
}

/**
 * The destination a person takes: first of a sequence, one of the open and reachable ones by share, or the nearest of
 * them. Undefined when none is open and reachable.
 */
export function chooseDestination(route: ResolvedRoute, choice: Choice): number | undefined {
  const { ground, isOpen, cell, chance } = choice;
  if (route.kind === 'sequence') return must(route.destinations[0], 'the first destination');
  const isUsable = (destination: number) =>
    isOpen(destination) && ground.travelFrom(destination, cell) < UNREACHABLE;
  if (route.kind === 'nearest') {
    let best: number | undefined;
    let least: number = UNREACHABLE;
    for (const destination of route.destinations) {
      const travel = isUsable(destination) ? ground.travelFrom(destination, cell) : UNREACHABLE;
      if (travel >= least) continue;
      best = destination;
      least = travel;
    }
    return best;
  }
  const usable = route.shares.filter(
    ({ destination, share }) => share > 0 && isUsable(destination),
  );
  const sum = usable.reduce((total, { share }) => total + share, 0);
  let rest = chance * sum;
  for (const { destination, share } of usable) {
    rest -= share;
    if (rest < 0) return destination;
  }
  return usable.at(-1)?.destination;
}

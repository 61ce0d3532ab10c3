import type { ScenarioInput } from '../../../domain/scenario/scenario.ts';
import { checkScenario } from './check-scenario.ts';
import { FormatProblem } from './format-problem.ts';
import type { PeopleForGround, ScenarioFile } from './scenario-file.ts';
import { parseWktAreas } from './wkt.ts';

/**
 * Reads JuPedSim's geometry (WKT). It is only ground: who walks and where to comes from the command line, and
 * everybody goes to the nearest exit.
 */
export function readWktScenario(
  text: string,
  name: string,
  people: PeopleForGround | undefined,
): ScenarioFile {
  const walkable = parseWktAreas(text);
  if (people === undefined) {
    throw new FormatProblem(
      '',
      'is only ground: say who walks with --spawn "POLYGON((…))" --people N and where to with --exit "POLYGON((…))", each as often as needed',
    );
  }
  const destinations = people.exits.map((polygon, i) => ({
    id: `exit-${i + 1}`,
    kind: 'exit' as const,
    polygon,
  }));
  const input: ScenarioInput = {
    format: 'anlan-scenario',
    version: 1,
    name,
    durationS: people.durationS,
    walkable,
    destinations,
    groups: people.spawns.map(({ area, people: count }, i) => ({
      id: `spawn-${i + 1}`,
      area,
      people: { kind: 'count' as const, count },
      route: { kind: 'nearest' as const, destinations: destinations.map(({ id }) => id) },
    })),
  };
  const scenario = checkScenario(input);
  return { scenario, format: 'JuPedSim geometry (WKT)', seed: undefined, notes: [] };
}

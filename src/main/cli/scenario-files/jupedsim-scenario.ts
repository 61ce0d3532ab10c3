import { TextDecoder } from 'node:util';
import type { ScenarioInput } from '../../../domain/scenario/scenario.ts';
import { checkScenario } from './check-scenario.ts';
import { checked, FormatProblem, parseJson, problemIn } from './format-problem.ts';
import {
  type JupedsimConfig,
  type JupedsimDistribution,
  jupedsimConfigSchema,
} from './jupedsim-config.ts';
import { type Inflow, jupedsimBody, jupedsimInflows } from './jupedsim-people.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { splitByWeight } from './split-by-weight.ts';
import { parseWktAreas } from './wkt.ts';
import { readZipEntries } from './zip-entries.ts';

type Route = ScenarioInput['groups'][number]['route'];
type Groups = ScenarioInput['groups'];

const CONFIG = 'config.json';
const GEOMETRY = 'geometry.wkt';
const DEFAULT_DURATION_S = 300;

/** Reads a scenario of JuPedSim's web editor: a zip with `config.json` and `geometry.wkt`. */
export async function readJupedsimScenario(bytes: Uint8Array, name: string): Promise<ScenarioFile> {
  const entries = await readZipEntries(bytes, [CONFIG, GEOMETRY]);
  const walkable = inEntry(GEOMETRY, () => parseWktAreas(textOf(entries, GEOMETRY)));
  return inEntry(CONFIG, () => {
    const config = checked(jupedsimConfigSchema, parseJson(textOf(entries, CONFIG)));
    return fromConfig(config, walkable, name);
  });
}

function inEntry<T>(entry: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof FormatProblem ? problemIn(entry, error) : error;
  }
}

function textOf(entries: ReadonlyMap<string, Uint8Array>, name: string): string {
  const bytes = entries.get(name);
  if (bytes === undefined) {
    throw new FormatProblem('', `the archive has no ${name}; save the scenario again in JuPedSim`);
  }
  return new TextDecoder().decode(bytes);
}

function fromConfig(
  config: JupedsimConfig,
  walkable: ScenarioInput['walkable'],
  name: string,
): ScenarioFile {
  const settings = config.config?.simulation_settings;
  const checkpoints = config.checkpoints ?? config.waiting_polygons ?? {};
  const notes: string[] = [];
  const model = settings?.simulationParams?.model_type;
  if (model) notes.push(`people move by Anlan's model, not by ${model}`);
  if ((config.journeys?.length ?? 0) > 0 && !config.journeys_v2?.length) {
    throw new FormatProblem('journeys', 'are of the old kind; save the scenario again in JuPedSim');
  }
  const input: ScenarioInput = {
    format: 'anlan-scenario',
    version: 1,
    name,
    durationS: settings?.simulationParams?.max_simulation_time ?? DEFAULT_DURATION_S,
    walkable,
    obstacles: Object.values(config.obstacles ?? {}).map(({ coordinates }) => [coordinates]),
    surfaces: [...slowed(config.zones ?? {}, 'zones'), ...slowed(checkpoints, 'checkpoints')],
    destinations: [
      ...Object.entries(config.exits).map(([id, exit]) => ({
        id,
        kind: 'exit' as const,
        polygon: [exit.coordinates],
        ...throttle(exit, `exits.${id}`),
      })),
      ...Object.entries(checkpoints).map(([id, checkpoint]) => {
        refuseWaiting(checkpoint, `checkpoints.${id}`);
        return { id, kind: 'waypoint' as const, polygon: [checkpoint.coordinates] };
      }),
    ],
    groups: Object.entries(config.distributions).flatMap(([id, distribution]) =>
      groupsOf(id, distribution, config),
    ),
  };
  const scenario = checkScenario(input);
  const seed = settings?.baseSeed;
  const usable = typeof seed === 'number' && Number.isInteger(seed) && seed >= 0;
  return {
    scenario,
    format: 'JuPedSim scenario',
    seed: usable ? seed >>> 0 : undefined,
    notes,
  };
}

/** Areas in which people walk slower or faster; a factor of 1 is none. */
function slowed(
  areas: NonNullable<JupedsimConfig['zones']>,
  section: string,
): NonNullable<ScenarioInput['surfaces']> {
  return Object.entries(areas).flatMap(([id, { coordinates, speed_factor: factor }]) => {
    if (factor === undefined || factor === null || factor === 1) return [];
    if (factor <= 0 || factor > 1.5) {
      throw new FormatProblem(
        `${section}.${id}.speed_factor`,
        `${factor} is not read; use a factor above 0 and up to 1.5`,
      );
    }
    return [
      {
        kind: 'narrow' as const,
        polygon: [coordinates],
        factor,
        upFactor: factor,
        downFactor: factor,
      },
    ];
  });
}

function throttle(
  exit: JupedsimConfig['exits'][string],
  place: string,
): { readonly capacityPerS?: number } {
  if (exit.enable_throughput_throttling !== true) return {};
  const most = exit.max_throughput ?? 0;
  if (most <= 0) {
    throw new FormatProblem(`${place}.max_throughput`, 'is 0, so that nobody could leave');
  }
  return { capacityPerS: most };
}

function refuseWaiting(
  checkpoint: NonNullable<JupedsimConfig['checkpoints']>[string],
  place: string,
): void {
  if ((checkpoint.waiting_time ?? 0) > 0) {
    throw new FormatProblem(`${place}.waiting_time`, 'waiting at a checkpoint is not read; set 0');
  }
  if (checkpoint.enable_throughput_throttling === true) {
    throw new FormatProblem(
      `${place}.enable_throughput_throttling`,
      'only exits are throttled here; switch it off at the checkpoint',
    );
  }
}

/** One group for each stream and journey: people are split over journeys by weight, to the person. */
function groupsOf(id: string, distribution: JupedsimDistribution, config: JupedsimConfig): Groups {
  const place = `distributions.${id}`;
  const inflows = jupedsimInflows(distribution.parameters, `${place}.parameters`);
  const body = jupedsimBody(distribution.parameters, `${place}.parameters`);
  const journeys = journeysOf(distribution, config, place);
  return inflows.flatMap((inflow, i) => {
    const counts = splitByWeight(
      inflow.people,
      journeys.map(({ weight }) => weight),
    );
    return journeys.map(({ route }, j) => ({
      id: [
        id,
        ...(inflows.length > 1 ? [i + 1] : []),
        ...(journeys.length > 1 ? [j + 1] : []),
      ].join('/'),
      area: [distribution.coordinates],
      people: peopleOf({ ...inflow, people: counts[j] ?? 0 }),
      ...body,
      route,
    }));
  });
}

function peopleOf({ people, span }: Inflow): Groups[number]['people'] {
  if (span === undefined) return { kind: 'count', count: people };
  const perS = people / (span.untilS - span.fromS);
  return {
    kind: 'arrivals',
    curve: [
      { atS: span.fromS, perS },
      { atS: span.untilS, perS },
    ],
  };
}

/** The journeys of a distribution; without any, JuPedSim sends everybody over all checkpoints to the nearest exit. */
function journeysOf(
  { journey_weights: weights }: JupedsimDistribution,
  config: JupedsimConfig,
  place: string,
): readonly { readonly weight: number; readonly route: Route }[] {
  const exits = Object.keys(config.exits);
  const checkpoints = Object.keys(config.checkpoints ?? config.waiting_polygons ?? {});
  if (!weights || weights.length === 0) {
    if (checkpoints.length === 0) {
      return [{ weight: 1, route: { kind: 'nearest', destinations: exits } }];
    }
    if (exits.length === 1) {
      const destinations = [...checkpoints, ...exits];
      return [{ weight: 1, route: { kind: 'sequence', destinations } }];
    }
    throw new FormatProblem(
      `${place}.journey_weights`,
      'is empty, and checkpoints before the nearest of several exits are not read; draw a journey',
    );
  }
  return weights.map(({ journey_id: id, weight }, i) => {
    const journey = config.journeys_v2?.find((each) => each.id === id);
    if (journey === undefined) {
      throw new FormatProblem(`${place}.journey_weights[${i}]`, `there is no journey "${id}"`);
    }
    const last = journey.sequence.at(-1);
    if (last === undefined || !exits.includes(last)) {
      throw new FormatProblem(`journeys_v2 (${id})`, 'does not end at an exit');
    }
    return { weight, route: { kind: 'sequence', destinations: journey.sequence } };
  });
}

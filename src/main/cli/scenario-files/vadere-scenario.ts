import type { ScenarioInput } from '../../../domain/scenario/scenario.ts';
import { checkScenario } from './check-scenario.ts';
import { checked, FormatProblem } from './format-problem.ts';
import type { ScenarioFile } from './scenario-file.ts';
import {
  type VadereDocument,
  type VadereTopography,
  vadereDocumentSchema,
} from './vadere-document.ts';
import { type VadereFrame, vadereFrame } from './vadere-frame.ts';
import { vadereBody, vaderePeople } from './vadere-people.ts';

type Groups = ScenarioInput['groups'];

/** Weidmann 1993: horizontal speed on stairs 0.61 m/s up and 0.694 m/s down, against 1.34 m/s on the level. */
const STAIRS_UP = 0.61 / 1.34;
const STAIRS_DOWN = 0.694 / 1.34;

/** Half the side of the square that stands for the place of one person. */
const PLACE_HALF_M = 0.3;

/**
 * Reads a Vadere scenario. Its topography and people are taken over; how people move is Anlan's one model. What
 * would change who walks where and has no counterpart is refused by name.
 */
export function readVadereScenario(document: unknown): ScenarioFile {
  const vadere = checked(vadereDocumentSchema, document);
  const { topography, attributesSimulation, mainModel } = vadere.scenario;
  refuseUnsupported(vadere);
  const frame = vadereFrame(topography);
  const notes: string[] = [];
  if (mainModel) {
    notes.push(
      `people move by Anlan's model, not by ${mainModel.slice(mainModel.lastIndexOf('.') + 1)}`,
    );
  }
  if (topography.measurementAreas.length > 0) {
    notes.push('measurementAreas are left out: `anlan analyse` measures the trajectories');
  }
  const input: ScenarioInput = {
    format: 'anlan-scenario',
    version: 1,
    name: vadere.name,
    ...(frame.origin && { origin: [...frame.origin] }),
    durationS: attributesSimulation.finishTime,
    walkable: [frame.polygon(groundInside(topography))],
    obstacles: topography.obstacles.map(({ shape }) => frame.polygon(shape)),
    surfaces: topography.stairs.map(({ shape, upwardDirection }) => ({
      kind: 'stairs' as const,
      polygon: frame.polygon(shape),
      up: [...frame.direction(upwardDirection)] as [number, number],
      upFactor: STAIRS_UP,
      downFactor: STAIRS_DOWN,
      factor: (STAIRS_UP + STAIRS_DOWN) / 2,
    })),
    destinations: topography.targets.map(({ id, shape, absorber }) => ({
      id: targetName(id),
      kind: absorber?.enabled === false ? ('waypoint' as const) : ('exit' as const),
      polygon: frame.polygon(shape),
    })),
    groups: [
      ...sources(topography, frame, attributesSimulation.finishTime),
      ...placed(topography, frame, notes),
    ],
  };
  const scenario = checkScenario(input);
  if (topography.stairs.length > 0) {
    notes.push('stairs slow people by the factors of Weidmann (1993); treads are not modelled');
  }
  const { useFixedSeed, fixedSeed } = attributesSimulation;
  const seed = useFixedSeed === true && isSeed(fixedSeed) ? fixedSeed : undefined;
  return { scenario, format: 'Vadere scenario', seed, notes };
}

function refuseUnsupported({ scenario }: VadereDocument): void {
  const { topography, attributesPsychology, stimulusInfos } = scenario;
  const refuse = (place: string, what: string): never => {
    throw new FormatProblem(place, `${what}; take it out of the scenario`);
  };
  for (const [name, what] of [
    ['targetChangers', 'changing targets on the way is not read'],
    ['absorbingAreas', 'areas that absorb passers-by are not read (make it a target)'],
    ['aerosolClouds', 'infection is not modelled'],
    ['droplets', 'infection is not modelled'],
  ] as const) {
    if (topography[name].length > 0) refuse(`scenario.topography.${name}`, what);
  }
  if (topography.teleporter) refuse('scenario.topography.teleporter', 'teleporters are not read');
  if (attributesPsychology?.usePsychologyLayer === true) {
    refuse('scenario.attributesPsychology', 'the psychology layer is not modelled');
  }
  if (stimulusInfos && stimulusInfos.length > 0) {
    refuse('scenario.stimulusInfos', 'stimuli are not modelled');
  }
  if (topography.targets.length === 0) {
    throw new FormatProblem('scenario.topography.targets', 'there is none; nobody can go anywhere');
  }
  topography.targets.forEach((target, i) => {
    const place = `scenario.topography.targets[${i}]`;
    if (target.waiter?.enabled === true)
      refuse(`${place}.waiter`, 'waiting at a target is not read');
    if (target.leavingSpeed >= 0) {
      refuse(`${place}.leavingSpeed`, 'another speed after a target is not read');
    }
  });
  topography.sources.forEach((source, i) => {
    if (source.groupSizeDistribution.slice(1).some((share) => share > 0)) {
      refuse(
        `scenario.topography.sources[${i}].groupSizeDistribution`,
        'people who walk in company are not read',
      );
    }
  });
}

/** Vadere builds a wall of this width along the inside of bounded topographies. */
function groundInside({ attributes }: VadereTopography): {
  type: 'RECTANGLE';
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const { bounds, bounded, boundingBoxWidth } = attributes;
  const wall = bounded ? boundingBoxWidth : 0;
  const [width, height] = [bounds.width - 2 * wall, bounds.height - 2 * wall];
  if (width <= 0 || height <= 0) {
    throw new FormatProblem(
      'scenario.topography.attributes.bounds',
      'leave no ground inside boundingBoxWidth',
    );
  }
  return { type: 'RECTANGLE', x: bounds.x + wall, y: bounds.y + wall, width, height };
}

function sources(topography: VadereTopography, frame: VadereFrame, finishS: number): Groups {
  return topography.sources.map((source, i) => {
    const place = `scenario.topography.sources[${i}]`;
    return {
      id: `source-${source.id}`,
      area: frame.polygon(source.shape),
      people: vaderePeople(source, finishS, place),
      ...vadereBody(source.spawner?.eventElement ?? topography.attributesPedestrian),
      route: route(topography, source.targetIds, place),
    };
  });
}

/** People who stand in the topography from the start; who has no target is left out, since Vadere never moves them. */
function placed(topography: VadereTopography, frame: VadereFrame, notes: string[]): Groups {
  const idle = topography.dynamicElements.filter(({ targetIds }) => targetIds.length === 0);
  if (idle.length > 0) {
    notes.push(
      `dynamicElements ${idle.map(({ attributes }) => attributes.id).join(', ')} are left out: they have no target and would stand for ever`,
    );
  }
  return topography.dynamicElements.flatMap((person, i) => {
    const place = `scenario.topography.dynamicElements[${i}]`;
    if (person.type !== 'PEDESTRIAN') {
      throw new FormatProblem(`${place}.type`, `${person.type} is not read, only PEDESTRIAN`);
    }
    if (person.targetIds.length === 0) return [];
    const [x, y] = frame.point(person.position);
    return [
      {
        id: `person-${person.attributes.id}-${i}`,
        area: [
          [
            [x - PLACE_HALF_M, y - PLACE_HALF_M],
            [x + PLACE_HALF_M, y - PLACE_HALF_M],
            [x + PLACE_HALF_M, y + PLACE_HALF_M],
            [x - PLACE_HALF_M, y + PLACE_HALF_M],
          ] as [number, number][],
        ],
        people: { kind: 'places' as const, places: [[x, y] as [number, number]] },
        radiusM: { kind: 'constant' as const, value: person.attributes.radius },
        freeSpeedMps: { kind: 'constant' as const, value: person.freeFlowSpeed },
        route: route(topography, person.targetIds, place),
      },
    ];
  });
}

/** Targets one after the other, up to the first that absorbs: nobody gets past it in Vadere either. */
function route(
  { targets }: VadereTopography,
  targetIds: readonly number[],
  place: string,
): Groups[number]['route'] {
  const destinations: string[] = [];
  for (const id of targetIds) {
    const target = targets.find((each) => each.id === id);
    if (target === undefined) {
      throw new FormatProblem(`${place}.targetIds`, `there is no target ${id}`);
    }
    destinations.push(targetName(id));
    if (target.absorber?.enabled !== false) return { kind: 'sequence', destinations };
  }
  throw new FormatProblem(
    `${place}.targetIds`,
    destinations.length === 0
      ? 'is empty; give the source a target'
      : 'no target of it absorbs, so that people would stay for ever; enable its absorber',
  );
}

function targetName(id: number): string {
  return `target-${id}`;
}

function isSeed(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

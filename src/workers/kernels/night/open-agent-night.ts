import { must } from '../../../domain/base/assert.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { eachCellAlong } from '../../../domain/geo/polygon.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { AgentCore } from '../agents/agent-core.ts';
import type { AgentNightOptions, OpenAgentNight } from './agent-night.ts';
import { CheckpointControl } from './checkpoint-control.ts';
import { type CheckpointGap, checkpointGaps, gapRasters } from './checkpoint-gaps.ts';
import { Demand } from './demand.ts';
import { type GatePlaces, gatePlaces, NO_GATE_HERE } from './gate-places.ts';
import { Happenings } from './happenings.ts';
import { bindHabits } from './night-habits.ts';
import { NightRun } from './night-run.ts';
import { type NightWorld, WALKING_RADIUS_M } from './night-world.ts';
import { anchorsOf, Places } from './places.ts';
import { sitePolygons, strokeOf } from './site-polygons.ts';
import { Stage } from './stage.ts';
import { Visitors } from './visitors.ts';
import { fieldsOf, Ways } from './ways.ts';

/** Cells of the ground: some 60 fields of a site of 1 km² then take 400 MB. */
const CELL_M = 0.5;
/** Nobody settles nearer to a checkpoint's gap or a gate's place than this, metres. */
const KEEP_CLEAR_M = 6;
/** In the middle of a street that is wide enough a share of it stays free to walk, at most so much to both sides. */
const AISLE_STREET_M = 10;
const AISLE_SHARE = 1 / 6;
const AISLE_MOST_M = 3;
/** Who cannot move looks again so often. */
const LOOK_AGAIN_S = 0.25;

/** Opens a night whose people are bodies; see OpenAgentNight. */
export const openAgentNight: OpenAgentNight = async (ground, script, options, saved) => {
  const { seed, threads = 1, dtS = 0.05, fromSecond = 0, standing = 'resting' } = options;
  const steps = Math.round(1 / dtS);
  if (Math.abs(steps * dtS - 1) > 1e-9) {
    throw new Error(`a step of ${dtS} s does not divide a second: use 0.05, 0.1 or the like`);
  }
  const widths = new Map(
    (options.changes ?? []).flatMap(({ checkpoint, clearWidthM }) =>
      clearWidthM === undefined ? [] : [[checkpoint, clearWidthM] as const],
    ),
  );
  const gaps = checkpointGaps(ground, widths);
  const habits = bindHabits(script, ground);
  const anchors = ground.leaves.reduce((sum, _, zone) => sum + anchorsOf(ground, zone), 0);
  const core = new AgentCore(
    {
      ...sitePolygons(ground, gaps, widths),
      cellM: CELL_M,
      fields: fieldsOf(ground.site.gates.length + anchors),
      surfaces: stairsOf(ground),
    },
    {
      threads,
      dtS,
      largestRadiusM: WALKING_RADIUS_M,
      lookAgainS: LOOK_AGAIN_S,
      ...(options.kernel === undefined ? {} : { kernel: options.kernel }),
    },
  );
  const stage = new Stage(core, standing === 'always');
  const gates = gatePlaces(ground, stage);
  const rasters = gapRasters(stage.grid, gaps);
  const keepClear = clearCells(stage.grid, gates, gaps, ground);
  const places = new Places(ground, stage, keepClear, habits.plan.pulls);
  const control = new CheckpointControl(ground.site, gaps);
  for (const { checkpoint, setting } of options.changes ?? []) {
    if (setting !== undefined) control.settings[checkpoint] = setting;
  }
  const seeds = [...gates.seeds, ...places.anchors.map(({ cells }) => cells)];
  const world: NightWorld = {
    ground,
    stage,
    seed,
    habits,
    happenings: new Happenings(ground, habits.happenings, fromSecond),
    demand: new Demand(ground, habits, {
      seed,
      scale: options.scale ?? 1,
      fromSecond,
      only: options.only,
      attractions: script.attractions.map(({ id }) => id),
    }),
    places,
    ways: new Ways(stage, seeds, gaps, rasters.valves, stage),
    gates,
    gaps,
    rasters,
    control,
    visitors: new Visitors(),
    counts: {
      entered: 0,
      left: 0,
      visits: 0,
      steps: 0,
      personSteps: 0,
      released: 0,
      setOutEarly: 0,
      second: 0,
    },
    heading: new Float64Array(ground.leaves.length),
    dwelling: new Float64Array(ground.leaves.length),
  };
  const identity = { site: ground.site, script, options: identityOf(options) };
  return new NightRun(world, { identity, fromSecond }, saved);
};

/** What of the options makes a night another one: threads and kernel give the same bytes. */
function identityOf({ threads: _threads, kernel: _kernel, ...options }: AgentNightOptions) {
  return options;
}

/** The site's stairs as surfaces: walked at about half the speed of the level (Weidmann 1993: 0.61 and 0.69 m/s). */
function stairsOf({ site, metres }: Ground) {
  const factor = (0.61 + 0.694) / 2 / 1.34;
  return site.streets.flatMap(({ surface, line, clearWidthM }) =>
    surface === 'stairs'
      ? strokeOf(
          line.map((position) => metres.toLocal(position)),
          clearWidthM / 2,
        ).map((polygon) => ({
          kind: 'stairs' as const,
          polygon,
          upFactor: factor,
          downFactor: factor,
          factor,
        }))
      : [],
  );
}

/**
 * 1 in cells where nobody may settle: in front of gaps, on gates' places, on stairs and before them, and in the middle of
 * streets.
 */
function clearCells(
  grid: Grid,
  gates: GatePlaces,
  gaps: readonly CheckpointGap[],
  { site, metres }: Ground,
): Uint8Array {
  const clear = new Uint8Array(grid.cols * grid.rows);
  gates.gateOfCell.forEach((gate, cell) => {
    if (gate !== NO_GATE_HERE) clear[cell] = 1;
  });
  const clearAlong = (line: readonly EastNorth[], widthM: number) => {
    eachCellAlong(grid, line, widthM, (cell) => {
      clear[cell] = 1;
    });
  };
  const clearAround = (middle: EastNorth, radiusM: number) => {
    // A line of two points a millimetre apart: a disc.
    clearAlong([middle, [middle[0] + 1e-3, middle[1]]], 2 * radiusM);
  };
  for (const { middle, halfWidthM } of gaps) clearAround(middle, halfWidthM + KEEP_CLEAR_M);
  for (const { line, clearWidthM, surface } of site.streets) {
    const local = line.map((position) => metres.toLocal(position));
    if (surface === 'stairs') {
      clearAlong(local, clearWidthM);
      for (const end of [local[0], local.at(-1)]) {
        clearAround(must(end, 'end of a street'), clearWidthM / 2 + KEEP_CLEAR_M);
      }
    } else if (clearWidthM >= AISLE_STREET_M) {
      clearAlong(local, 2 * Math.min(AISLE_MOST_M, clearWidthM * AISLE_SHARE));
    }
  }
  return clear;
}

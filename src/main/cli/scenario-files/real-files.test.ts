import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { openSimulation } from '../../../workers/kernels/agents/open-simulation.ts';
import { groundWkt } from './ground-wkt.ts';
import { readScenarioFile } from './read-scenario-file.ts';
import type { PeopleForGround } from './scenario-file.ts';
import { parseWktAreas } from './wkt.ts';

/** The folder of recordings; without it there is nothing to read, and these tests are skipped. */
const RECORDINGS = process.env.ANLAN_DATA;

function box(west: number, south: number, east: number, north: number): LocalPolygon {
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ];
}

function people(area: LocalPolygon, exit: LocalPolygon): PeopleForGround {
  return { spawns: [{ area, people: 10 }], exits: [exit], durationS: 600 };
}

describe.skipIf(RECORDINGS === undefined)('real scenarios (ANLAN_DATA)', () => {
  // The people that each file means to bring in.
  test.each<[string, string, number, PeopleForGround | undefined]>([
    ['vadere-rimea_04_flow_osm1_050_h.scenario', 'Vadere scenario', 50, undefined],
    ['vadere-rimea_06_corner.scenario', 'Vadere scenario', 20, undefined],
    ['vadere-rimea_09_public_room_4_exits.scenario', 'Vadere scenario', 1_000, undefined],
    ['jupedsim-scenario.zip', 'JuPedSim scenario', 6, undefined],
    [
      'jupedsim-double_bottleneck.wkt',
      'JuPedSim geometry (WKT)',
      10,
      people(box(0.5, 0.5, 4, 4.5), box(22, 0, 24, 5)),
    ],
    [
      'jupedsim-corner_with_shortcut.wkt',
      'JuPedSim geometry (WKT)',
      10,
      people(box(0.5, 0.5, 4, 4.5), box(25, 28, 30, 30)),
    ],
    [
      'jupedsim-aknz_evac.wkt',
      'JuPedSim geometry (WKT)',
      10,
      people(box(650, 1712, 680, 1716), box(890, 1930, 902, 1945)),
    ],
  ])('%s is read and runs', async (name, format, persons, ground) => {
    const read = await readScenarioFile(path.join(RECORDINGS ?? '', 'sim', name), ground);
    expect(read).toMatchObject({ ok: true, value: { format } });
    if (!read.ok) return;
    const { scenario } = read.value;
    expect(parseWktAreas(groundWkt(scenario, [])).length).toBeGreaterThan(0);
    const simulation = await openSimulation(scenario, { seed: 1, kernel: 'twin' });
    const before = simulation.hash();
    await simulation.advance(10);
    const { entered, onGround, left, waitingOutside } = simulation.account;
    expect(entered + waitingOutside).toBe(persons);
    expect(onGround + left).toBe(entered);
    expect(simulation.hash()).not.toBe(before);
    await simulation.close();
  });
});

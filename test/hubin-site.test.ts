import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { siteDocument } from '../resources/hubin/drawing/document.ts';
import { drawSite } from '../resources/hubin/drawing/site.ts';
import { must } from '../src/domain/base/assert.ts';
import type { EastNorth } from '../src/domain/base/quantity.ts';
import { cellAt } from '../src/domain/geo/grid.ts';
import { eachCellInside } from '../src/domain/geo/polygon.ts';
import {
  buildGround,
  OUTSIDE_LEAF,
  toLocalPolygon,
  walkableCellsInside,
} from '../src/domain/site/ground.ts';
import { RINGS, siteSchema } from '../src/domain/site/site.ts';

const folder = new URL('../resources/hubin/', import.meta.url);
const text = readFileSync(new URL('site.json', folder), 'utf8');
const readme = readFileSync(new URL('README.md', folder), 'utf8');
const site = siteSchema.parse(JSON.parse(text));
const ground = buildGround(site);
const { grid, metres } = ground;

/** A leaf zone's id, `outside`, or undefined where nobody can walk. */
function placeOfCell(cell: number): string | undefined {
  const walk = cell < 0 ? -1 : (ground.walkIndex[cell] ?? -1);
  if (walk < 0) return undefined;
  const leaf = ground.leafOfCell[walk] ?? OUTSIDE_LEAF;
  return leaf === OUTSIDE_LEAF ? 'outside' : ground.leaves[leaf]?.id;
}

function placeAt(position: EastNorth): string | undefined {
  return placeOfCell(cellAt(grid, position));
}

const pair = (a: string, b: string) => [a, b].sort().join(' – ');

describe('the document', () => {
  test('is what the drawing draws', () => {
    expect(text).toBe(siteDocument(drawSite()));
  });

  test('fits the grid and writes at most seven decimals', () => {
    expect(grid.cellM).toBe(1);
    expect(grid.cols).toBeLessThanOrEqual(1500);
    expect(grid.rows).toBeLessThanOrEqual(1000);
    expect(text.match(/\d\.\d{8,}/)).toBeNull();
  });

  test('has ids that are unique over all kinds', () => {
    const ids = [
      ...site.zones,
      ...site.hotSpots,
      ...site.checkpoints,
      ...site.gates,
      ...site.posts,
      ...site.sensors,
    ].map(({ id }) => id as string);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('names everything in both languages', () => {
    const named = [
      site,
      ...site.streets,
      ...site.openGround,
      ...site.zones,
      ...site.hotSpots,
      ...site.checkpoints,
      ...site.gates,
      ...site.posts,
      ...site.sensors,
    ];
    for (const { name } of named) {
      expect(name.zh, name.en).toMatch(/\p{Script=Han}/u);
      expect(name.en, name.zh).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  test('has three rings, at least twelve leaves and eight hot-spots', () => {
    expect(new Set(ground.leaves.map(({ ring }) => ring))).toEqual(new Set(RINGS));
    expect(ground.leaves.length).toBeGreaterThanOrEqual(12);
    expect(site.hotSpots.length).toBeGreaterThanOrEqual(8);
  });
});

describe('the ground', () => {
  test('no walkable cell lies in two leaves', () => {
    const owners = new Uint8Array(grid.cols * grid.rows);
    for (const zone of ground.leaves) {
      eachCellInside(grid, toLocalPolygon(must(zone.polygon, zone.id), metres), (cell) => {
        if ((ground.walkIndex[cell] ?? -1) >= 0) owners[cell] = (owners[cell] ?? 0) + 1;
      });
    }
    expect(owners.filter((count) => count > 1).length).toBe(0);
  });

  test('is one connected piece', () => {
    const reached = new Uint8Array(ground.cellCount);
    const queue = [0];
    reached[0] = 1;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const cell = must(ground.gridCell[next], 'grid cell');
      for (const step of [-1, 1, -grid.cols, grid.cols]) {
        const walk = ground.walkIndex[cell + step] ?? -1;
        if (walk < 0 || reached[walk]) continue;
        reached[walk] = 1;
        queue.push(walk);
      }
    }
    expect(reached.filter((mark) => mark === 0).length).toBe(0);
  });

  test('leads from one place to another only through a checkpoint or a passage of one ring', () => {
    const passages = new Set(site.passages.map(({ from, to }) => pair(from, to)));
    const checkpoints = site.checkpoints.map((checkpoint) => ({
      pair: pair(checkpoint.outer, checkpoint.inner),
      reachM: checkpoint.clearWidthM / 2 + 1.6,
      centre: metres.toLocal(checkpoint.position),
    }));
    const leaks = new Set<string>();
    for (const cell of ground.gridCell) {
      const here = must(placeOfCell(cell), 'place');
      for (const step of [1, grid.cols - 1, grid.cols, grid.cols + 1]) {
        const there = placeOfCell(cell + step);
        if (there === undefined || there === here) continue;
        const crossing = pair(here, there);
        if (passages.has(crossing)) continue;
        const east = grid.westM + (cell % grid.cols) + 0.5;
        const north = grid.southM + Math.floor(cell / grid.cols) + 0.5;
        const near = checkpoints.some(
          ({ pair: between, centre, reachM }) =>
            between === crossing && Math.hypot(centre[0] - east, centre[1] - north) <= reachM,
        );
        if (!near) leaks.add(`${crossing} at ${east}, ${north}`);
      }
    }
    expect([...leaks]).toEqual([]);
  });

  test('passages stay within a ring', () => {
    const ring = (place: string) => site.zones.find(({ id }) => id === place)?.ring;
    for (const { from, to } of site.passages) expect(ring(from), `${from} – ${to}`).toBe(ring(to));
  });

  test('every leaf can reach the outside', () => {
    const edges = [
      ...site.checkpoints.map(({ outer, inner }) => [outer, inner] as const),
      ...site.passages.map(({ from, to }) => [from, to] as const),
    ];
    const reached = new Set<string>(['outside']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const [a, b] of edges) {
        if (reached.has(a)) reached.add(b);
        if (reached.has(b)) reached.add(a);
      }
    }
    expect(ground.leaves.filter(({ id }) => !reached.has(id))).toEqual([]);
  });
});

describe('checkpoints', () => {
  test('are numbered 1 to 47, two of them unstaffed', () => {
    const numbers = site.checkpoints.map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 47 }, (_, i) => i + 1));
    expect(site.checkpoints.filter(({ staffed }) => !staffed)).toHaveLength(2);
  });

  test.each(site.checkpoints.map((checkpoint) => [checkpoint.id, checkpoint] as const))(
    '%s stands on walkable ground between its two places',
    (_, checkpoint) => {
      const [east, north] = metres.toLocal(checkpoint.position);
      const bearing = (checkpoint.bearingDeg * Math.PI) / 180;
      const ahead = (distanceM: number) =>
        placeAt([east + distanceM * Math.sin(bearing), north + distanceM * Math.cos(bearing)]);
      expect(ahead(0)).toBeDefined();
      expect(ahead(-4)).toBe(checkpoint.outer);
      expect(ahead(4)).toBe(checkpoint.inner);
    },
  );
});

describe('sensors', () => {
  test('every polygon lies on ground of its zone', () => {
    for (const sensor of site.sensors) {
      if (sensor.kind === 'lineCounter' || sensor.kind === 'gridCell') continue;
      const cells = walkableCellsInside(ground, sensor.polygon);
      const own = cells.filter(
        (walk) => ground.leaves[ground.leafOfCell[walk] ?? 0]?.id === sensor.zone,
      );
      expect(own.length, sensor.id).toBeGreaterThan(20);
      // A cell on a shared border may go to the neighbour.
      expect(cells.length - own.length, sensor.id).toBeLessThanOrEqual(2);
    }
  });

  test('every counted line crosses the ground with its places on the right sides', () => {
    for (const sensor of site.sensors) {
      if (
        sensor.kind !== 'lineCounter' ||
        sensor.id.startsWith('metro-fengqi') ||
        sensor.id.startsWith('metro-dingan')
      ) {
        continue;
      }
      const [a, b] = sensor.line.map((position) => metres.toLocal(position));
      if (!a || !b) throw new Error(`${sensor.id} has no line`);
      const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const at = (alongM: number, rightM: number) =>
        placeAt([
          a[0] + (alongM * (b[0] - a[0]) + rightM * (b[1] - a[1])) / lengthM,
          a[1] + (alongM * (b[1] - a[1]) - rightM * (b[0] - a[0])) / lengthM,
        ]);
      // Lines reach half a metre into the barriers, which themselves are drawn in cells of one metre.
      for (let alongM = 1.5; alongM <= lengthM - 1.5; alongM += 0.25) {
        expect(at(alongM, 0), sensor.id).toBeDefined();
      }
      if (sensor.from !== 'world')
        expect(at(lengthM / 2, -3), `left of ${sensor.id}`).toBe(sensor.from);
      if (sensor.to !== 'world')
        expect(at(lengthM / 2, 3), `right of ${sensor.id}`).toBe(sensor.to);
    }
  });

  test('every crossing of the outer cordon is counted both ways', () => {
    const counted = (from: string, to: string, cordon: string) =>
      site.sensors.filter(
        (sensor) =>
          sensor.kind === 'lineCounter' &&
          sensor.from === from &&
          sensor.to === to &&
          sensor.cordon === cordon,
      );
    for (const { outer, inner } of site.checkpoints.filter(
      (checkpoint) => checkpoint.outer === 'outside',
    )) {
      expect(counted(outer, inner, 'entry').length).toBeGreaterThan(0);
      expect(counted(inner, outer, 'exit').length).toBe(counted(outer, inner, 'entry').length);
    }
  });
});

describe('places inside zones', () => {
  test('hot-spots hold ground of their own zone only', () => {
    for (const hotSpot of site.hotSpots) {
      const zones = new Set(
        [...walkableCellsInside(ground, hotSpot.polygon)].map(
          (walk) => ground.leaves[ground.leafOfCell[walk] ?? 0]?.id,
        ),
      );
      expect([...zones], hotSpot.id).toEqual([hotSpot.zone]);
    }
  });

  test('posts and gates stand where they say', () => {
    for (const post of site.posts)
      expect(placeAt(metres.toLocal(post.position)), post.id).toBe(post.zone);
    const offSite = new Set<string>(['gate-metro-fengqi-road', 'gate-metro-dingan-road']);
    for (const gate of site.gates) {
      if (offSite.has(gate.id)) continue;
      expect(placeAt(metres.toLocal(gate.position)), gate.id).toBe(gate.leadsTo);
    }
  });
});

describe('the README', () => {
  /** The cells of every table row whose table starts with the given heading. */
  const table = (heading: string): string[][] => {
    const lines = readme.split('\n');
    const first = lines.findIndex((line) => cells(line).join(' | ') === heading);
    expect(first, `table "${heading}"`).toBeGreaterThanOrEqual(0);
    const rest = lines.slice(first + 2);
    return rest
      .slice(
        0,
        rest.findIndex((line) => !line.startsWith('|')),
      )
      .map(cells);
  };
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', ''));
  const number = (cell: string | undefined) => Number(must(cell, 'cell').replace(/,| m$/g, ''));

  test('gives the usable areas and capacities of the document', () => {
    const rows = table('id | name | ring | usable m² | design ped/m² | capacity');
    expect(
      rows.map(([id, , ring, area, design, capacity]) => [
        id,
        ring,
        number(area),
        number(design),
        number(capacity),
      ]),
    ).toEqual(
      ground.leaves.map(({ id, ring, designDensityPerM2 }, leaf) => {
        const usable = must(ground.usableAreaM2[leaf], 'usable area');
        return [id, ring, usable, designDensityPerM2, Math.round(usable * designDensityPerM2)];
      }),
    );
  });

  test('gives the hot-spots and their alert values', () => {
    const rows = table('id | name | zone | walkable m² | alert value');
    expect(
      rows.map(([id, , zone, area, alert]) => [id, zone, number(area), number(alert)]),
    ).toEqual(
      site.hotSpots.map(({ id, zone, polygon, alertPeople }) => [
        id,
        zone,
        walkableCellsInside(ground, polygon).length,
        alertPeople,
      ]),
    );
  });

  test('gives the clear widths out of each ring', () => {
    const ring = (place: string) => site.zones.find(({ id }) => id === place)?.ring ?? place;
    const rows = table('numbers | from | to | checkpoints | clear width');
    expect(rows).toHaveLength(4);
    for (const [, from, to, count, width] of rows) {
      const between = site.checkpoints.filter(
        ({ outer, inner }) => ring(outer) === from && ring(inner) === to,
      );
      expect(between, `${from} to ${to}`).toHaveLength(number(count));
      expect(between.reduce((sum, { clearWidthM }) => sum + clearWidthM, 0)).toBe(number(width));
    }
  });
});

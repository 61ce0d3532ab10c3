import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import { contains, type LocalPolygon } from '../../../domain/geo/polygon.ts';
import { voronoiMeasures } from '../../../workers/kernels/tracks/area-measures.ts';
import { individualVelocity } from '../../../workers/kernels/tracks/individual-velocity.ts';
import { rowsByFrame } from '../../../workers/kernels/tracks/tracks.ts';
import { WalkableArea } from '../../../workers/kernels/tracks/walkable-area.ts';
import { type AnalyseOptions, readAnalyseOptions } from '../analyse-options.ts';
import { analyseFile } from './analyse-file.ts';
import { analysisJson, analysisText } from './analysis-report.ts';
import { readTrackFile } from './read-track-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-analyse-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function optionsOf(...words: readonly string[]): AnalyseOptions {
  const options = readAnalyseOptions(words);
  if (typeof options === 'string' || 'help' in options) throw new Error(String(options));
  return options;
}

async function jsonOf(...words: readonly string[]): Promise<Record<string, unknown>> {
  return JSON.parse(analysisJson(await analyseFile(optionsOf(...words)))) as Record<
    string,
    unknown
  >;
}

async function fileOf(content: string): Promise<string> {
  const file = path.join(folder, 'tracks.csv');
  await writeFile(file, content);
  return file;
}

/** Two persons walk east side by side at 1 m/s, from x = 0.05 on, 10 frames a second; a third stands outside. */
const twoWalkers = () => {
  const lines = ['id,frame,x,y'];
  for (let frame = 0; frame <= 40; frame++) {
    lines.push(`south,${frame},${0.05 + frame / 10},0.5`);
    if (frame <= 30) lines.push(`north,${frame},${0.05 + frame / 10},1.5`);
    if (frame === 7) lines.push(`outside,${frame},2,9`);
  }
  return fileOf(lines.join('\n'));
};
const STREET = 'POLYGON ((0 0, 10 0, 10 2, 0 2, 0 0))';

describe('analyseFile', () => {
  it('measures what was asked for, and says what it left out', async () => {
    const json = await jsonOf(
      await twoWalkers(),
      '--fps=10',
      '--walkable',
      STREET,
      '--area=0,0,10,2',
      '--line=2,0,2,2',
      '--cutoff=0.4',
      '--frames=0..30',
    );
    expect(json).toMatchObject({
      format: 'CSV',
      framesPerS: 10,
      firstFrame: 0,
      lastFrame: 30,
      persons: 3,
      frames: 31,
      crossed: 2,
      nt: [
        [2, 1],
        [2, 2],
      ],
    });
    for (const [key, expected] of [
      ['classicMeanDensity', 0.1],
      ['voronoiMeanDensity', 0.1],
      // Cut off, whole cells lie in the street all the same.
      ['voronoiMeanDensityCutoff', 0.1],
      ['meanSpeed', 1],
      ['areaMeanSpeed', 1],
      ['voronoiMeanSpeed', 1],
    ] as const) {
      expect(json[key], key).toBeCloseTo(expected, 9);
    }
    // Both at once: there is no time between first and last.
    for (const key of ['flowPerS', 'flow1090PerS', 'specificFlow', 'helbing']) {
      expect(json).not.toHaveProperty(key);
    }
    expect(json.warnings).toEqual([
      '1 positions of 1 persons lie outside the walkable area and have no Voronoi cell',
      'the tracks of 1 persons are too short for a speed',
    ]);
  });

  it('leaves out what was not asked for', async () => {
    const json = await jsonOf(await twoWalkers(), '--fps=10', '--walkable', STREET, '--point=2,1');
    expect(Object.keys(json)).toEqual([
      'file',
      'format',
      'framesPerS',
      'firstFrame',
      'lastFrame',
      'persons',
      'frames',
      'meanSpeed',
      'helbing',
      'warnings',
    ]);
    expect(json.helbing).toMatchObject({ gatedFrames: 0 });
    expect(json.helbing).not.toHaveProperty('maxPressure');
  });

  it('takes the walkable area from a file, or a box where there is none, and says so', async () => {
    const file = await twoWalkers();
    const wkt = path.join(folder, 'street.wkt');
    await writeFile(wkt, `${STREET}\n`);
    const report = await analyseFile(
      optionsOf(file, '--fps=10', '--area=0,0,10,2', '--walkable', wkt),
    );
    expect(report.figures.area?.voronoiMeanDensityPerM2).toBeCloseTo(72 / 41 / 20, 9);
    const boxed = await analyseFile(optionsOf(file, '--fps=10', '--area=0,0,10,2'));
    expect(boxed.warnings[0]).toMatch(/no walkable area is known.*--walkable/);
    expect(analysisText(boxed)).toMatch(/Voronoi density in the area +0\.\d{3} ped\/m²\n/);
  });

  it('refuses what it cannot use, in words', async () => {
    const file = await twoWalkers();
    const refused = (...words: readonly string[]) =>
      expect(analyseFile(optionsOf(file, ...words))).rejects;
    await refused().toThrow(/tracks\.csv: .*--fps/);
    await refused('--fps=10', '--frames=41..90').toThrow(
      /has frames 0 to 40, nothing of --frames 41\.\.90/,
    );
    await refused('--fps=10', '--walkable=POLYGON ((0 0, 1 1))').toThrow(
      /--walkable: line 1, column 9: encloses/,
    );
    await refused('--fps=10', '--walkable=LINESTRING (0 0, 1 1)').toThrow(
      /--walkable: line 1, column 1: LINESTR/,
    );
    await refused('--fps=10', '--walkable=nowhere.wkt').toThrow(
      /--walkable: line 1, column 1: expected POLYGON/,
    );
  });
});

const RECORDINGS = process.env.ANLAN_DATA;
const BOTTLENECK = path.join(RECORDINGS ?? '', 'crowd/juelich-bottleneck-040_c_56_h-.txt');
const LYON = path.join(RECORDINGS ?? '', 'crowd/lyon2022-topview-1A.csv.gz');
const JUPEDSIM = path.join(RECORDINGS ?? '', 'crowd/jupedsim-trajectories.sqlite');

/** The set-up of the Wuppertal experiment of 2018: an entrance of 0.5 m between two barriers. */
const BARRIERS: LocalPolygon = [
  [
    [3.5, -2],
    [3.5, 8],
    [-3.5, 8],
    [-3.5, -2],
  ],
  [
    [-0.7, -1.1],
    [-0.25, -1.1],
    [-0.25, -0.15],
    [-0.4, 0],
    [-2.8, 0],
    [-2.8, 6.7],
    [-3.05, 6.7],
    [-3.05, -0.3],
    [-0.7, -0.3],
  ],
  [
    [0.25, -1.1],
    [0.7, -1.1],
    [0.7, -0.3],
    [3.05, -0.3],
    [3.05, 6.7],
    [2.8, 6.7],
    [2.8, 0],
    [0.4, 0],
    [0.25, -0.15],
  ],
];
const AREA = { leftM: -0.4, lowM: 0.5, rightM: 0.4, highM: 1.3 };
const wktOf = (polygon: LocalPolygon) =>
  `POLYGON (${polygon.map((ring) => `(${ring.map(([x, y]) => `${x} ${y}`).join(', ')})`).join(', ')})`;

// Skipped only where there are no recordings: set ANLAN_DATA to their folder.
(RECORDINGS ? describe : describe.skip)('recordings (ANLAN_DATA)', () => {
  it('has the figures of the bottleneck that another program computed', async () => {
    const json = await jsonOf(
      BOTTLENECK,
      '--walkable',
      wktOf(BARRIERS),
      '--area=-0.4,0.5,0.4,1.3',
      '--line',
      '-0.25,0,0.25,0',
      '--cutoff=0.8',
    );
    expect(json).toMatchObject({
      persons: 75,
      frames: 1657,
      framesPerS: 25,
      crossed: 75,
      warnings: [],
    });
    for (const [key, expected, digits] of [
      // numpy, from the definitions.
      ['classicMeanDensity', 6.674336149668075, 9],
      ['meanSpeed', 0.19976462190766114, 9],
      ['areaMeanSpeed', 0.14092719685697466, 9],
      // 75 crossings from 0.52 s to 65 s.
      ['flowPerS', 74 / 64.48, 9],
      ['specificFlow', 74 / 64.48 / 0.5, 9],
    ] as const) {
      expect(json[key], key).toBeCloseTo(expected, digits);
    }
  });

  it('has the Voronoi cells that a raster has', async () => {
    const { tracks } = await readTrackFile(BOTTLENECK, undefined);
    const walkable = WalkableArea.of([BARRIERS]);
    if (!walkable.ok) throw new Error(walkable.error);
    const { speedMps } = individualVelocity(tracks);
    const frames = rowsByFrame(tracks, { first: 0, last: tracks.lastFrame });
    const cutoffM = 0.8;
    for (const frame of [0, 400, 1_200]) {
      const rows = frames[frame] ?? [];
      const people = rows.map((row): EastNorth => [tracks.xM[row] ?? 0, tracks.yM[row] ?? 0]);
      const found = voronoiMeasures(tracks, rows, speedMps, {
        area: AREA,
        walkable: walkable.value,
        cutoffM: undefined,
      });
      const raster = rasterDensity(people, undefined);
      expect(raster).toBeGreaterThan(0.5);
      expect(Math.abs(found.densityPerM2 / raster - 1), `frame ${frame}`).toBeLessThan(0.01);
      const cut = voronoiMeasures(tracks, rows, speedMps, {
        area: AREA,
        walkable: walkable.value,
        cutoffM,
      });
      const cutRaster = rasterDensity(people, cutoffM);
      expect(
        Math.abs((cut.cutoffDensityPerM2 ?? 0) / cutRaster - 1),
        `frame ${frame}`,
      ).toBeLessThan(0.01);
    }
  });

  it('reads Lyon, with the rate from its times', async () => {
    const json = await jsonOf(LYON, '--area=-3,2,1,5', '--line=-3,3.5,1,3.5');
    expect(json).toMatchObject({ persons: 85, frames: 297, framesPerS: 10, crossed: 5 });
    expect(json.classicMeanDensity).toBeCloseTo(0.9388327721661054, 9);
    expect(json.meanSpeed).toBeCloseTo(0.21960110954283057, 9);
  });

  it('reads JuPedSim with the geometry of the run', async () => {
    const json = await jsonOf(JUPEDSIM, '--area=-1,5,1,7', '--line=-2,3,2,3');
    expect(json).toMatchObject({
      persons: 30,
      frames: 491,
      framesPerS: 25,
      crossed: 30,
      warnings: [],
    });
  });
});

/** The middles of the squares of 2 cm between the barriers, by number, row by row from the south-west. */
function walkableSquares() {
  const stepM = 0.02;
  const cols = 350;
  const squares = new Map<number, EastNorth>();
  for (let square = 0; square < cols * 500; square++) {
    const middle: EastNorth = [
      -3.5 + ((square % cols) + 0.5) * stepM,
      -2 + (Math.floor(square / cols) + 0.5) * stepM,
    ];
    if (contains(BARRIERS, middle)) squares.set(square, middle);
  }
  return { stepM, cols, squares };
}

/** Density in the area by counting squares of 2 cm: to whom each is nearest, and whether it hangs together with him. */
function rasterDensity(people: readonly EastNorth[], cutoffM: number | undefined): number {
  const { stepM, cols, squares } = walkableSquares();
  const owner = new Int32Array(cols * 500).fill(-1);
  for (const [square, [x, y]] of squares) {
    let nearest = Number.POSITIVE_INFINITY;
    people.forEach(([px, py], person) => {
      const away = (x - px) ** 2 + (y - py) ** 2;
      if (away >= nearest) return;
      nearest = away;
      owner[square] = person;
    });
    const [px, py] = people[owner[square] ?? 0] ?? [0, 0];
    if (cutoffM !== undefined && !insideTwelve(x - px, y - py, cutoffM)) owner[square] = -1;
  }
  let sum = 0;
  people.forEach(([px, py], person) => {
    const open = [Math.floor((py + 2) / stepM) * cols + Math.floor((px + 3.5) / stepM)];
    let whole = 0;
    let inside = 0;
    for (let square = open.pop(); square !== undefined; square = open.pop()) {
      if (owner[square] !== person) continue;
      owner[square] = -1;
      const [x, y] = squares.get(square) ?? [0, 0];
      whole += 1;
      if (x > AREA.leftM && x < AREA.rightM && y > AREA.lowM && y < AREA.highM) inside += 1;
      open.push(square - 1, square + 1, square - cols, square + cols);
    }
    if (whole > 0) sum += inside / whole;
  });
  return sum / ((AREA.rightM - AREA.leftM) * (AREA.highM - AREA.lowM));
}

/** Inside the 12 sides of the polygon whose corners lie on the circle. */
function insideTwelve(dx: number, dy: number, radiusM: number): boolean {
  return Array.from({ length: 12 }, (_, side) => ((side + 0.5) * Math.PI) / 6).every(
    (angle) => dx * Math.cos(angle) + dy * Math.sin(angle) <= radiusM * Math.cos(Math.PI / 12),
  );
}

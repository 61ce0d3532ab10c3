import { describe, expect, it } from 'vitest';
import { classicDensityPerM2, cutoffRing, voronoiMeasures } from './area-measures.ts';
import { ringAreaM2 } from './convex-ring.ts';
import { buildTracks, type Tracks } from './tracks.ts';
import { WalkableArea } from './walkable-area.ts';

/** One frame with persons at these places. */
function frameOf(places: readonly (readonly [number, number])[]): Tracks {
  const built = buildTracks(
    {
      ids: places.map((_, index) => String(index)),
      person: places.map((_, index) => index),
      frame: places.map(() => 0),
      xM: places.map(([x]) => x),
      yM: places.map(([, y]) => y),
    },
    25,
  );
  if (!built.ok) throw new Error('twice in a frame');
  return built.value;
}

const rowsOf = (tracks: Tracks) => [...tracks.person.keys()];

const hall = (left: number, low: number, right: number, high: number): WalkableArea => {
  const area = WalkableArea.of([
    [
      [
        [left, low],
        [right, low],
        [right, high],
        [left, high],
      ],
    ],
  ]);
  if (!area.ok) throw new Error(area.error);
  return area.value;
};

/** 5 × 5 persons, 2 m apart, the middle one at the origin: 0.25 ped/m². */
const GRID = frameOf(
  [-4, -2, 0, 2, 4].flatMap((x) => [-4, -2, 0, 2, 4].map((y) => [x, y] as const)),
);
const SPEEDS = new Float64Array(25).fill(1.5);

const measuresAt = (area: readonly [number, number, number, number], cutoffM?: number) =>
  voronoiMeasures(GRID, rowsOf(GRID), SPEEDS, {
    area: { leftM: area[0], lowM: area[1], rightM: area[2], highM: area[3] },
    walkable: hall(-5, -5, 5, 5),
    cutoffM,
  });

describe('classicDensityPerM2', () => {
  it('counts who stands strictly inside', () => {
    const area = { leftM: -2, lowM: -1, rightM: 3, highM: 1 };
    expect(classicDensityPerM2(GRID, rowsOf(GRID), area)).toBe(2 / 10);
    expect(classicDensityPerM2(GRID, [], area)).toBe(0);
  });
});

describe('voronoiMeasures', () => {
  it('has the density of a square grid everywhere in it', () => {
    for (const area of [
      [-1, -1, 1, 1],
      [-0.3, -3.7, 2.9, 0.1],
      [-5, -5, 5, 5],
      [0.01, 0.01, 0.02, 0.02],
    ] as const) {
      const { densityPerM2, speedMps } = measuresAt(area);
      expect(densityPerM2).toBeCloseTo(0.25, 12);
      expect(speedMps).toBeCloseTo(1.5, 12);
    }
  });

  it('has the 12-gon of the cut-off for a cell, and nothing between', () => {
    expect(ringAreaM2(cutoffRing(3, -2, 0.5))).toBeCloseTo(3 * 0.5 ** 2, 12);
    // A small area at a person: one person on 0.75 m².
    expect(measuresAt([-0.1, -0.1, 0.1, 0.1], 0.5).cutoffDensityPerM2).toBeCloseTo(4 / 3, 12);
    // Midway between four.
    expect(measuresAt([0.9, 0.9, 1.1, 1.1], 0.5).cutoffDensityPerM2).toBe(0);
    // Two halves of a person on 4 m².
    expect(measuresAt([0, -1, 2, 1], 0.5).cutoffDensityPerM2).toBeCloseTo(0.25, 12);
    // Wider than the squares of the grid it changes nothing.
    expect(measuresAt([-0.3, -3.7, 2.9, 0.1], 3).cutoffDensityPerM2).toBeCloseTo(0.25, 12);
    expect(measuresAt([-1, -1, 1, 1]).cutoffDensityPerM2).toBeUndefined();
  });

  it('counts the whole of an area of which a part is not walkable', () => {
    // 1 m of 2 m lies beyond the eastern wall.
    expect(measuresAt([4, -1, 6, 1]).densityPerM2).toBeCloseTo(0.125, 12);
    expect(measuresAt([4, -1, 6, 1]).speedMps).toBeCloseTo(0.75, 12);
    expect(measuresAt([6, 6, 7, 7])).toMatchObject({ densityPerM2: 0, speedMps: Number.NaN });
  });

  it('weighs speeds by area: two persons share a hall half and half', () => {
    const two = frameOf([
      [2, 1],
      [6, 1],
    ]);
    const measures = voronoiMeasures(two, [0, 1], Float64Array.of(1, 2), {
      area: { leftM: 3, lowM: 0, rightM: 6, highM: 2 },
      walkable: hall(0, 0, 10, 2),
      cutoffM: undefined,
    });
    // The bisector is x = 4: of the left 8 m² 2 lie inside, of the right 12 m² 4.
    expect(measures.densityPerM2).toBeCloseTo((2 / 8 + 4 / 12) / 6, 12);
    expect(measures.speedMps).toBeCloseTo((1 * 2 + 2 * 4) / 6, 12);
  });

  it('counts both of two persons at one position, and gives each half of their cell for the speed', () => {
    const pair = frameOf([
      [1, 1],
      [1, 1],
      [3, 1],
    ]);
    const measures = voronoiMeasures(pair, [0, 1, 2], Float64Array.of(1, 3, Number.NaN), {
      area: { leftM: 0, lowM: 0, rightM: 2, highM: 2 },
      walkable: hall(0, 0, 4, 2),
      cutoffM: undefined,
    });
    expect(measures.densityPerM2).toBeCloseTo(2 / 4, 12);
    expect(measures.speedMps).toBeCloseTo(2, 12);
  });
});

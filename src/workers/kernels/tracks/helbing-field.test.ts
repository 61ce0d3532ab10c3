import { describe, expect, it } from 'vitest';
import { namedRng } from '../../../domain/base/rng.ts';
import { helbingFigures, helbingSeries, TURBULENCE_PER_S2 } from './helbing-field.ts';
import { individualVelocity } from './individual-velocity.ts';
import { buildTracks } from './tracks.ts';

const FRAMES_PER_S = 25;
const SECONDS = 20;

interface Walker {
  readonly x: (timeS: number) => number;
  readonly y: number;
}

/** The field at the origin while the walkers walk. */
function fieldOf(walkers: readonly Walker[]) {
  const frames = Array.from({ length: SECONDS * FRAMES_PER_S }, (_, frame) => frame);
  const rows = walkers.flatMap((walker, person) =>
    frames.map((frame) => ({ person, frame, xM: walker.x(frame / FRAMES_PER_S), yM: walker.y })),
  );
  const built = buildTracks(
    {
      ids: walkers.map((_, person) => String(person)),
      person: rows.map(({ person }) => person),
      frame: rows.map(({ frame }) => frame),
      xM: rows.map(({ xM }) => xM),
      yM: rows.map(({ yM }) => yM),
    },
    FRAMES_PER_S,
  );
  if (!built.ok) throw new Error('twice in a frame');
  const tracks = built.value;
  const range = { first: tracks.firstFrame, last: tracks.lastFrame };
  return helbingFigures(helbingSeries(tracks, individualVelocity(tracks), { xM: 0, yM: 0 }, range));
}

/** People on a grid round the origin, this many metres apart. */
const grid = (spacingM: number, x: (x0: number, timeS: number) => number): Walker[] => {
  const steps = Array.from({ length: 17 }, (_, i) => (i - 8) * spacingM);
  return steps.flatMap((x0) => steps.map((y) => ({ x: (t: number) => x(x0, t), y })));
};

describe('the Helbing field', () => {
  it('has the density of a wide even crowd', () => {
    const { meanDensityPerM2, meanSpeedMps, maxPressurePerS2, gatedFrames } = fieldOf(
      grid(0.4, (x0) => x0),
    );
    expect(meanDensityPerM2).toBeCloseTo(1 / 0.4 ** 2, 3);
    expect(meanSpeedMps).toBe(0);
    expect(gatedFrames).toBe(SECONDS * FRAMES_PER_S);
    expect(maxPressurePerS2).toBe(0);
  });

  it('is the weight of one person at its place', () => {
    const alone = fieldOf([{ x: () => 0.6, y: 0.8 }]);
    expect(alone.meanDensityPerM2).toBeCloseTo(Math.exp(-1) / Math.PI, 12);
    expect(alone.maxPressurePerS2).toBeUndefined();
  });

  it('gives no pressure for a calm street with two directions, which has one by its variance', () => {
    // Six lanes of 0.8 m, every other one the other way, people 4 m apart on average, 1.3 m/s: 0.3 ped/m².
    const rng = namedRng(3, 'street');
    const lanes = [-2, -1.2, -0.4, 0.4, 1.2, 2].flatMap((y, lane) =>
      Array.from({ length: 15 }, () => {
        const x0 = 60 * (rng.next() - 0.5);
        const way = lane % 2 === 0 ? 1.3 : -1.3;
        return { x: (t: number) => x0 + way * (t - SECONDS / 2), y };
      }),
    );
    const street = fieldOf(lanes);
    expect(street.gatedFrames).toBe(0);
    expect(street.maxPressurePerS2).toBeUndefined();
    expect(street.variancePressurePerS2).toBeGreaterThan(5 * TURBULENCE_PER_S2);
  });

  it('gives none for a dense crowd that speeds up evenly, either', () => {
    const even = fieldOf(grid(0.4, (x0, t) => x0 + 0.005 * t * t));
    expect(even.gatedFrames).toBeGreaterThan(0);
    // At the ends of the tracks single-sided velocities bend the line a little.
    expect(even.maxPressurePerS2).toBeLessThan(TURBULENCE_PER_S2 / 100);
    expect(even.variancePressurePerS2).toBeGreaterThan(TURBULENCE_PER_S2 / 2);
  });

  it('has density times variance for a crowd that is pushed to and fro', () => {
    // All together 0.15 m/s at 1 Hz: two periods fill the window, and the variance is half the square.
    const amplitude = 0.15 / (2 * Math.PI);
    const pushed = fieldOf(grid(0.4, (x0, t) => x0 + amplitude * Math.sin(2 * Math.PI * t)));
    // Velocities over ± 0.2 s see sin(2π·0.2)/(2π·0.2) of the amplitude.
    const seen = (0.15 * Math.sin(0.4 * Math.PI)) / (0.4 * Math.PI);
    const expected = (6.25 * seen ** 2) / 2;
    expect((pushed.meanPressurePerS2 ?? 0) / expected).toBeGreaterThan(0.8);
    expect((pushed.meanPressurePerS2 ?? 0) / expected).toBeLessThan(1.2);
    expect(pushed.maxPressurePerS2).toBeGreaterThan(TURBULENCE_PER_S2);
  });
});

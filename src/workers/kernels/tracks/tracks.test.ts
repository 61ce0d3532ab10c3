import { describe, expect, it } from 'vitest';
import { firstCrossings } from './crossings.ts';
import { flowThrough } from './flow.ts';
import { individualVelocity } from './individual-velocity.ts';
import { buildTracks, framesWithin, rowsByFrame, type Tracks } from './tracks.ts';

type Position = readonly [id: string, frame: number, xM: number, yM: number];

function tracksOf(positions: readonly Position[], framesPerS = 10): Tracks {
  const ids = [...new Set(positions.map(([id]) => id))];
  const built = buildTracks(
    {
      ids,
      person: positions.map(([id]) => ids.indexOf(id)),
      frame: positions.map(([, frame]) => frame),
      xM: positions.map(([, , x]) => x),
      yM: positions.map(([, , , y]) => y),
    },
    framesPerS,
  );
  if (!built.ok) throw new Error(`rows ${built.error.rows.join(' and ')}`);
  return built.value;
}

/** A person that goes 0.1 m east in each of these frames. */
const walk = (id: string, frames: readonly number[], fromM = 0): Position[] =>
  frames.map((frame) => [id, frame, fromM + 0.1 * frame, 0]);
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, frame) => frame);

describe('buildTracks', () => {
  it('sorts rows by person and frame and finds the frames', () => {
    const tracks = tracksOf([
      ['b', 3, 1, 1],
      ['a', 5, 2, 2],
      ['b', 2, 3, 3],
    ]);
    expect(tracks.ids).toEqual(['b', 'a']);
    expect([...tracks.frame]).toEqual([2, 3, 5]);
    expect([...tracks.xM]).toEqual([3, 1, 2]);
    expect([...tracks.rowOfPerson]).toEqual([0, 2, 3]);
    expect(rowsByFrame(tracks, { first: 2, last: 5 })).toEqual([[0], [1], [], [2]]);
  });

  it('finds a person that stands twice in a frame', () => {
    const twice = { ids: ['a'], person: [0, 0, 0], frame: [4, 5, 4], xM: [0, 1, 2], yM: [0, 0, 0] };
    expect(buildTracks(twice, 25)).toEqual({ ok: false, error: { rows: [0, 2] } });
  });

  it('keeps to the step of the frames', () => {
    const tracks = tracksOf(walk('a', [10, 20, 40, 50]));
    expect(tracks.frameStep).toBe(10);
    expect(rowsByFrame(tracks, { first: 10, last: 50 })).toEqual([[0], [1], [], [2], [3]]);
    expect(framesWithin(tracks, undefined)).toEqual({ first: 10, last: 50 });
    expect(framesWithin(tracks, { first: 11, last: 44 })).toEqual({ first: 20, last: 40 });
    expect(framesWithin(tracks, { first: -5, last: 500 })).toEqual({ first: 10, last: 50 });
    expect(framesWithin(tracks, { first: 51, last: 60 })).toBeUndefined();
    expect(framesWithin(tracks, { first: 31, last: 33 })).toBeUndefined();
  });
});

describe('individualVelocity', () => {
  it('is the way over the time, single-sided at the ends of the track', () => {
    // x = frame², 10 frames a second: the central difference is exact, the one-sided ones lean to their side.
    const tracks = tracksOf(upTo(20).map((frame) => ['a', frame, frame * frame, 0] as const));
    const { vxMps, vyMps } = individualVelocity(tracks);
    expect(vxMps[10]).toBe(2 * 10 * 10);
    expect(vxMps[5]).toBe(2 * 5 * 10);
    expect(vxMps[4]).toBe((81 - 16) / 0.5);
    expect(vxMps[0]).toBe(25 / 0.5);
    expect(vxMps[16]).toBe((256 - 121) / 0.5);
    expect(vxMps[20]).toBe((400 - 225) / 0.5);
    expect(vyMps[10]).toBe(0);
  });

  it('takes the time that passed across missing frames', () => {
    const tracks = tracksOf(walk('a', [0, 1, 2, 9, 10, 11, 12, 13, 30, 31, 32]));
    for (const speed of individualVelocity(tracks).speedMps) expect(speed).toBeCloseTo(1, 9);
  });

  it('is unknown on a track that is too short', () => {
    expect([...individualVelocity(tracksOf(walk('a', upTo(4)))).speedMps]).toEqual(
      Array.from({ length: 5 }, () => Number.NaN),
    );
    const six = individualVelocity(tracksOf(walk('a', upTo(5)))).speedMps;
    expect(six[0]).toBeCloseTo(1, 9);
    expect(six[2]).toBeNaN();
  });
});

describe('firstCrossings', () => {
  const line = { x0: 1, y0: -1, x1: 1, y1: 1 };
  const crossed = (positions: readonly Position[], last = 100) =>
    firstCrossings(tracksOf(positions), line, { first: 0, last });

  it('finds the frame in which the step across ends, in either direction, once per person', () => {
    expect(
      crossed([
        ['there', 0, 0.2, 0],
        ['there', 1, 1.4, 0],
        ['there', 2, 0.6, 0],
        ['there', 3, 1.4, 0],
        ['back', 5, 1.5, 0.5],
        ['back', 6, 0.5, 0.5],
        ['past', 0, 0.5, 2],
        ['past', 1, 1.5, 2],
        ['short', 0, 0, 0],
        ['short', 1, 0.9, 0],
      ]),
    ).toEqual([
      { person: 0, frame: 1 },
      { person: 1, frame: 6 },
    ]);
  });

  it('has not crossed who ends on the line, until the next step leaves it', () => {
    const onLine: Position[] = [
      ['a', 0, 0.5, 0],
      ['a', 1, 1, 0],
      ['a', 2, 1, 0.5],
    ];
    expect(crossed(onLine)).toEqual([]);
    expect(crossed([...onLine, ['a', 3, 1.2, 0.5]])).toEqual([{ person: 0, frame: 3 }]);
  });

  it('bridges missing frames and keeps to the frames asked for', () => {
    const gap: Position[] = [
      ['a', 0, 0.5, 0],
      ['a', 20, 1.5, 0],
    ];
    expect(crossed(gap)).toEqual([{ person: 0, frame: 20 }]);
    expect(crossed(gap, 19)).toEqual([]);
  });
});

describe('flowThrough', () => {
  it('counts the headways from the first to the last crossing', () => {
    expect(flowThrough([2, 3, 4, 7], 0.5)).toMatchObject({
      crossed: 4,
      flowPerS: 3 / 5,
      specificFlow: 3 / 5 / 0.5,
    });
  });

  it('leaves out the first and the last tenth', () => {
    // One a second, but the first and the last of 20 came a minute apart from the others.
    const times = [-60, ...upTo(17), 77];
    expect(flowThrough(times, 1).flow1090PerS).toBe(1);
    expect(flowThrough(upTo(29), 1).flow1090PerS).toBe(1);
  });

  it('is unknown with fewer than two, or all at once', () => {
    for (const times of [[], [3], [3, 3]]) {
      const { crossed, ...flows } = flowThrough(times, 1);
      expect(crossed).toBe(times.length);
      expect(Object.values(flows)).toEqual([undefined, undefined, undefined]);
    }
  });
});

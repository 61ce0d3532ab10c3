import { describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { DEFAULT_LADDER } from '../../../domain/alert/ladder.ts';
import { must } from '../../../domain/base/assert.ts';
import type { CheckpointId, OrderId, SensorId, UnitId } from '../../../domain/base/ids.ts';
import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import type { CounterFlow, Estimate } from '../../../domain/crowd/estimate.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { type Entry, entry } from '../../../domain/session/entry.ts';
import type { MapMark } from '../../../domain/session/map-mark.ts';
import { initialWorld, reduce } from '../../../domain/session/world.ts';
import { objectHistory } from './object-history.ts';

const site = twoSquares();
const metres = localMetres(site.origin);
const END = 5 * MINUTE;

describe('a gate', () => {
  test('has the flow of the counters that stand at it, each way, by where it leads', async () => {
    const at = (inPerMin: number, outPerMin: number): readonly CounterFlow[] => [
      flow('gate-metro-in', inPerMin),
      flow('gate-metro-out', outPerMin),
      flow('another', 999),
    ];
    const { curves, entries, gaps } = await historyOf('gate', 'gate-metro', [
      estimated(0, at(10, 1)),
      estimated(MINUTE, at(30, 2)),
      estimated(4 * MINUTE, at(20, 3)),
    ]);
    expect(curves.map(({ name, unit }) => [name, unit])).toEqual([
      ['in', 'people/min'],
      ['out', 'people/min'],
    ]);
    expect(curves.map(({ max }) => max)).toEqual([
      [10, 30, 30, 30, 20],
      [1, 2, 2, 2, 3],
    ]);
    expect(entries).toEqual([]);
    expect(gaps).toEqual([]);
  });

  test('whose counters say nothing has no figure, and the gap is told', async () => {
    const { curves, gaps } = await historyOf('gate', 'gate-metro', [estimated(0, [])]);
    expect(curves.map(({ t }) => t)).toEqual([[], []]);
    expect(gaps).toEqual([{ from: 0, to: END }]);
  });

  test('at which nothing counts has neither curve nor gap', async () => {
    const history = await historyOf('gate', 'gate-west', [estimated(0, [flow('another', 9)])]);
    expect(history).toEqual({ curves: [], entries: [], gaps: [] });
  });
});

describe('a post', () => {
  const post = must(site.posts[0], 'a post');
  /** So many metres east of the post. */
  const standing = (time: Millis, metresAway: number, unit = 'u-1') => {
    const [east, north] = metres.toLocal(post.position);
    const [lon, lat] = metres.toLonLat([east + metresAway, north]);
    const report = {
      unit: unit as UnitId,
      callsign: unit,
      agency: 'police',
      observedAt: time,
      lon,
      lat,
      status: 'free' as const,
    };
    return entry('positions', { drones: [], units: [report] }, times(time));
  };

  test('has the number of units at it, which is unknown before any has said where it is', async () => {
    const { curves, entries } = await historyOf('post', post.id, [
      standing(MINUTE, 29),
      standing(2 * MINUTE, 12, 'u-2'),
      standing(4 * MINUTE, 31),
    ]);
    expect(curves).toMatchObject([{ name: 'units', unit: 'units', max: [1, 2, 2, 1] }]);
    expect(curves[0]?.t[0]).toBe(1.5 * MINUTE);
    expect(entries).toEqual([]);
  });
});

describe('a mark', () => {
  const put = (time: Millis, change: Partial<MapMark> = {}) => {
    const mark = {
      id: 'cot:van',
      source: 'cot' as const,
      type: 'a-f-G',
      name: 'Van',
      lon: 120.1588 + time * 1e-9,
      lat: 30.256,
      observedAt: time,
      ...change,
    };
    return entry('mapMark', { put: mark }, times(time));
  };
  const removed = (id: string, time: Millis) => entry('mapMark', { removed: id }, times(time));

  test('has what was new of it, not every repetition, and its way', async () => {
    const log = [
      put(0),
      put(10 * SECOND),
      put(15 * SECOND, { id: 'cot:other', name: 'Other' }),
      put(20 * SECOND, { text: 'stands at the bridge' }),
      removed('cot:other', 25 * SECOND),
      removed('cot:van', 30 * SECOND),
      put(40 * SECOND, { text: 'stands at the bridge' }),
    ];
    const { curves, entries, track, gaps } = await historyOf('mark', 'cot:van', log);
    expect(curves).toEqual([]);
    expect(entries.map(({ observedAt }) => observedAt)).toEqual([0, 20_000, 30_000, 40_000]);
    expect(track?.map(({ at }) => at)).toEqual([0, 10_000, 20_000, 40_000]);
    expect(gaps).toEqual([]);
  });
});

test('marks are in no other history', async () => {
  const order = entry(
    'checkpointOrder',
    {
      order: 'order-1' as OrderId,
      checkpoint: 'cp-1' as CheckpointId,
      mode: 'closed',
      by: 'Wang',
      version: 1,
    },
    times(0),
  );
  const mark = entry('mapMark', { removed: 'cp-1' }, times(0));
  const { entries } = await historyOf('checkpoint', 'cp-1', [order, mark]);
  expect(entries).toEqual([order]);
});

function times(time: Millis) {
  return { observedAt: time, recordedAt: time };
}

function flow(sensor: string, perMin: number): CounterFlow {
  return { sensor: sensor as SensorId, perMin, supportAt: 0 };
}

function estimated(time: Millis, counters: readonly CounterFlow[]): Entry {
  const people = { people: 0, sd: 0 };
  const estimate: Estimate = {
    issuedAt: time,
    zones: [],
    outside: people,
    area: people,
    total: 0,
    peak: { people: 0, at: 0 },
    visits: people,
    hotSpots: [],
    checkpoints: [],
    counters,
    biasAbsorbed: 0,
  };
  return entry('estimate', estimate, times(time));
}

/** The history over five minutes in five slices of a record whose worlds are kept every ten seconds. */
function historyOf(
  object: Parameters<typeof objectHistory>[3]['object'],
  id: string,
  log: readonly Entry[],
) {
  const worlds = Array.from({ length: END / (10 * SECOND) + 1 }, (_, index) => {
    const time = index * 10 * SECOND;
    const known = log.filter(({ recordedAt }) => recordedAt <= time);
    return { ...known.reduce(reduce, initialWorld(site, 0)), time };
  });
  const record = {
    async snapshotBefore(time: Millis) {
      const seq = Math.floor(time / (10 * SECOND));
      const world = worlds[seq];
      return world && { seq, world };
    },
    async marks({ kinds, afterSeq = 0 }: { kinds: readonly string[]; afterSeq?: number }) {
      return log
        .map((each, index) => ({ seq: index + 1, entry: each }))
        .filter(({ seq, entry: each }) => seq > afterSeq && kinds.includes(each.kind));
    },
  };
  const query = { object, id, from: 0, to: END, points: 5 };
  return objectHistory(record, site, DEFAULT_LADDER, query);
}

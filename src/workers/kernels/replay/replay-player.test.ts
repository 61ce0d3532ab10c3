import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { DEFAULT_LADDER } from '../../../domain/alert/ladder.ts';
import type { CheckpointId, DroneId, OrderId, SessionId } from '../../../domain/base/ids.ts';
import { emptyColumns, LATE, MEASURES } from '../../../domain/crowd/observation.ts';
import {
  type Entry,
  type EntryKind,
  type EntryPayloads,
  entry,
} from '../../../domain/session/entry.ts';
import type { ReplayView } from '../../../domain/session/replay-state.ts';
import { replayedEntry } from '../../../domain/session/replayed-entry.ts';
import { initialWorld, reduce, type World } from '../../../domain/session/world.ts';
import { EventFile, encodeForLog } from '../../../store/event-file.ts';
import { RecordReader } from '../../../store/record-reader.ts';
import { openEstimator } from '../estimator/estimator.ts';
import { ReplayPlayer } from './replay-player.ts';

const BEGIN = Date.parse('2026-12-31T20:00:00+08:00');
const SECONDS = 240;
const at = (s: number) => BEGIN + s * 1_000;
const site = twoSquares();

let folder: string;
let file: string;
let log: readonly Entry[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-player-'));
  file = path.join(folder, 'night.anlan');
  log = nightOf(SECONDS);
  const documents = { 'site.json': JSON.stringify(site) };
  const opened = await EventFile.open(file, { documents });
  if (!opened.ok) throw new Error(opened.error.message);
  await opened.value.record.write({ entries: log.map(encodeForLog) });
  await opened.value.record.close();
});
afterAll(() => rm(folder, { recursive: true }));

/** A night as a session would have recorded it: counts, estimates, a flying drone, orders, a late reading. */
function nightOf(seconds: number): readonly Entry[] {
  const entries: Entry[] = [];
  const estimator = openEstimator(site);
  let world = initialWorld(site, BEGIN);
  const add = <K extends EntryKind>(kind: K, payload: EntryPayloads[K], time: number) => {
    const made = entry(kind, payload, { observedAt: time, recordedAt: time }) as Entry;
    entries.push(made);
    world = reduce(world, made);
  };
  add(
    'sessionOpened',
    { session: 's' as SessionId, event: 'Two', source: 'live', clock: 'wall', exercise: false },
    BEGIN,
  );
  add('transport', { playing: true, speed: 20 }, BEGIN);
  for (let s = 0; s <= seconds; s++) {
    const columns = readings(s);
    add('observations', columns, at(s));
    add('positions', { drones: [drone(s)], units: [] }, at(s));
    if (s % 50 === 25) {
      add('checkpointOrder', order(s, world.checkpoints['cp-1']?.version ?? 0), at(s));
    }
    if (s % 60 === 10) add('mapMark', { put: mark(s) }, at(s));
    if (s % 60 === 40) add('mapMark', { removed: 'cot:m' }, at(s));
    add('tick', { time: at(s) }, at(s));
    add('estimate', estimator.step(at(s), [columns]), at(s));
  }
  add('disposition', { alert: 'x@1', verdict: 'true', note: '', by: 'r' }, at(seconds));
  return entries;
}

function readings(s: number) {
  const late = s === 200;
  const rows = [
    { sensor: 0, measure: 'occupancy', value: 100 + (s % 40), observedAt: at(s), flags: 0 },
    { sensor: 4, measure: 'cumulative', value: 3 * s, observedAt: at(s), flags: 0 },
    ...(late
      ? [{ sensor: 1, measure: 'occupancy', value: 777, observedAt: at(100.5), flags: LATE }]
      : []),
  ];
  const columns = emptyColumns(rows.length);
  rows.forEach((row, index) => {
    columns.sensor[index] = row.sensor;
    columns.measure[index] = MEASURES.indexOf(row.measure as 'occupancy');
    columns.value[index] = row.value;
    columns.amount[index] = row.measure === 'cumulative' ? (s === 0 ? 0 : 3) : row.value;
    columns.observedAt[index] = row.observedAt;
    columns.intervalS[index] = row.measure === 'cumulative' && s > 0 ? 1 : 0;
    columns.key[index] = s * 10 + index;
    columns.flags[index] = row.flags;
  });
  return columns;
}

function drone(s: number) {
  const [lon, lat] = site.origin;
  return {
    drone: 'uav-1' as DroneId,
    callsign: 'UAV 1',
    observedAt: at(s),
    lon: lon + s * 1e-6,
    lat,
    altM: 60,
  };
}

function order(s: number, version: number): EntryPayloads['checkpointOrder'] {
  return {
    order: `order-${s}` as OrderId,
    checkpoint: 'cp-1' as CheckpointId,
    mode: version % 2 === 0 ? 'closed' : 'open',
    by: 'Wang',
    version: version + 1,
  };
}

function mark(s: number) {
  const [lon, lat] = site.origin;
  return { id: 'cot:m', source: 'cot', type: 'a', name: 'm', lon, lat, observedAt: at(s) } as const;
}

async function openPlayer(of = file) {
  const reader = new RecordReader();
  const opened = await reader.open({ file: of });
  if (!opened.ok) throw new Error(opened.error.message);
  const player = new ReplayPlayer(reader, site, DEFAULT_LADDER, () => performance.now());
  return { player, close: () => reader.close() };
}

async function worldAt(player: ReplayPlayer, time: number, view: ReplayView): Promise<World> {
  for (;;) {
    const sought = await player.seek({ time, view, budgetMs: 50 });
    if (sought.done) return sought.world;
    expect(sought.progress).toBeGreaterThanOrEqual(0);
    expect(sought.progress).toBeLessThan(1);
  }
}

/** What a seat holds that began with the world of one instant and was told everything up to another. */
async function playedWorld(player: ReplayPlayer, from: World, steps: readonly number[]) {
  let world = from;
  const told: Entry[] = [];
  for (const time of steps) {
    const { entries } = await player.play({ time, withFrame: false });
    told.push(...entries);
    for (const each of entries) world = reduce(world, each);
  }
  return { world, told };
}

/** Trails differ where a seat was told only the newest position. */
function withoutTrails({ drones, ...world }: World) {
  return { ...world, drones: Object.values(drones).map(({ report }) => report) };
}

describe('a replay', () => {
  test('the world of an instant is the fold of everything that was known by then', async () => {
    const { player, close } = await openPlayer();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: SECONDS * 1_000 }), async (ms) => {
        const time = BEGIN + ms;
        const folded = log
          .filter(({ recordedAt }) => recordedAt <= time)
          .flatMap((each) => replayedEntry(each) ?? [])
          .reduce(reduce, initialWorld(site, 0));
        expect(await worldAt(player, time, 'asSeen')).toEqual(folded);
      }),
      { numRuns: 25 },
    );
    await close();
  });

  test.each(['asSeen', 'true', 'recomputed'] as const)(
    '%s: seeking to an instant is playing there, in whatever steps',
    async (view) => {
      const { player, close } = await openPlayer();
      const other = await openPlayer();
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: SECONDS * 1_000 }), { minLength: 2, maxLength: 6 }),
          async (instants) => {
            const [first = 0, ...rest] = instants.toSorted((a, b) => a - b).map((ms) => BEGIN + ms);
            const begin = await worldAt(player, first, view);
            const { world } = await playedWorld(player, begin, rest);
            const sought = await worldAt(other.player, rest.at(-1) ?? first, view);
            expect(withoutTrails(world)).toEqual(withoutTrails(sought));
          },
        ),
        { numRuns: 8 },
      );
      await close();
      await other.close();
    },
  );

  test('tells every reliable entry once in a pass and nothing of the recorded transport', async () => {
    const { player, close } = await openPlayer();
    const begin = await worldAt(player, BEGIN - 1, 'asSeen');
    const { told } = await playedWorld(player, begin, [at(30), at(150), at(SECONDS)]);
    const wanted = log
      .filter(({ kind }) => kind === 'checkpointOrder' || kind === 'mapMark')
      .map(({ payload }) => payload);
    const reliable = told.filter(({ kind }) => kind === 'checkpointOrder' || kind === 'mapMark');
    expect(reliable.map(({ payload }) => payload)).toEqual(wanted);
    expect(told.some(({ kind }) => kind === 'transport' || kind === 'disposition')).toBe(false);
    // Of the latest class one for each step.
    expect(told.filter(({ kind }) => kind === 'estimate')).toHaveLength(3);
    expect(told.filter(({ kind }) => kind === 'sensorStates')).toHaveLength(3);
    await close();
  });

  test('strides leave nothing behind where the recorded time goes back', async () => {
    const back = path.join(folder, 'back.anlan');
    const tick = (s: number) => entry('tick', { time: at(s) }, times(s));
    const times = (s: number) => ({ observedAt: at(s), recordedAt: at(s) });
    const phase = entry('phase', { phase: 'egress', by: 'Wang', reason: '' }, times(31));
    const entries = [...[0, 5, 10].map(tick), phase, ...[30, 31, 40].map(tick)];
    const opened = await EventFile.open(back, {
      documents: { 'site.json': JSON.stringify(site) },
    });
    if (!opened.ok) throw new Error(opened.error.message);
    await opened.value.record.write({ entries: entries.map(encodeForLog) });
    await opened.value.record.close();
    const { player, close } = await openPlayer(back);
    const begin = await worldAt(player, at(0), 'asSeen');
    const { world, told } = await playedWorld(player, begin, [at(30), at(40)]);
    expect(told.filter(({ kind }) => kind === 'phase')).toHaveLength(1);
    expect(world).toMatchObject({ phase: 'egress', time: at(40) });
    await close();
  });

  test('true: what came late is there when it was true, and is late no more', async () => {
    const { player, close } = await openPlayer();
    expect((await worldAt(player, at(110), 'asSeen')).sensors[1]?.count).toBe(0);
    const world = await worldAt(player, at(110), 'true');
    expect(world.sensors[1]).toMatchObject({ lastValue: 777, late: 0, count: 1 });
    expect(world.sensors[4]?.sum).toBe(330);
    expect(world.estimate?.issuedAt).toBe(at(110));
    const before = await worldAt(player, at(100), 'true');
    expect(before.sensors[1]?.count).toBe(0);
    await close();
  });

  test("recomputed: today's models give what they gave", async () => {
    const { player, close } = await openPlayer();
    const asSeen = await worldAt(player, at(180), 'asSeen');
    const recomputed = await worldAt(player, at(180), 'recomputed');
    expect(recomputed.estimate).toEqual(asSeen.estimate);
    await close();
  });
});

import { describe, expect, test } from 'vitest';
import { lyonSquare } from '../../../test/fixtures/lyon-square.ts';
import { manualTimers } from '../../../test/fixtures/manual-timers.ts';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { SeatId, SessionId } from '../../domain/base/ids.ts';
import { entry } from '../../domain/session/entry.ts';
import { initialWorld } from '../../domain/session/world.ts';
import type { Attached } from '../../domain/wire/contract.ts';
import { createFlusher } from './flusher.ts';
import { createWorldStore } from './world-store.ts';

const site = twoSquares();
const START = Date.parse('2025-12-31T23:40:00+08:00');

describe('the world store', () => {
  test('writes at most four times a second, however many entries come', () => {
    const { clock, store } = attached();
    let writes = 0;
    store.store.subscribe(() => writes++);
    for (let step = 0; step < 1_000; step++) {
      store.apply(tick(START + step));
      clock.advance(1);
    }
    clock.advance(300);
    expect(writes).toBeGreaterThanOrEqual(3);
    expect(writes).toBeLessThanOrEqual(5);
    expect(store.store.getState().world?.time).toBe(START + 999);
    expect(store.entries()).toBe(1_000);
  });

  test('acknowledges an entry after panels have it, not before', () => {
    const { clock, store } = attached();
    store.apply(tick(START + 1));
    const seen: (number | undefined)[] = [];
    store.apply(tick(START + 2), () => seen.push(store.store.getState().world?.time));
    expect(seen).toEqual([]);
    clock.advance(300);
    expect(seen).toEqual([START + 2]);
  });

  test('lets ages grow while the link is lost, at the speed of the session', () => {
    const { clock, store } = attached();
    store.apply(entry('transport', { playing: true, speed: 10 }, times(START)));
    store.setLink({ kind: 'lost', since: clock.now() });
    for (let second = 0; second < 12; second++) clock.advance(1_000);
    const { now, lostS } = store.store.getState();
    expect(lostS).toBe(12);
    expect(now - START).toBe(120_000);
  });

  test('lets ages grow when a playing session falls silent behind an open link', () => {
    const { clock, store } = attached();
    store.apply(entry('transport', { playing: true, speed: 1 }, times(START)));
    store.apply(tick(START + 1_000));
    for (let second = 0; second < 13; second++) clock.advance(1_000);
    expect(store.store.getState().now - START).toBeGreaterThanOrEqual(10_000);
    store.apply(entry('transport', { playing: false, speed: 1 }, times(START)));
    clock.advance(1_000);
    expect(store.store.getState().now).toBe(START + 1_000);
  });

  test('keeps its world when it resumes, but takes what is of the latest class', () => {
    const { clock, store } = attached();
    store.apply(entry('phase', { phase: 'countdown', by: 'plan', reason: '' }, times(START)));
    store.begin({ ...answer(), resumed: true, world: initialWorld(site, START + 60_000) });
    clock.advance(300);
    const { world } = store.store.getState();
    expect(world?.phase).toBe('countdown');
    expect(world?.time).toBe(START + 60_000);
  });

  test('starts from the snapshot when it does not resume', () => {
    const { clock, store } = attached();
    store.apply(entry('phase', { phase: 'countdown', by: 'plan', reason: '' }, times(START)));
    store.begin(answer());
    clock.advance(300);
    expect(store.store.getState().world?.phase).toBeUndefined();
  });

  test('knows a hub that answers again with another event', () => {
    const { store } = attached();
    // As it comes over the wire: another object with the same content.
    expect(store.isOtherSite({ ...answer(), site: twoSquares() })).toBe(false);
    const [first, ...others] = site.zones;
    const moreZones = { ...site, zones: [...others, ...(first ? [first] : [])] };
    expect(store.isOtherSite({ ...answer(), site: moreZones })).toBe(true);
    expect(store.isOtherSite({ ...answer(), site: lyonSquare() })).toBe(true);
  });

  test('takes nothing for the first event but what it was begun with', () => {
    const clock = manualTimers();
    const store = createWorldStore(createFlusher(clock), clock);
    expect(store.isOtherSite(answer())).toBe(false);
  });

  test('another recording of the same site has no picture yet, and is asked anew', () => {
    const { clock, store } = attached();
    store.frameArrived(START);
    store.begin(answer());
    clock.advance(300);
    expect(store.store.getState()).toMatchObject({ frameAt: START, jumps: 0 });
    store.begin({ ...answer(), session: 'session-2' as SessionId });
    clock.advance(300);
    expect(store.store.getState()).toMatchObject({ frameAt: undefined, jumps: 1 });
  });

  test('counts jumps, so that what was asked before one can be asked again', () => {
    const { clock, store } = attached();
    expect(store.store.getState().jumps).toBe(0);
    store.replace(initialWorld(site, START - 60_000));
    clock.advance(300);
    expect(store.store.getState().jumps).toBe(1);
  });
});

function times(at: number) {
  return { observedAt: at, recordedAt: at };
}

function tick(at: number) {
  return entry('tick', { time: at }, times(at));
}

function answer(): Attached {
  return {
    seat: 'seat-1' as SeatId,
    session: 'session-1' as SessionId,
    version: 'test',
    role: 'commander',
    can: { dispatch: false, broadcast: false, transport: true, ingest: false },
    resumed: false,
    seq: 0,
    site,
    world: initialWorld(site, START),
  };
}

function attached() {
  const clock = manualTimers();
  const store = createWorldStore(createFlusher(clock), clock);
  store.begin(answer());
  store.setLink({ kind: 'live' });
  clock.advance(300);
  return { clock, store };
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Entry, entry, type RecorderState } from '../../domain/session/entry.ts';
import { type RecordApi, Recorder } from './recorder.ts';

const times = { observedAt: 1, recordedAt: 1 };
const tick = (time: number): Entry => entry('tick', { time }, times);
const phase = (reason: string): Entry =>
  entry('phase', { phase: 'dwell', by: 'script', reason }, times);

const silent = { state: () => {}, badEntry: () => {} };

/** A record whose disk can be full. */
function disk() {
  const written: Entry[] = [];
  const transactions: number[] = [];
  const fault = { full: false, low: false, hoursLeft: 1.5 };
  const api: RecordApi = {
    append: async (entries) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (fault.full) return { ok: false, error: { code: 'diskFull', message: 'disk full' } };
      written.push(...entries);
      transactions.push(entries.length);
      return { ok: true, value: { lastSeq: written.length } };
    },
    frame: async () => ({ ok: true, value: undefined }),
    series: async () => ({ ok: true, value: undefined }),
    snapshot: async () => ({ ok: true, value: undefined }),
    storage: async () => ({
      freeBytes: 5e9,
      hoursLeft: fault.low ? fault.hoursLeft : 40,
      low: fault.low,
    }),
  };
  return { api, written, transactions, fault };
}

describe('Recorder', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('writes in order, several entries to a transaction, and tells each its number', async () => {
    const { api, written, transactions } = disk();
    const recorder = new Recorder(api, 'night.anlan', 0, silent);
    const entries = Array.from({ length: 50 }, (_, index) => tick(index));
    const numbers = await Promise.all(entries.map((each) => recorder.write(each)));
    expect(numbers).toEqual(entries.map((_, index) => index + 1));
    expect(written).toEqual(entries);
    expect(transactions.length).toBeLessThan(5);
  });

  it('tells how much room its disk has once it has written, and when it runs low', async () => {
    const { api, fault } = disk();
    fault.low = true;
    const states: RecorderState[] = [];
    const recorder = new Recorder(api, 'night.anlan', 0, {
      ...silent,
      state: (state) => states.push(state),
    });
    await recorder.write(tick(1));
    await expect.poll(() => recorder.state.disk?.low).toBe(true);
    expect(states.at(-1)).toEqual({
      state: 'recording',
      seq: 1,
      file: 'night.anlan',
      disk: { freeBytes: 5e9, hoursLeft: 1.5, low: true },
    });
    await recorder.write(tick(2));
    expect(recorder.state).toMatchObject({ seq: 2, disk: { low: true } });
  });

  it('tells what room is left at every look while it runs low', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { api, fault } = disk();
    fault.low = true;
    const told: (number | undefined)[] = [];
    const recorder = new Recorder(api, 'night.anlan', 0, {
      ...silent,
      state: (state) => told.push(state.disk?.hoursLeft),
    });
    await recorder.write(tick(1), 'now');
    await expect.poll(() => told).toEqual([1.5]);
    fault.hoursLeft = 0.5;
    await recorder.write(tick(2), 'now');
    vi.advanceTimersByTime(31_000);
    await recorder.write(tick(3), 'now');
    await expect.poll(() => told).toEqual([1.5, 0.5]);
  });

  it('says that the disk is full, owes alerts to the record, and pays when there is room', async () => {
    const { api, written, fault } = disk();
    const states: RecorderState[] = [];
    const recorder = new Recorder(api, 'night.anlan', 0, {
      ...silent,
      state: (state) => states.push(state),
    });
    fault.full = true;
    const lost = recorder.write(tick(1));
    const owed = recorder.write(phase('midnight'));
    expect(await Promise.all([lost, owed])).toEqual([undefined, undefined]);
    expect(recorder.state).toMatchObject({ state: 'failing', message: 'disk full' });
    fault.full = false;
    expect(await recorder.write(tick(2), 'now')).toBe(2);
    expect(written).toEqual([phase('midnight'), tick(2)]);
    expect(states.map((state) => state.state)).toEqual(['failing', 'recording']);
  });

  it('loses only the entry that cannot be stored', async () => {
    const { api, written } = disk();
    const bad: string[] = [];
    const picky: RecordApi = {
      ...api,
      append: async (entries) => {
        if (entries.some((each) => each.observedAt === 0)) throw new Error('not storable');
        return await api.append(entries);
      },
    };
    const recorder = new Recorder(picky, 'night.anlan', 0, {
      ...silent,
      badEntry: (_error, kind) => bad.push(kind),
    });
    const entries = [tick(1), { ...phase('x'), observedAt: 0 }, tick(3)];
    const numbers = await Promise.all(entries.map((each) => recorder.write(each)));
    expect(numbers).toEqual([1, undefined, 2]);
    expect(written).toEqual([tick(1), tick(3)]);
    expect(bad).toEqual(['phase']);
    expect(recorder.state.state).toBe('recording');
  });

  it('never writes an order later that was refused for want of a record', async () => {
    const { api, written, fault } = disk();
    const recorder = new Recorder(api, 'night.anlan', 0, silent);
    fault.full = true;
    const order = {
      ...phase(''),
      kind: 'checkpointOrder',
      payload: {},
    } as Entry;
    expect(await recorder.write(order, 'now')).toBeUndefined();
    fault.full = false;
    await recorder.write(tick(1), 'now');
    expect(written.map((each) => each.kind)).toEqual(['tick']);
  });
});

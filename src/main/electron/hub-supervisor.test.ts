import { describe, expect, test } from 'vitest';
import { manualTimers } from '../../../test/fixtures/manual-timers.ts';
import { must } from '../../domain/base/assert.ts';
import { ok } from '../../domain/base/result.ts';
import type { DrawWish, ToHub } from './hub-messages.ts';
import { type HubChild, type HubState, hubSupervisor, isLive } from './hub-supervisor.ts';

describe('the hub under its supervisor', () => {
  test('is told what to open, and runs', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin', '--speed', '1']);
    expect(bench.child.received).toEqual([
      { t: 'open', order: { resources: '/r', version: '1', words: ['hubin', '--speed', '1'] } },
    ]);
    bench.child.say({ t: 'recordsTo', file: '/e.anlan' });
    bench.child.say({ t: 'running', source: 'live' });
    expect(bench.hub.state).toEqual({ kind: 'running', source: 'live' });
    bench.hub.giveSeat('port');
    expect(bench.child.ports).toEqual(['port']);
  });

  test('is started again with growing pauses, up to half a minute, in the same file', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'recordsTo', file: '/e.anlan' });
    bench.child.say({ t: 'running', source: 'live' });
    const pauses: number[] = [];
    for (let death = 0; death < 8; death++) {
      bench.child.exit(70);
      const { state } = bench.hub;
      if (state.kind !== 'waiting') throw new Error('the hub is not waited for');
      pauses.push(state.restartIn);
      bench.timers.advance(state.restartIn - 1);
      expect(bench.children).toHaveLength(death + 1);
      bench.timers.advance(1);
      expect(bench.children).toHaveLength(death + 2);
      expect(bench.child.received[0]).toMatchObject({
        t: 'open',
        order: { words: ['hubin'], recordTo: '/e.anlan', goesOn: true },
      });
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('has its reports drawn, and the answer goes to the process that asked', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    const wish = { do: 'pdf', job: 3, html: '<p>report</p>' } as const;
    bench.child.say({ t: 'draw', n: 8, wish });
    await expect.poll(() => bench.child.received.at(-1)).toMatchObject({ t: 'drawn', n: 8 });
    expect(bench.drawn).toEqual([wish]);
    bench.child.say({ t: 'draw', n: 9, wish: { do: 'done', job: 3 } });
    bench.child.exit(70);
    bench.timers.advance(500);
    await Promise.resolve();
    expect(bench.child.received.map(({ t }) => t)).toEqual(['open']);
  });

  test('begins with the first pause again once it ran for a minute', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.exit(1);
    bench.timers.advance(500);
    bench.child.say({ t: 'running', source: 'live' });
    bench.timers.advance(60_000);
    bench.child.exit(1);
    expect(bench.hub.state).toMatchObject({ kind: 'waiting', restartIn: 500 });
  });

  test('counts as live from the first word of it until it is closed, also while it is away', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    expect(isLive(bench.hub.state)).toBe(false);
    bench.child.say({ t: 'running', source: 'live' });
    expect(isLive(bench.hub.state)).toBe(true);
    bench.child.exit(70);
    expect(isLive(bench.hub.state)).toBe(true);
    bench.timers.advance(500);
    expect(isLive(bench.hub.state)).toBe(true);
    const closing = bench.hub.close();
    bench.child.exit(0);
    await closing;
    expect(isLive(bench.hub.state)).toBe(false);
  });

  test('is not tried again when what was asked for cannot be opened', async () => {
    const bench = createBench();
    await bench.hub.open(['nothing.anlan']);
    bench.child.say({ t: 'refused', message: 'there is no event file' });
    bench.child.exit(2);
    bench.timers.advance(100_000);
    expect(bench.hub.state).toEqual({
      kind: 'refused',
      message: 'there is no event file',
      goesBack: false,
    });
    expect(bench.children).toHaveLength(1);
  });

  test('is tried again when a file that was open cannot be opened at a restart', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'live' });
    bench.child.exit(70);
    bench.timers.advance(500);
    bench.child.say({ t: 'refused', message: 'the file is in use' });
    bench.child.exit(2);
    expect(bench.hub.state).toMatchObject({
      kind: 'waiting',
      reason: 'the file is in use',
      refused: true,
    });
  });

  test('opens what it was begun with again when it died before its session ran', async () => {
    const bench = createBench();
    await bench.hub.open(['/folder', '--layer', 'map.geojson']);
    bench.child.say({ t: 'recordsTo', file: '/e.anlan' });
    bench.child.exit(70);
    bench.timers.advance(500);
    const order = { words: ['/folder', '--layer', 'map.geojson'], recordTo: '/e.anlan' };
    expect(bench.child.received).toEqual([
      { t: 'open', order: { resources: '/r', version: '1', ...order } },
    ]);
  });

  test('goes on with what ran, once, when what was chosen instead is refused', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'recordsTo', file: '/first.anlan' });
    bench.child.say({ t: 'running', source: 'live' });
    const opening = bench.hub.open(['/second.anlan']);
    bench.child.exit(0);
    await opening;
    bench.child.say({ t: 'recordsTo', file: '/second.anlan' });
    bench.child.say({ t: 'refused', message: 'the file is damaged' });
    expect(bench.hub.state).toMatchObject({ kind: 'refused', goesBack: true });
    // Not before the process that refused is gone.
    expect(bench.children).toHaveLength(2);
    bench.child.exit(2);
    await expect.poll(() => bench.children.length).toBe(3);
    expect(bench.child.received[0]).toMatchObject({
      order: { words: ['hubin'], recordTo: '/first.anlan', goesOn: true },
    });
    expect(isLive(bench.hub.state)).toBe(true);
    bench.child.say({ t: 'refused', message: 'the disk is gone' });
    bench.child.exit(2);
    expect(bench.hub.state).toMatchObject({ kind: 'waiting', refused: true });
  });

  test('does not go back when it is closed meanwhile', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'live' });
    const opening = bench.hub.open(['/second.anlan']);
    bench.child.exit(0);
    await opening;
    bench.child.say({ t: 'refused', message: 'the file is damaged' });
    const closing = bench.hub.close();
    bench.child.exit(2);
    await closing;
    await Promise.resolve();
    expect(bench.children).toHaveLength(2);
  });

  test('is ended in order, and by force when it does not end', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'rehearsal' });
    const closing = bench.hub.close();
    expect(bench.child.received.at(-1)).toEqual({ t: 'close' });
    expect(bench.child.killed).toBe(false);
    bench.timers.advance(20_000);
    await closing;
    expect(bench.child.killed).toBe(true);
    expect(bench.hub.state).toEqual({ kind: 'closed' });
    bench.timers.advance(100_000);
    expect(bench.children).toHaveLength(1);
  });

  test('opens another event only after the first is closed, and in a file of its own', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'recordsTo', file: '/first.anlan' });
    bench.child.say({ t: 'running', source: 'rehearsal' });
    const opening = bench.hub.open(['/second.anlan']);
    expect(bench.children).toHaveLength(1);
    bench.child.exit(0);
    await opening;
    expect(bench.child.received).toEqual([
      { t: 'open', order: { resources: '/r', version: '1', words: ['/second.anlan'] } },
    ]);
  });

  test('opens the last of two that were chosen in haste, once', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'rehearsal' });
    const opening = [bench.hub.open(['/second.anlan']), bench.hub.open(['/third.anlan'])];
    expect(bench.children).toHaveLength(1);
    bench.child.exit(0);
    await Promise.all(opening);
    expect(bench.children).toHaveLength(2);
    expect(bench.child.received[0]).toMatchObject({ order: { words: ['/third.anlan'] } });
  });

  test('waits for the end of one that refused before it opens another', async () => {
    const bench = createBench();
    await bench.hub.open(['nothing.anlan']);
    bench.child.say({ t: 'refused', message: 'there is no event file' });
    const opening = bench.hub.open(['hubin']);
    expect(bench.children).toHaveLength(1);
    bench.child.exit(2);
    await opening;
    expect(bench.children).toHaveLength(2);
  });

  test('a restart that is due does not come after it was closed', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.exit(1);
    await bench.hub.close();
    bench.timers.advance(100_000);
    expect(bench.children).toHaveLength(1);
  });

  test('brings each answer about a recording to who asked', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'live' });
    const answers = Promise.all([
      bench.hub.openRecording('/a.anlan'),
      bench.hub.openRecording('/b.anlan'),
    ]);
    expect(bench.child.received.slice(1)).toEqual([
      { t: 'openRecording', n: 1, file: '/a.anlan' },
      { t: 'openRecording', n: 2, file: '/b.anlan' },
    ]);
    bench.child.say({ t: 'replay', n: 2, opened: { ok: false, error: 'it is no event file' } });
    bench.child.say({ t: 'replay', n: 1, opened: { ok: true, value: 'replay-1' } });
    expect(await answers).toEqual([
      { ok: true, value: 'replay-1' },
      { ok: false, error: 'it is no event file' },
    ]);
    expect(bench.hub.state).toEqual({ kind: 'running', source: 'live' });
  });

  test('leaves nobody waiting for a recording when it dies', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'live' });
    const opening = bench.hub.openRecording('/a.anlan');
    bench.child.exit(70);
    expect(await opening).toMatchObject({ ok: false });
  });

  test('says so when the hub sends what is not of the contract', async () => {
    const bench = createBench();
    await bench.hub.open(['hubin']);
    bench.child.say({ t: 'running', source: 'elsewhere' });
    bench.child.say('hello');
    expect(bench.warnings).toHaveLength(2);
    expect(bench.hub.state.kind).toBe('starting');
  });
});

class Child implements HubChild<string> {
  readonly received: ToHub[] = [];
  readonly ports: string[] = [];
  killed = false;
  #message: (message: unknown) => void = () => {};
  #exit: (code: number) => void = () => {};

  postMessage(message: ToHub, ports: string[] = []): void {
    this.received.push(message);
    this.ports.push(...ports);
  }
  on(_event: 'message', listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  once(_event: 'exit', listener: (code: number) => void): void {
    this.#exit = listener;
  }
  kill(): boolean {
    this.killed = true;
    this.#exit(15);
    return true;
  }
  say(message: unknown): void {
    this.#message(message);
  }
  exit(code: number): void {
    this.#exit(code);
  }
}

function createBench() {
  const timers = manualTimers();
  const children: Child[] = [];
  const states: HubState[] = [];
  const warnings: string[] = [];
  const drawn: DrawWish[] = [];
  const hub = hubSupervisor<string>({
    fork: () => {
      const child = new Child();
      children.push(child);
      return child;
    },
    order: { resources: '/r', version: '1' },
    timers,
    onState: (state) => states.push(state),
    draw: async (wish) => {
      drawn.push(wish);
      return ok(new Uint8Array([wish.job]));
    },
    warn: (message) => warnings.push(message),
  });
  return {
    hub,
    timers,
    children,
    states,
    warnings,
    drawn,
    get child() {
      return must(children.at(-1), 'a hub that was started');
    },
  };
}

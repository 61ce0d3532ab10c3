import { describe, expect, test } from 'vitest';
import { manualTimers } from '../../../test/fixtures/manual-timers.ts';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { SeatId, SessionId } from '../../domain/base/ids.ts';
import { type Entry, entry } from '../../domain/session/entry.ts';
import { initialWorld } from '../../domain/session/world.ts';
import type { Attached, HubMessage, Link, SeatMessage } from '../../domain/wire/contract.ts';
import { encodeDensityFrame } from '../../domain/wire/frames.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { type HubSink, hubClient } from './hub-client.ts';

const site = twoSquares();
const TIME = Date.parse('2025-12-31T23:40:00+08:00');
const times = { observedAt: TIME, recordedAt: TIME };

describe('the hub client', () => {
  test('attaches, and acknowledges the latest class only when told that it is applied', async () => {
    const bench = await attachedBench();
    const told: (() => void)[] = [];
    bench.onLatest = (_entry, done) => told.push(done);
    bench.hub.say({
      t: 'latest',
      topic: 'tick',
      n: 7,
      entry: entry('tick', { time: TIME }, times),
    });
    expect(bench.hub.acks()).toEqual([]);
    told[0]?.();
    expect(bench.hub.acks()).toEqual([{ t: 'ack', topic: 'tick', n: 7 }]);
  });

  test('acknowledges a density frame by its number once it is drawn', async () => {
    const bench = await attachedBench();
    const drawn: (() => void)[] = [];
    bench.onFrame = (done) => drawn.push(done);
    const plane = Uint8Array.of(1, 2, 3);
    bench.hub.sayBytes(encodeDensityFrame({ issuedAt: TIME, density: plane, age: plane }, 42));
    expect(bench.hub.acks()).toEqual([]);
    drawn[0]?.();
    expect(bench.hub.acks()).toEqual([{ t: 'ack', topic: 'density', n: 42 }]);
  });

  test('keeps what comes before the answer until the answer is applied', async () => {
    const bench = createBench();
    await bench.settle();
    bench.hub.say({ t: 'entry', seq: 1, entry: phase() });
    expect(bench.log).toEqual(['link connecting']);
    bench.hub.answerAttach({ seq: 0 });
    await bench.settle();
    expect(bench.log).toEqual(['link connecting', 'attached', 'link live', 'reliable phase']);
  });

  test('says that the link is lost, tries again with growing pauses and resumes by seat and number', async () => {
    const bench = await attachedBench({ seq: 4 });
    bench.hub.say({ t: 'entry', seq: 5, entry: phase() });
    bench.refuse = true;
    bench.hub.drop();
    await bench.settle();
    expect(bench.log.at(-1)).toBe('link lost 0');
    const opened = [];
    for (const step of [250, 500, 1_000]) {
      bench.clock.advance(step - 1);
      await bench.settle();
      opened.push(bench.opened);
      bench.clock.advance(1);
      await bench.settle();
    }
    expect(opened).toEqual([1, 2, 3]);
    bench.refuse = false;
    bench.clock.advance(2_000);
    await bench.settle();
    expect(bench.hub.calls('session.attach')).toEqual([
      { role: 'commander', resume: { seat: 'seat-1', seq: 5 } },
    ]);
    bench.hub.answerAttach({ resumed: true, seq: 5 });
    await bench.settle();
    bench.hub.say({ t: 'entry', seq: 5, entry: phase() });
    bench.hub.say({ t: 'entry', seq: 6, entry: phase() });
    expect(bench.log.slice(-3)).toEqual(['attached', 'link live', 'reliable phase']);
  });

  test('starts over rather than go on with a gap', async () => {
    const bench = await attachedBench({ seq: 0 });
    bench.hub.say({ t: 'entry', seq: 2, entry: phase() });
    expect(bench.hub.closed).toBe('gap in reliable entries');
    expect(bench.log).not.toContain('reliable phase');
  });

  test('takes another world in place of its own, and goes on from its number', async () => {
    const bench = await attachedBench({ seq: 4 });
    bench.hub.say({ t: 'world', seq: 9, world: initialWorld(site, TIME + 5_000) });
    bench.hub.say({ t: 'entry', seq: 9, entry: phase() });
    bench.hub.say({ t: 'entry', seq: 10, entry: phase() });
    expect(bench.log.slice(-2)).toEqual(['world 5000', 'reliable phase']);
    expect(bench.hub.closed).toBeUndefined();
  });

  test('tells that it is not let in, and into which session it asked', async () => {
    const bench = createBench({ session: 'replay-1' as SessionId });
    await bench.settle();
    bench.hub.refuseAttach('notPossible');
    await bench.settle();
    expect(bench.hub.calls('session.attach')).toEqual([{ role: 'commander', session: 'replay-1' }]);
    expect(bench.log).toContain('refused notPossible');
    expect(bench.hub.closed).toBe('attach failed');
  });

  test('fails calls under way when the link goes, and calls made without one', async () => {
    const bench = await attachedBench();
    const taking = bench.client.call('operator.takeOver', { name: 'Li' });
    bench.hub.drop();
    const failed: unknown = await taking.catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(RpcError);
    expect(failed).toMatchObject({ code: 'linkLost', wasSent: true });
    await expect(bench.client.call('operator.takeOver', { name: 'Li' })).rejects.toMatchObject({
      code: 'linkLost',
      wasSent: false,
    });
  });

  test('fails calls under way when it is stopped, and calls made afterwards', async () => {
    const bench = await attachedBench();
    const taking = bench.client.call('operator.takeOver', { name: 'Li' });
    bench.client.stop();
    await expect(taking).rejects.toMatchObject({ code: 'linkLost', wasSent: true });
    await expect(bench.client.call('operator.takeOver', { name: 'Li' })).rejects.toMatchObject({
      code: 'linkLost',
      wasSent: false,
    });
    expect(bench.hub.closed).toBe('seat closed');
  });

  test('does not acknowledge over a new link what came over the old one', async () => {
    const bench = await attachedBench();
    const told: (() => void)[] = [];
    bench.onLatest = (_entry, done) => told.push(done);
    bench.hub.say({
      t: 'latest',
      topic: 'tick',
      n: 7,
      entry: entry('tick', { time: TIME }, times),
    });
    bench.hub.drop();
    bench.clock.advance(250);
    await bench.settle();
    told[0]?.();
    expect(bench.hub.acks()).toEqual([]);
  });
});

function phase(): Entry {
  return entry('phase', { phase: 'countdown', by: 'plan', reason: '' }, times);
}

/** A hub's end of one link. */
class FakeHub {
  readonly sent: SeatMessage[] = [];
  closed: string | undefined;
  #message: (data: string | Uint8Array) => void = () => {};
  #close: (reason: string) => void = () => {};

  readonly link: Link = {
    send: (data) => this.sent.push(JSON.parse(`${data}`) as SeatMessage),
    onMessage: (listener) => {
      this.#message = listener;
    },
    onClose: (listener) => {
      this.#close = listener;
    },
    close: (reason) => {
      this.closed = reason;
      this.#close(reason);
    },
  };

  say(message: HubMessage): void {
    this.#message(JSON.stringify(message));
  }

  sayBytes(bytes: Uint8Array): void {
    this.#message(bytes);
  }

  drop(): void {
    this.#close('dropped');
  }

  acks(): SeatMessage[] {
    return this.sent.filter(({ t }) => t === 'ack');
  }

  calls(method: string): unknown[] {
    return this.sent.flatMap((each) =>
      each.t === 'call' && each.method === method ? [each.input] : [],
    );
  }

  refuseAttach(code: 'notPossible'): void {
    const call = this.sent.find((each) => each.t === 'call' && each.method === 'session.attach');
    if (call?.t !== 'call') throw new Error('the seat has not asked to attach');
    this.say({ t: 'error', id: call.id, error: { code, message: 'no such session' } });
  }

  answerAttach(part: Partial<Attached>): void {
    const call = this.sent.find((each) => each.t === 'call' && each.method === 'session.attach');
    if (call?.t !== 'call') throw new Error('the seat has not asked to attach');
    const value: Attached = {
      seat: 'seat-1' as SeatId,
      session: 'session-1' as SessionId,
      version: 'test',
      role: 'commander',
      can: { dispatch: false, broadcast: false, transport: true, ingest: false },
      resumed: false,
      seq: 0,
      site,
      world: initialWorld(site, TIME),
      ...part,
    };
    this.say({ t: 'result', id: call.id, value });
  }
}

function createBench(asked: { readonly session?: SessionId } = {}) {
  const clock = manualTimers();
  const hubs: FakeHub[] = [];
  const log: string[] = [];
  const bench = {
    clock,
    log,
    refuse: false,
    opened: 0,
    onLatest: (_entry: Entry, _done: () => void) => {},
    onFrame: (_done: () => void) => {},
    get hub() {
      const hub = hubs.at(-1);
      if (!hub) throw new Error('no link was opened');
      return hub;
    },
    settle: async () => {
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
  };
  const sink: HubSink = {
    attached: () => log.push('attached'),
    reliable: ({ kind }) => log.push(`reliable ${kind}`),
    latest: (each, done) => bench.onLatest(each, done),
    frame: (_frame, done) => bench.onFrame(done),
    agents: (_frame, done) => done(),
    world: ({ time }) => log.push(`world ${time - TIME}`),
    refused: ({ code }) => log.push(`refused ${code}`),
    link: (state) =>
      log.push(`link ${state.kind}${state.kind === 'lost' ? ` ${state.since}` : ''}`),
  };
  const client = hubClient({
    role: 'commander',
    ...asked,
    sink,
    timers: clock,
    open: async () => {
      bench.opened += 1;
      if (bench.refuse) throw new Error('refused');
      const hub = new FakeHub();
      hubs.push(hub);
      return hub.link;
    },
  });
  return Object.assign(bench, { client });
}

async function attachedBench(part: Partial<Attached> = {}) {
  const bench = createBench();
  await bench.settle();
  bench.hub.answerAttach(part);
  await bench.settle();
  return bench;
}

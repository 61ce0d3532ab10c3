import { describe, expect, it } from 'vitest';
import type { DroneReport } from '../../domain/forces/drone.ts';
import { type Entry, entry } from '../../domain/session/entry.ts';
import { TRUTH_AUDIENCE } from '../../domain/session/role.ts';
import type { HubMessage, Link } from '../../domain/wire/contract.ts';
import { decodeDensityFrame } from '../../domain/wire/frames.ts';
import { Publisher } from './publisher.ts';

interface Wire extends Link {
  readonly sent: (string | Uint8Array)[];
  messages(): HubMessage[];
}

function wire(): Wire {
  const sent: (string | Uint8Array)[] = [];
  return {
    sent,
    messages: () =>
      sent.flatMap((data) => (typeof data === 'string' ? [JSON.parse(data) as HubMessage] : [])),
    send: (data) => sent.push(data),
    onMessage: () => {},
    onClose: () => {},
    close: () => {},
  };
}

const times = { observedAt: 1, recordedAt: 1 };
const phase = (reason: string): Entry =>
  entry('phase', { phase: 'dwell', by: 'script', reason }, times);
const tick = (time: number): Entry => entry('tick', { time }, times);

describe('Publisher', () => {
  it('numbers the reliable entries of each seat without gaps, whatever others may see', () => {
    const publisher = new Publisher();
    const commander = wire();
    const planner = wire();
    publisher.attach(commander, 'commander');
    publisher.attach(planner, 'planner');
    const secret = entry('phase', { phase: 'dwell', by: 'x', reason: 'b' }, times, TRUTH_AUDIENCE);
    publisher.publish([phase('a'), secret, phase('c')]);
    const seen = (link: Wire) =>
      link.messages().map((m) => (m.t === 'entry' ? [m.seq, m.entry.kind] : []));
    expect(seen(commander)).toEqual([
      [1, 'phase'],
      [2, 'phase'],
    ]);
    expect(seen(planner)).toHaveLength(3);
    expect(JSON.stringify(commander.sent)).not.toContain('"b"');
  });

  it('gives a slow seat the newest position of every drone, though each comes in a message of its own', () => {
    const publisher = new Publisher();
    const link = wire();
    const { seat } = publisher.attach(link, 'commander');
    publisher.subscribe(seat, ['positions']);
    const flies = (drone: string, altM: number): Entry => {
      const report = { drone, callsign: drone, observedAt: altM, lon: 120, lat: 30, altM };
      return entry('positions', { drones: [report as DroneReport], units: [] }, times);
    };
    for (const altM of [1, 2, 3]) {
      publisher.publish(['uav-1', 'uav-2', 'uav-3'].map((drone) => flies(drone, altM)));
    }
    const altitudes = () =>
      link.messages().map((message) => {
        if (message.t !== 'latest' || message.entry.kind !== 'positions') return [];
        return message.entry.payload.drones.map(({ drone, altM }) => [drone, altM]);
      });
    expect(altitudes()).toEqual([[['uav-1', 1]]]);
    const [first] = link.messages();
    if (first?.t === 'latest') publisher.acknowledge(seat, 'positions', first.n);
    expect(altitudes()[1]).toEqual([
      ['uav-2', 3],
      ['uav-3', 3],
      ['uav-1', 3],
    ]);
  });

  it('sends simulated people to those who may see them and have asked, one frame in flight', () => {
    const publisher = new Publisher();
    const planner = wire();
    const commander = wire();
    const silent = wire();
    const { seat } = publisher.attach(planner, 'planner');
    publisher.subscribe(seat, ['agents']);
    publisher.subscribe(publisher.attach(commander, 'commander').seat, ['agents']);
    publisher.attach(silent, 'controller');
    expect(publisher.isWatched('agents', TRUTH_AUDIENCE)).toBe(true);
    const numbers: number[] = [];
    const show = () =>
      publisher.publishBytes('agents', TRUTH_AUDIENCE, (n) => {
        numbers.push(n);
        return new Uint8Array([numbers.length]);
      });
    show();
    show();
    show();
    expect(planner.sent).toEqual([new Uint8Array([1])]);
    publisher.acknowledge(seat, 'agents', numbers[0] ?? -1);
    expect(planner.sent).toEqual([new Uint8Array([1]), new Uint8Array([3])]);
    expect(commander.sent).toEqual([]);
    expect(silent.sent).toEqual([]);
  });

  it('never sends observations to a seat', () => {
    const publisher = new Publisher();
    const link = wire();
    publisher.attach(link, 'controller');
    publisher.publish([{ ...tick(1), kind: 'observations' } as Entry]);
    expect(link.sent).toEqual([]);
  });

  it('holds one message a topic in flight and then sends the newest, not the ones between', () => {
    const publisher = new Publisher();
    const link = wire();
    const { seat } = publisher.attach(link, 'commander');
    for (let time = 1; time <= 5; time++) publisher.publish([tick(time)]);
    const [first] = link.messages();
    expect(link.messages()).toHaveLength(1);
    if (first?.t !== 'latest') throw new Error('a tick travels as latest');
    publisher.acknowledge(seat, 'tick', first.n + 99);
    expect(link.messages()).toHaveLength(1);
    publisher.acknowledge(seat, 'tick', first.n);
    const second = link.messages()[1];
    expect(second?.t === 'latest' && second.entry.payload).toEqual({ time: 5 });
  });

  it('lets no pause overtake the time at which it came', () => {
    const publisher = new Publisher();
    const link = wire();
    const { seat } = publisher.attach(link, 'commander');
    const pause = entry('transport', { playing: false, speed: 1 }, times);
    publisher.publish([tick(1), tick(2), tick(3), pause]);
    const kinds = () =>
      link.messages().map((m) => {
        if (m.t !== 'latest' && m.t !== 'entry') return undefined;
        return m.entry.kind === 'tick' ? m.entry.payload.time : m.entry.kind;
      });
    expect(kinds()).toEqual([1, 3, 'transport']);
    const numbers = link.messages().flatMap((m) => (m.t === 'latest' ? [m.n] : []));
    // The slot is that of the newest now.
    publisher.publish([tick(4)]);
    publisher.acknowledge(seat, 'tick', numbers[0] ?? 0);
    expect(kinds()).toHaveLength(3);
    publisher.acknowledge(seat, 'tick', numbers[1] ?? 0);
    expect(kinds()).toEqual([1, 3, 'transport', 4]);
  });

  it('sends a slow seat fewer frames and greets a new one with the newest', () => {
    const publisher = new Publisher();
    const frame = (issuedAt: number) => ({
      issuedAt,
      density: new Uint8Array(3),
      age: new Uint8Array(3),
    });
    publisher.publishFrame(frame(1));
    const link = wire();
    const { seat } = publisher.attach(link, 'wall');
    publisher.welcome(seat);
    publisher.publishFrame(frame(2));
    publisher.publishFrame(frame(3));
    const first = decodeDensityFrame(link.sent[0] as Uint8Array);
    publisher.acknowledge(seat, 'density', first.ok ? first.value.n : -1);
    const issued = link.sent.map((data) => {
      const decoded = decodeDensityFrame(data as Uint8Array);
      return decoded.ok ? decoded.value.frame.issuedAt : undefined;
    });
    expect(issued).toEqual([1, 3]);
  });

  it('lets a seat go on where its link broke, and not where it missed too much', () => {
    const publisher = new Publisher();
    const first = wire();
    const { seat } = publisher.attach(first, 'commander');
    publisher.publish([phase('a'), phase('b')]);
    publisher.detach(seat, first);
    publisher.publish([phase('c'), phase('d')]);
    expect(first.messages()).toHaveLength(2);

    const second = wire();
    publisher.resume(second, 'commander', seat, 2)?.sendMissed();
    expect(second.messages().map((m) => (m.t === 'entry' ? m.seq : 0))).toEqual([3, 4]);
    publisher.publish([phase('e')]);
    expect(second.messages().at(-1)).toMatchObject({ seq: 5 });

    expect(publisher.resume(wire(), 'planner', seat, 2)).toBeUndefined();
    expect(publisher.resume(wire(), 'commander', seat, 99)).toBeUndefined();
    publisher.publish(Array.from({ length: 6_000 }, () => phase('x')));
    expect(publisher.resume(wire(), 'commander', seat, 5)).toBeUndefined();
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubProcess, startHub } from './hub-process.ts';
import { type CotReceiver, cotDatagrams, cotEvent, cotServer, eventFolder } from './tak-hub.ts';
import { CANNOT_VALIDATE, COT_SCHEMA, problemsOf } from './tak-xmllint.ts';
import { type TestSeat, takeSeat } from './test-seat.ts';

const name = { zh: '外部系统', en: 'Other system' };
const LISTENING = {
  feed: 'tak',
  adapter: 'cot',
  name,
  silentAfterS: 60,
  listen: { protocol: 'tcp', port: 0 },
  groundHaeM: 17.5,
};

let folder: string;
let hub: HubProcess | undefined;
let seat: TestSeat | undefined;
let receivers: CotReceiver[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-tak-'));
  receivers = [];
});
afterEach(async () => {
  seat?.close();
  await hub?.stop();
  for (const receiver of receivers) await receiver.close();
  hub = undefined;
  seat = undefined;
  await rm(folder, { recursive: true });
});

async function open(feeds: unknown, source: 'live' | 'rehearsal') {
  const event = await eventFolder(folder, feeds);
  const file = path.join(folder, 'night.anlan');
  hub = await startHub([event, '--source', source, '--event-file', file]);
  seat = await takeSeat(hub.url, 'commander', 'Lin');
  return { hub, seat };
}

const wait = { interval: 100 };

describe('a peer on the feed’s TCP port', () => {
  it('puts units, drones and marks on the map, and takes its marks back', async () => {
    const { seat } = await open({ live: [LISTENING], rehearsal: [] }, 'live');
    const feed = () => seat.world().feeds.tak;
    await expect.poll(() => feed()?.connection, wait).toMatch(/^listening on 127\.0\.0\.1:\d+/);
    const port = Number(/:(\d+)/.exec(feed()?.connection ?? '')?.[1]);
    const peer = net.connect(port, '127.0.0.1');
    const drawn =
      '<contact callsign="集结点"/><link point="30.256,120.158"/><link point="30.257,120.158"/>' +
      '<link point="30.257,120.159"/><link point="30.256,120.158"/>';
    const stream = Buffer.from(
      cotEvent(
        'u-1',
        'a-f-G-U-C',
        '<contact callsign="一组"/><__group name="Cyan" role="Team Member"/>',
      ) +
        cotEvent('d-1', 'a-f-A-M-H-Q', '<contact callsign="UAV-9"/>') +
        cotEvent('m-1', 'u-d-f', drawn, 'h-e') +
        cotEvent('m-2', 'a-h-G', '<contact callsign="?"/>'),
    );
    // In pieces that end nowhere in particular.
    for (let at = 0; at < stream.length; at += 97) peer.write(stream.subarray(at, at + 97));
    await expect
      .poll(() => Object.keys(seat.world().marks).sort(), wait)
      .toEqual(['cot:m-1', 'cot:m-2']);
    await expect.poll(() => seat.world().units['cot:u-1']?.callsign, wait).toBe('一组');
    await expect.poll(() => seat.world().drones['cot:d-1']?.report.altM, wait).toBe(60);
    expect(seat.world().marks['cot:m-1']?.ring).toHaveLength(3);

    peer.write(cotEvent('x', 't-x-d-d', '<link uid="m-1"/>'));
    peer.write('rubbish');
    peer.write(cotEvent('m-3', 'b-m-p-s-m', '<contact callsign="还在"/>', 'h-g-i-g-o'));
    await expect
      .poll(() => Object.keys(seat.world().marks).sort(), wait)
      .toEqual(['cot:m-2', 'cot:m-3']);
    await expect.poll(() => feed()?.refused, wait).toBe(1);
    expect(feed()?.lastError).toContain('7 bytes');

    // Its clock is eight hours ahead, as of one that takes local time for UTC, and is then set right.
    const unit = (callsign: string) => `<contact callsign="${callsign}"/>`;
    const shown = () => seat.world().units['cot:u-2']?.callsign;
    peer.write(cotEvent('u-2', 'a-f-G-U-C', unit('二组'), 'm-g', 8 * 3_600));
    await expect.poll(shown, wait).toBe('二组');
    peer.write(cotEvent('u-2', 'a-f-G-U-C', unit('二组，已到位')));
    await expect.poll(shown, wait).toBe('二组，已到位');
    peer.destroy();
  });
});

describe('what goes out', () => {
  const outputs = (tcp: number, udp: number) => [
    {
      output: 'server',
      adapter: 'cot-out',
      name,
      tcp: { host: '127.0.0.1', port: tcp },
      everyS: 1,
      staleS: 10,
    },
    {
      output: 'mesh',
      adapter: 'cot-out',
      name,
      alsoInRehearsal: true,
      udp: { host: '127.0.0.1', port: udp },
      everyS: 1,
      staleS: 10,
      language: 'en',
    },
  ];
  const attribute = (event: string | undefined, what: string) =>
    new RegExp(` ${what}="([^"]*)"`).exec(event ?? '')?.[1];

  it('live: zones over TCP and UDP, whole again for a server that comes back', async () => {
    const server = await cotServer();
    const mesh = await cotDatagrams();
    receivers = [server, mesh];
    const { seat } = await open(
      { live: [], rehearsal: [], outputs: outputs(server.port, mesh.port) },
      'live',
    );
    await expect.poll(() => server.events.length, wait).toBeGreaterThan(20);
    await expect.poll(() => mesh.events.length, wait).toBeGreaterThan(20);
    const zone = server.events.find((event) => event.includes('.zone.'));
    expect(attribute(zone, 'type')).toBe('u-d-f');
    expect(attribute(zone, 'opex')).toBe('o-anlan');
    expect(zone?.match(/<link point=/g)?.length).toBeGreaterThan(3);
    expect(server.events.join()).not.toContain('EXERCISE');
    const lasts =
      Date.parse(attribute(zone, 'stale') ?? '') - Date.parse(attribute(zone, 'time') ?? '');
    expect(lasts).toBe(10_000);
    if (CANNOT_VALIDATE === undefined) {
      expect(await problemsOf(COT_SCHEMA, [...server.events, ...mesh.events])).toEqual([]);
    }
    const state = () => seat.world().feeds.server;
    await expect.poll(() => state()?.health, wait).toBe('ok');
    await expect.poll(() => state()?.messages, wait).toBeGreaterThan(20);

    const before = server.events.length;
    server.cut();
    const first = attribute(server.events[0], 'uid');
    await expect
      .poll(
        () => server.events.slice(before).some((event) => attribute(event, 'uid') === first),
        wait,
      )
      .toBe(true);
    await expect.poll(() => state()?.connection, wait).toContain('connected to 127.0.0.1');
  });

  it('a rehearsal: only where it is let to, and every event says EXERCISE', async () => {
    const server = await cotServer();
    const mesh = await cotDatagrams();
    receivers = [server, mesh];
    const began = Date.now();
    const { seat } = await open(
      { live: [], rehearsal: [], outputs: outputs(server.port, mesh.port) },
      'rehearsal',
    );
    await expect.poll(() => mesh.events.length, wait).toBeGreaterThan(20);
    await expect.poll(() => Object.keys(seat.world().feeds), wait).toEqual(['mesh']);
    expect(server.events).toEqual([]);
    for (const event of mesh.events) {
      expect(attribute(event, 'how')).toBe('m-s');
      expect(attribute(event, 'opex')).toBe('e-anlan');
      expect(attribute(event, 'callsign')).toMatch(/^\[EXERCISE\] /);
      expect(event).toMatch(/<remarks>EXERCISE /);
      // Receivers compare with their own clock, not with the rehearsed one.
      const sentAt = Date.parse(attribute(event, 'time') ?? '');
      expect(sentAt).toBeGreaterThanOrEqual(began);
      expect(sentAt).toBeLessThanOrEqual(Date.now());
    }
    if (CANNOT_VALIDATE === undefined)
      expect(await problemsOf(COT_SCHEMA, mesh.events)).toEqual([]);
  });

  it('settings that cannot work are refused in words before anything starts', async () => {
    const broken = [{ output: 'x', adapter: 'cot-out', name }];
    await expect(open({ live: [], rehearsal: [], outputs: broken }, 'live')).rejects.toThrow(
      /output x.*exactly one of udp and tcp/,
    );
  });
});

import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { UnitId } from '../../../../domain/base/ids.ts';
import { HOUR } from '../../../../domain/base/quantity.ts';
import { type AdapterSample, byEndpoint, type CarriedWay, utf8 } from './adapter-sample.ts';

const AT = Date.parse('2026-12-31T20:00:00+08:00');
const STALE = AT + 24 * HOUR;

interface Written {
  readonly uid: string;
  readonly type: string;
  readonly how?: string;
  readonly point?: string;
  readonly detail?: string;
  readonly time?: number;
}

function event({ uid, type, how = 'm-g', point, detail = '', time = AT }: Written): Uint8Array {
  const iso = (at: number) => new Date(at).toISOString();
  const place = point ?? 'lat="30.2561" lon="120.1589" hae="17.2" ce="4.1" le="9999999.0"';
  return utf8(
    `<event version="2.0" uid="${uid}" type="${type}" how="${how}" time="${iso(time)}" ` +
      `start="${iso(time)}" stale="${iso(time + 24 * HOUR)}"><point ${place}/>` +
      `<detail>${detail}</detail></event>`,
  );
}

const unit = (time: number) =>
  event({
    uid: 'ANDROID-4711',
    type: 'a-f-G-U-C',
    detail:
      '<contact callsign="湖滨 &amp; 一组" endpoint="*:-1:stcp"/><__group name="Cyan" role="Team Lead"/>' +
      '<status battery="88" readiness="false"/><track course="80.2" speed="1.2"/>',
    time,
  });

/** A TAK protocol frame of a stream: magic, length, and an event as @tak-ps/node-cot 14.23.2 encodes it. */
const TAK_FRAME = Uint8Array.from(
  Buffer.from(
    'bfca0212c7020a09612d662d472d552d432a0c414e44524f49442d343731313080cce2dfac343880cce2dfac3440e0f3f4dfac344a036d2d67516f8104c58f413e405967d5e76a2b0a5e4061333333333333314069666666666666104071000000e0cf1263417ae4010aae013c5f5f67726f7570206e616d653d224379616e2220726f6c653d225465616d204c656164222f3e3c72656d61726b733ee694b6e588b02026616d703b20e5be85e591bd3c2f72656d61726b733e3c5f666c6f772d746167735f3e3c4e6f6465436f542d31342e32332e323e323032362d31312d32325430333a34373a33332e3934395a3c2f4e6f6465436f542d31342e32332e323e3c2f5f666c6f772d746167735f3e3c6d657461646174612f3e12190a092a3a2d313a73746370120ce6b996e6bba8e4b880e7bb842a0208583a1209333333333333f33f11cdcccccccc0c5440',
    'hex',
  ),
);

export const cotSample: AdapterSample = {
  kind: 'cot',
  settings: {},
  messages: [
    {
      bytes: event({
        uid: 'd0be-area',
        type: 'u-d-f',
        how: 'h-e',
        detail:
          '<link point="30.256,120.158"/><link point="30.257,120.158"/>' +
          '<link point="30.257,120.159"/><link point="30.256,120.158"/>' +
          '<contact callsign="消防集结点"/><remarks>两车 &lt;待命&gt;</remarks>',
      }),
      decodes: {
        marks: [
          {
            id: 'cot:d0be-area',
            source: 'cot',
            type: 'u-d-f',
            name: '消防集结点',
            lon: 120.1589,
            lat: 30.2561,
            observedAt: AT,
            staleAt: STALE,
            ring: [
              [120.158, 30.256],
              [120.158, 30.257],
              [120.159, 30.257],
            ],
            text: '两车 <待命>',
          },
        ],
      },
    },
    {
      bytes: event({ uid: 'del-1', type: 't-x-d-d', detail: '<link uid="d0be-area"/>' }),
      decodes: { removedMarks: ['cot:d0be-area'] },
    },
    { bytes: event({ uid: 'ping', type: 't-x-c-t' }), decodes: 'unknown' },
    {
      bytes: TAK_FRAME,
      decodes: {
        units: [
          {
            unit: 'cot:ANDROID-4711' as UnitId,
            callsign: '湖滨一组',
            agency: 'Cyan',
            observedAt: AT,
            lon: 120.1589,
            lat: 30.2561,
            status: 'unknown',
          },
        ],
      },
    },
    {
      bytes: unit(AT),
      decodes: {
        units: [
          {
            unit: 'cot:ANDROID-4711' as UnitId,
            callsign: '湖滨 & 一组',
            agency: 'Cyan',
            observedAt: AT,
            lon: 120.1589,
            lat: 30.2561,
            status: 'busy',
          },
        ],
      },
    },
  ],
  unreadable: [
    utf8('{'),
    utf8('<event uid="x"><point lat="1" lon="1"/>'),
    unit(AT).slice(0, -3),
    utf8('<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]><event>&x;</event>'),
  ],
  at: unit,
  ways: {
    endpoint: byEndpoint,
    'TCP port': byTcpPort,
    'UDP port': byUdpPort,
    'TAK server': byServer,
  },
};

/** A peer that connects to the feed's own port. */
async function byTcpPort(): Promise<CarriedWay> {
  const port = await freePort();
  let peer: net.Socket | undefined;
  return {
    settings: { listen: { protocol: 'tcp', port } },
    out: () => ({}),
    connects: true,
    async send({ bytes }) {
      if (!peer) {
        peer = net.connect(port, '127.0.0.1');
        peer.on('error', () => {
          peer = undefined;
        });
      }
      peer.write(bytes);
    },
    released: async () => await isFree(port),
    async close() {
      peer?.destroy();
    },
  };
}

/** Datagrams to the feed's own port. */
async function byUdpPort(): Promise<CarriedWay> {
  const port = await freePort();
  const sender = dgram.createSocket('udp4');
  let sending: Promise<unknown> = Promise.resolve();
  return {
    settings: { listen: { protocol: 'udp', port } },
    out: () => ({}),
    connects: true,
    async send({ bytes }) {
      const mine = sending.then(
        () => new Promise((resolve) => sender.send(bytes, port, '127.0.0.1', resolve)),
      );
      // A burst must not run over the receiver's buffer: UDP loses what is too much.
      sending = mine.then(() => new Promise((resolve) => setTimeout(resolve, 1)));
      await mine;
    },
    released: async () => await isFreeForDatagrams(port),
    async close() {
      sender.close();
    },
  };
}

/** A TAK server that the feed connects to. */
async function byServer(): Promise<CarriedWay> {
  const peers = new Set<net.Socket>();
  let waiting: (() => void)[] = [];
  const open = async (port: number) => {
    const server = net.createServer((peer) => {
      peers.add(peer);
      peer.on('error', () => peer.destroy());
      peer.on('close', () => peers.delete(peer));
      for (const go of waiting) go();
      waiting = [];
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await open(0);
  const { port } = server.address() as net.AddressInfo;
  const shut = async () => {
    for (const peer of peers) peer.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    settings: { connect: { host: '127.0.0.1', port } },
    out: () => ({}),
    connects: true,
    async send({ bytes }) {
      if (peers.size === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      for (const peer of peers) peer.write(bytes);
    },
    link: {
      cut: shut,
      mend: async () => {
        server = await open(port);
      },
    },
    released: async () => peers.size === 0,
    close: shut,
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  return await new Promise((resolve) => {
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function isFreeForDatagrams(port: number): Promise<boolean> {
  const socket = dgram.createSocket('udp4');
  return await new Promise((resolve) => {
    socket.on('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}

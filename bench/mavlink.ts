import { Readable } from 'node:stream';
import {
  ardupilotmega,
  common,
  createMavLinkStream,
  type MavLinkData,
  type MavLinkDataConstructor,
  type MavLinkPacket,
  MavLinkProtocolV1,
  MavLinkProtocolV2,
  minimal,
} from 'node-mavlink';
import { namedRng } from '../src/domain/base/rng.ts';
import { mavlink } from '../src/main/hub/adapters/mavlink.ts';
import type { Benchmark } from './benchmark.ts';
import { figure } from './figures.ts';

const SEED = 20261231;
const DRONES = 8;
const ROUNDS = 2_000;
const RUNS = 7;

/** What an autopilot sends four times a second; a heartbeat comes with every fourth. */
const ROUND: readonly (() => MavLinkData)[] = [
  () => Object.assign(new common.Attitude(), { roll: 0.1 }),
  () => Object.assign(new common.RawImu(), { xacc: 7 }),
  () => Object.assign(new common.RcChannels(), { chancount: 8 }),
  () => Object.assign(new common.ServoOutputRaw(), { servo1Raw: 1_500 }),
  () => Object.assign(new ardupilotmega.Ahrs2(), { lat: 302_560_000 }),
  () => Object.assign(new common.SysStatus(), { batteryRemaining: 80 }),
  () => Object.assign(new common.VfrHud(), { heading: 90 }),
  () => Object.assign(new common.GpsRawInt(), { fixType: 3, satellitesVisible: 14 }),
];

/** Messages that a position is made from: the reference reads the same. */
const READ = new Map<number, MavLinkDataConstructor<MavLinkData>>(
  [
    minimal.Heartbeat,
    common.GlobalPositionInt,
    common.GpsRawInt,
    common.SysStatus,
    common.VfrHud,
  ].map((message) => [message.MSG_ID, message]),
);

/**
 * MAVLink packets a second from datagrams to drone reports, beside node-mavlink alone cutting the same bytes into
 * packets and reading the same messages. Throws when a position is lost.
 */
export const mavlinkDecode: Benchmark = async function* () {
  const { datagrams, positions } = telemetry();
  const ours: number[] = [];
  const library: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    library.push(await perSecond(datagrams.length, () => readByLibrary(datagrams, positions)));
    ours.push(await perSecond(datagrams.length, () => decode(datagrams, positions)));
  }
  yield figure({ name: 'mavlink.decode', values: ours }, 'packets/s', {
    name: 'node-mavlink alone',
    values: library,
  });
};

function telemetry(): { datagrams: readonly Buffer[]; positions: number } {
  const rng = namedRng(SEED, 'mavlink');
  const datagrams: Buffer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let system = 1; system <= DRONES; system++) {
      const protocol =
        system % 2 === 0 ? new MavLinkProtocolV1(system, 1) : new MavLinkProtocolV2(system, 1);
      const put = (message: MavLinkData) =>
        datagrams.push(protocol.serialize(message, datagrams.length % 256));
      if (round % 4 === 0) put(heartbeat());
      for (const make of ROUND) put(make());
      const lat = 302_560_000 + Math.floor(rng.next() * 10_000);
      put(Object.assign(new common.GlobalPositionInt(), { lat, lon: 1_201_588_000, hdg: 9_000 }));
    }
  }
  return { datagrams, positions: ROUNDS * DRONES };
}

function heartbeat(): MavLinkData {
  return Object.assign(new minimal.Heartbeat(), {
    type: minimal.MavType.QUADROTOR,
    autopilot: minimal.MavAutopilot.ARDUPILOTMEGA,
    baseMode: minimal.MavModeFlag.CUSTOM_MODE_ENABLED,
    customMode: 5,
  });
}

async function decode(datagrams: readonly Buffer[], positions: number): Promise<void> {
  let seen = 0;
  let now = 0;
  const receive = mavlink.decoder(mavlink.config.parse({}), {
    deliver: async ({ drones }) => {
      seen += drones.filter(({ observedAt }) => observedAt === now).length;
      return { accepted: drones.length, duplicate: 0, late: 0, refused: [], committed: true };
    },
    fail: (reason) => {
      throw new Error(reason);
    },
    unknown: () => {
      throw new Error('a packet of the stream is unknown');
    },
    receivedAt: () => now,
    sensorAt: () => undefined,
  });
  for (const bytes of datagrams) {
    now += 1;
    await receive({ bytes, from: 'udp://127.0.0.1:14550' });
  }
  if (seen !== positions) throw new Error(`${seen} positions of ${positions}`);
}

async function readByLibrary(datagrams: readonly Buffer[], positions: number): Promise<void> {
  let seen = 0;
  const packets = createMavLinkStream(Readable.from(datagrams));
  for await (const packet of packets as AsyncIterable<MavLinkPacket>) {
    const message = READ.get(packet.header.msgid);
    if (!message) continue;
    const data = packet.protocol.data(packet.payload, message);
    if (data instanceof common.GlobalPositionInt && data.lat !== 0) seen += 1;
  }
  if (seen !== positions) throw new Error(`node-mavlink: ${seen} positions of ${positions}`);
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (count / (performance.now() - began)) * 1_000;
}

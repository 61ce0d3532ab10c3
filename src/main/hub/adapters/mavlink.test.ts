import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  common,
  type MavLinkData,
  MavLinkProtocolV1,
  MavLinkProtocolV2,
  minimal,
} from 'node-mavlink';
import { describe, expect, it } from 'vitest';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import { type Decoded, type RawMessage, unreadable } from './adapter.ts';
import { mavlink } from './mavlink.ts';
import { PacketStream } from './mavlink-packets.ts';
import { readTlog } from './tlog.ts';

const RECORDINGS = process.env.ANLAN_DATA;
const FLIGHT = path.join(RECORDINGS ?? '', 'drone/ardupilot-vtol-sitl.tlog');
const MIXED = path.join(RECORDINGS ?? '', 'drone/px4-GH-5-mixed-v1-v2.bin');

/** A decoder with its clock in hand. */
function decoder() {
  const delivered: Decoded[] = [];
  const failures: string[] = [];
  const unknown: RawMessage[] = [];
  let now = Date.parse('2026-12-31T22:00:00+08:00');
  const receive = mavlink.decoder(mavlink.config.parse({}), {
    deliver: async (decoded) => {
      delivered.push(decoded);
      return { ...unreadable(''), refused: decoded.refusals };
    },
    fail: (reason) => failures.push(reason),
    unknown: (raw) => unknown.push(raw),
    receivedAt: () => now,
    sensorAt: () => undefined,
  });
  return {
    failures,
    unknown,
    drones: (): readonly DroneReport[] => delivered.flatMap(({ drones }) => drones),
    refusals: () => delivered.flatMap(({ refusals }) => refusals.map(({ reason }) => reason)),
    wait: (ms: number) => {
      now += ms;
    },
    now: () => now,
    receive: (bytes: Uint8Array, from = 'udp://127.0.0.1:1') => receive({ bytes, from }),
  };
}

const { MavAutopilot, MavModeFlag, MavType } = minimal;

let seq = 0;
function packet(message: MavLinkData, system = 1, component = 1): Uint8Array {
  seq = (seq + 1) % 256;
  return new MavLinkProtocolV2(system, component).serialize(message, seq);
}

const heartbeat = (fields: Partial<minimal.Heartbeat> = {}) =>
  Object.assign(new minimal.Heartbeat(), {
    type: MavType.QUADROTOR,
    autopilot: MavAutopilot.ARDUPILOTMEGA,
    baseMode: MavModeFlag.CUSTOM_MODE_ENABLED,
    customMode: 6,
    systemStatus: minimal.MavState.ACTIVE,
    mavlinkVersion: 3,
    ...fields,
  });
const position = (lat = 302_560_000, lon = 1_201_588_000) =>
  Object.assign(new common.GlobalPositionInt(), { lat, lon, relativeAlt: 60_000, hdg: 65_535 });
const gps = (fixType: number) => Object.assign(new common.GpsRawInt(), { fixType });

describe('systems of one stream', () => {
  it('are told apart, and a ground station, a gimbal or a camera is no drone', async () => {
    const { receive, drones } = decoder();
    const gcs = { type: MavType.GCS, autopilot: MavAutopilot.INVALID };
    const gimbal = { type: MavType.GIMBAL, autopilot: MavAutopilot.INVALID };
    await receive(
      Buffer.concat([
        packet(heartbeat(gcs), 255, 190),
        packet(position(), 255, 190),
        packet(heartbeat(), 1),
        packet(heartbeat(gimbal), 1, 154),
        packet(position(302_000_000), 1, 154),
        packet(heartbeat(), 7),
        packet(position(301_000_000), 7),
        packet(position(303_000_000), 1),
      ]),
    );
    expect(drones().map(({ drone, lat }) => [drone, lat])).toEqual([
      ['drone-7', 30.1],
      ['drone-1', 30.3],
    ]);
  });

  it('are drawn from the first position on, once a heartbeat has said what they are', async () => {
    const { receive, drones, wait, now } = decoder();
    const first = now();
    await receive(packet(position(302_000_000)));
    await receive(packet(position(309_000_000), 255, 190));
    wait(250);
    await receive(packet(position(302_000_100)));
    expect(drones()).toEqual([]);
    wait(250);
    await receive(packet(heartbeat()));
    await receive(packet(heartbeat({ type: MavType.GCS }), 255, 190));
    expect(drones().map(({ lat, observedAt }) => [lat, observedAt - first])).toEqual([
      [30.2, 0],
      [30.20001, 250],
    ]);
  });
});

describe('no position is drawn', () => {
  it.each([
    ['at 0, 0', [gps(3), position(0, 0)]],
    ['without a fix', [gps(1), position()]],
    ['without a receiver', [gps(0), position()]],
    ['beyond the pole', [gps(3), position(2_147_483_647, 0)]],
  ])('%s', async (_name, messages) => {
    const { receive, drones, failures } = decoder();
    for (const message of [heartbeat(), ...messages]) await receive(packet(message));
    expect(drones()).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('while the fix is away, and the heartbeat keeps the link', async () => {
    const { receive, drones, wait, now } = decoder();
    const began = now();
    for (const message of [heartbeat(), gps(3), position()]) await receive(packet(message));
    wait(1_000);
    await receive(packet(gps(1)));
    await receive(packet(position(309_999_999)));
    await receive(packet(heartbeat()));
    expect(drones().at(-1)).toMatchObject({
      lat: 30.256,
      observedAt: began,
      heartbeatAt: began + 1_000,
    });
  });
});

describe('the link', () => {
  it('is as old as the last heartbeat, however many positions come', async () => {
    const { receive, drones, wait, now } = decoder();
    const began = now();
    await receive(packet(heartbeat()));
    for (let i = 0; i < 10; i++) {
      wait(1_000);
      await receive(packet(position()));
    }
    expect(drones().at(-1)).toMatchObject({ observedAt: began + 10_000, heartbeatAt: began });
  });
});

describe('a drone says', () => {
  it('its home, battery and heading, from whichever message has it', async () => {
    const { receive, drones } = decoder();
    const cell = (id: number, batteryRemaining: number) =>
      Object.assign(new common.BatteryStatus(), {
        id,
        batteryRemaining,
        voltages: [],
        voltagesExt: [],
      });
    for (const message of [
      heartbeat(),
      Object.assign(new common.SysStatus(), { batteryRemaining: -1 }),
      cell(0, 70),
      cell(1, 64),
      cell(2, -1),
      Object.assign(new common.VfrHud(), { heading: 350 }),
      Object.assign(new common.HomePosition(), {
        latitude: 302_000_000,
        longitude: 1_201_000_000,
        q: [],
      }),
      position(),
    ]) {
      await receive(packet(message));
    }
    expect(drones().at(-1)).toMatchObject({
      batteryPct: 64,
      headingDeg: 350,
      home: { lon: 120.1, lat: 30.2 },
    });
  });

  it.each([
    [MavType.QUADROTOR, MavAutopilot.ARDUPILOTMEGA, 6, 'RTL'],
    [MavType.FIXED_WING, MavAutopilot.ARDUPILOTMEGA, 11, 'RTL'],
    [MavType.VTOL_TILTROTOR, MavAutopilot.ARDUPILOTMEGA, 19, 'QLOITER'],
    [MavType.GROUND_ROVER, MavAutopilot.ARDUPILOTMEGA, 10, 'AUTO'],
    [MavType.QUADROTOR, MavAutopilot.PX4, 0x05_04_00_00, 'AUTO RTL'],
    [MavType.QUADROTOR, MavAutopilot.PX4, 0x00_03_00_00, 'POSCTL'],
    [MavType.QUADROTOR, MavAutopilot.GENERIC, 4, undefined],
  ])('its mode: type %d of autopilot %d in %d is %s', async (type, autopilot, customMode, mode) => {
    const { receive, drones } = decoder();
    await receive(packet(heartbeat({ type, autopilot, customMode })));
    await receive(packet(position()));
    expect(drones().at(-1)?.mode).toBe(mode);
  });
});

describe('a stream', () => {
  const good = () => packet(position());

  it('is the same in whatever pieces it comes, sender by sender', async () => {
    const { receive, drones, failures, refusals } = decoder();
    await receive(packet(heartbeat(), 1), 'udp://127.0.0.1:1');
    await receive(packet(heartbeat(), 2), 'udp://127.0.0.1:2');
    const one = packet(position(301_000_000), 1);
    const two = packet(position(302_000_000), 2);
    for (let at = 0; at < Math.max(one.length, two.length); at += 5) {
      if (at < one.length) await receive(one.subarray(at, at + 5), 'udp://127.0.0.1:1');
      if (at < two.length) await receive(two.subarray(at, at + 5), 'udp://127.0.0.1:2');
    }
    expect(drones().map(({ drone, lat }) => [drone, lat])).toEqual([
      ['drone-1', 30.1],
      ['drone-2', 30.2],
    ]);
    expect([...failures, ...refusals()]).toEqual([]);
  });

  it('loses only what is damaged, and counts it', async () => {
    const { receive, drones, refusals } = decoder();
    const broken = good().slice();
    broken[15] = (broken[15] ?? 0) ^ 1;
    await receive(Buffer.concat([packet(heartbeat()), good(), broken, good()]));
    expect(drones()).toHaveLength(2);
    expect(refusals()).toHaveLength(1);
    expect(refusals()[0]).toContain('right checksum');
  });

  it('goes on at once when a packet was never sent to its end', async () => {
    const { receive, drones, refusals } = decoder();
    await receive(packet(heartbeat()));
    await receive(good().subarray(0, 20));
    await receive(good());
    expect(drones()).toHaveLength(1);
    expect(refusals()).toHaveLength(1);
  });

  it('may hold messages of dialects that nobody here knows', async () => {
    const { receive, drones, unknown, failures } = decoder();
    const strange = Buffer.from(good());
    strange.writeUIntLE(0x00_d2_ef, 7, 3);
    await receive(Buffer.concat([packet(heartbeat()), strange, good()]));
    expect(unknown).toHaveLength(1);
    expect(drones()).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('of MAVLink 1, or signed, is read as well', async () => {
    const { receive, drones } = decoder();
    await receive(new MavLinkProtocolV1(1, 1).serialize(heartbeat(), 1));
    const protocol = new MavLinkProtocolV2(1, 1, MavLinkProtocolV2.IFLAG_SIGNED);
    const signed = protocol.sign(protocol.serialize(position(), 2), 1, Buffer.alloc(32, 1));
    await receive(signed);
    expect(drones()).toHaveLength(1);
  });

  it('that is something else is refused in words', async () => {
    const { receive, failures } = decoder();
    await receive(Buffer.from('ULog\u0001\u00125 and more', 'latin1'));
    await receive(Buffer.from('{"lat":30.256}'));
    await receive(Buffer.alloc(0));
    expect(failures).toEqual([
      expect.stringContaining('ULog'),
      expect.stringContaining('14 of 14 bytes are no MAVLink packet'),
      expect.stringContaining('empty'),
    ]);
  });
});

/** Positions of a telemetry log, counted without any of this code or of the library. */
function positionsOf(
  log: Buffer,
): readonly { readonly at: number; readonly lon: number; readonly lat: number }[] {
  const found: { at: number; lon: number; lat: number }[] = [];
  let fix = 0;
  for (let at = 0; at < log.length; at += 16 + log.readUInt8(at + 9)) {
    const id = log.readUInt8(at + 13);
    if (id === 24) fix = log.readUInt8(at + 14 + 28);
    if (id !== 33 || fix < 2) continue;
    const lat = log.readInt32LE(at + 14 + 4);
    const lon = log.readInt32LE(at + 14 + 8);
    if (lat === 0 && lon === 0) continue;
    found.push({ at: Number(log.readBigUInt64BE(at)) / 1_000, lon: lon / 1e7, lat: lat / 1e7 });
  }
  return found;
}

describe.skipIf(RECORDINGS === undefined)('recorded flights (need ANLAN_DATA)', () => {
  it('a .tlog posted whole gives every position with its own time, and no other', async () => {
    const log = await readFile(FLIGHT);
    const { receive, drones, failures, refusals, unknown } = decoder();
    await receive(log);
    const wanted = positionsOf(log);
    expect(wanted).toHaveLength(807);
    const seen = new Map(drones().map((one) => [one.observedAt, one]));
    expect(
      [...seen.values()].map(({ observedAt, lon, lat }) => ({ at: observedAt, lon, lat })),
    ).toEqual(wanted);
    expect(new Set(drones().map(({ drone }) => drone))).toEqual(new Set(['drone-1']));
    expect(new Set(drones().map(({ mode }) => mode))).toEqual(
      new Set(['QLOITER', 'CIRCLE', 'GUIDED', 'QLAND']),
    );
    expect([...failures, ...refusals(), ...unknown]).toEqual([]);
  });

  it('a .tlog packet by packet, as UDP brings it, gives the same positions', async () => {
    const { receive, drones, failures, refusals } = decoder();
    for await (const { bytes } of readTlog(FLIGHT, (words) => failures.push(words))) {
      await receive(bytes);
    }
    const wanted = positionsOf(await readFile(FLIGHT));
    const moved = drones().filter(({ lon, lat }, index) => {
      const before = drones()[index - 1];
      return lon !== before?.lon || lat !== before.lat;
    });
    const wantedMoves = wanted.filter(({ lon, lat }, index) => {
      const before = wanted[index - 1];
      return lon !== before?.lon || lat !== before.lat;
    });
    expect(moved.map(({ lon, lat }) => [lon, lat])).toEqual(
      wantedMoves.map(({ lon, lat }) => [lon, lat]),
    );
    expect([...failures, ...refusals()]).toEqual([]);
  });

  it('a stream of both versions is read but for the half packet it begins with', async () => {
    const bytes = await readFile(MIXED);
    const { packets, unknown, damaged } = new PacketStream().feed(bytes);
    expect(damaged).toEqual([{ bytes: 5, wrongChecksum: false }]);
    // PROTOCOL_VERSION and LINK_NODE_STATUS, which the library's dialects leave out.
    expect(unknown.map((frame) => Buffer.from(frame).readUIntLE(7, 3))).toEqual([300, 8]);
    expect(packets).toHaveLength(136);
    expect(packets.filter(({ id }) => id === minimal.Heartbeat.MSG_ID)).toHaveLength(2);
  });
});

import {
  common,
  type MavLinkData,
  MavLinkProtocolV1,
  MavLinkProtocolV2,
  minimal,
} from 'node-mavlink';
import type { DroneId } from '../../../../domain/base/ids.ts';
import { type AdapterSample, byEndpoint, utf8 } from './adapter-sample.ts';
import { RECEIVED_AT } from './plug-in.ts';
import { byUdp } from './socket-ways.ts';

const V1 = new MavLinkProtocolV1(3, 1);
const V2 = new MavLinkProtocolV2(3, 1);
/** A message that a later dialect brings: no dialect here has its id. */
const UNKNOWN_ID = 53_999;

const heartbeat = Object.assign(new minimal.Heartbeat(), {
  type: minimal.MavType.QUADROTOR,
  autopilot: minimal.MavAutopilot.ARDUPILOTMEGA,
  baseMode: minimal.MavModeFlag.CUSTOM_MODE_ENABLED,
  customMode: 5,
  systemStatus: minimal.MavState.ACTIVE,
  mavlinkVersion: 3,
});
const fix = Object.assign(new common.GpsRawInt(), {
  fixType: common.GpsFixType.GPS_FIX_TYPE_3D_FIX,
});
const battery = Object.assign(new common.SysStatus(), { batteryRemaining: 81 });
const home = Object.assign(new common.HomePosition(), {
  latitude: 302_550_000,
  longitude: 1_201_580_000,
  q: [],
});
const position = Object.assign(new common.GlobalPositionInt(), {
  lat: 302_560_000,
  lon: 1_201_588_000,
  relativeAlt: 60_000,
  vx: 300,
  vy: -400,
  hdg: 12_000,
});

/** Messages as one datagram of MAVLink 2, but the first, which is of MAVLink 1. */
function datagram(...messages: readonly MavLinkData[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(messages.map((message, seq) => (seq === 0 ? V1 : V2).serialize(message, seq))),
  );
}

function unknownPacket(): Uint8Array {
  const bytes = V2.serialize(heartbeat, 9);
  bytes.writeUIntLE(UNKNOWN_ID, 7, 3);
  return Uint8Array.from(bytes);
}

const whole = datagram(heartbeat, fix, battery, home, position);
const damaged = Uint8Array.from(whole.subarray(-30), (byte, at) => (at === 12 ? byte ^ 4 : byte));

export const mavlinkUdpSample: AdapterSample = {
  kind: 'mavlink-udp',
  settings: { callsigns: { '3': 'UAV-3' } },
  messages: [
    { bytes: unknownPacket(), decodes: 'unknown' },
    {
      bytes: whole,
      decodes: {
        drones: [
          {
            drone: 'drone-3' as DroneId,
            callsign: 'UAV-3',
            observedAt: RECEIVED_AT,
            lon: 120.1588,
            lat: 30.256,
            altM: 60,
            headingDeg: 120,
            groundSpeedMps: 5,
            batteryPct: 81,
            mode: 'LOITER',
            home: { lon: 120.158, lat: 30.255 },
            heartbeatAt: RECEIVED_AT,
          },
        ],
      },
    },
  ],
  unreadable: [damaged, utf8('ULog\u0001\u00125'), utf8('{"lat": 30}')],
  ways: {
    endpoint: async () => ({ ...(await byEndpoint()), settings: { port: 0 } }),
    udp: async () => ({
      ...(await byUdp((port) => ({ port }))),
      out: () => ({ endpoint: () => undefined }),
    }),
  },
};

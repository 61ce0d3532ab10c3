import type { DroneId } from '../../../../domain/base/ids.ts';
import { type AdapterSample, byEndpoint, utf8 } from './adapter-sample.ts';

const AT = Date.parse('2026-12-31T20:00:00+08:00');

const message = (time: number) =>
  utf8(
    JSON.stringify({
      sysid: 3,
      callsign: 'UAV-3',
      time: new Date(time).toISOString(),
      lat: 302_560_000,
      lon: 1_201_588_000,
      relative_alt: 60_000,
      vx: 300,
      vy: -400,
      hdg: 12_000,
      battery_remaining: 81,
    }),
  );

export const mavlinkJsonSample: AdapterSample = {
  kind: 'mavlink-json',
  settings: {},
  messages: [
    {
      bytes: message(AT),
      decodes: {
        drones: [
          {
            drone: 'drone-3' as DroneId,
            callsign: 'UAV-3',
            observedAt: AT,
            lon: 120.1588,
            lat: 30.256,
            altM: 60,
            headingDeg: 120,
            groundSpeedMps: 5,
            batteryPct: 81,
          },
        ],
      },
    },
  ],
  unreadable: [utf8('{'), utf8('null'), message(AT).slice(0, -3)],
  at: message,
  ways: { endpoint: byEndpoint },
};

import type { DroneId } from '../../../../domain/base/ids.ts';
import { type AdapterSample, utf8 } from './adapter-sample.ts';
import { byOutsideBroker, byOwnBroker } from './broker-ways.ts';
import { RECEIVED_AT } from './plug-in.ts';

const AT = Date.parse('2026-12-31T20:00:00+08:00');
const DOCK = '4TADKAQ000002J';
const AIRCRAFT = '1581F5BKD225D00BP891';
const OSD = `thing/product/${AIRCRAFT}/osd`;

const envelope = (time: number, data: Readonly<Record<string, unknown>>) => ({
  tid: '65717bf1-aee7-4abb-8ea3-9b1908548d74',
  bid: 'cf5ad2e6-2f32-4b59-980e-d5c9ee412805',
  timestamp: time,
  gateway: DOCK,
  data,
});

const message = (time: number) =>
  utf8(
    JSON.stringify(
      envelope(time, {
        mode_code: 5,
        longitude: 120.1588,
        latitude: 30.256,
        elevation: 60.5,
        height: 98.2,
        attitude_head: -90,
        horizontal_speed: 5.2,
        home_distance: 110.4,
        home_longitude: 120.158,
        home_latitude: 30.255,
        battery: { capacity_percent: 81, remain_flight_time: 1_240 },
        position_state: { is_fixed: 0, quality: 5, gps_number: 18, rtk_number: 0 },
      }),
    ),
  );

export const djiCloudSample: AdapterSample = {
  kind: 'dji-cloud',
  settings: { callsigns: { [AIRCRAFT]: 'UAV-8' } },
  messages: [
    {
      // A dock reports itself too.
      bytes: utf8(
        JSON.stringify(
          envelope(AT, { longitude: 120.158, latitude: 30.255, height: 34.1, mode_code: 4 }),
        ),
      ),
      from: `thing/product/${DOCK}/osd`,
      decodes: {},
    },
    {
      bytes: utf8(JSON.stringify({ ...envelope(AT, { list: [] }), method: 'hms', need_reply: 0 })),
      from: `thing/product/${DOCK}/events`,
      decodes: 'unknown',
    },
    {
      bytes: message(AT),
      from: OSD,
      decodes: {
        drones: [
          {
            drone: `dji-${AIRCRAFT}` as DroneId,
            callsign: 'UAV-8',
            observedAt: AT,
            lon: 120.1588,
            lat: 30.256,
            altM: 60.5,
            headingDeg: 270,
            groundSpeedMps: 5.2,
            batteryPct: 81,
            mode: 'wayline flight',
            home: { lon: 120.158, lat: 30.255 },
            heartbeatAt: RECEIVED_AT,
          },
        ],
      },
    },
  ],
  unreadable: [utf8('{'), utf8('null'), utf8('{"data":{}}'), message(AT).slice(0, -3)],
  at: message,
  ways: {
    "the hub's own broker": () => byOwnBroker(OSD),
    'a broker elsewhere': () =>
      byOutsideBroker(OSD, (url) => ({
        broker: { url, clientId: 'anlan', mqttVersion: '3.1.1' },
      })),
  },
};

import { type AdapterSample, utf8 } from './adapter-sample.ts';
import { byOutsideBroker, byOwnBroker } from './broker-ways.ts';

const AT = Date.parse('2026-12-31T20:00:00+08:00');
const TOPIC = 'site/hubin/cp-1/counts';

const message = (time: number) =>
  utf8(JSON.stringify({ time: new Date(time).toISOString(), count: 4 }));

export const mqttCountsSample: AdapterSample = {
  kind: 'mqtt-counts',
  settings: {
    topic: 'site/+/+/counts',
    statusTopic: 'site/+/+/status',
    mapping: {
      sensor: { topic: 2, table: { 'cp-1': 'cp-1-in' } },
      time: { path: '$.time', form: 'iso' },
      values: [{ path: '$.count', measure: 'intervalCount', intervalS: 10 }],
    },
  },
  messages: [
    {
      bytes: message(AT),
      from: TOPIC,
      decodes: {
        readings: [
          { sensor: 'cp-1-in', measure: 'intervalCount', value: 4, observedAt: AT, intervalS: 10 },
        ],
      },
    },
  ],
  unreadable: [utf8('{'), message(AT).slice(0, -3)],
  at: message,
  ways: {
    "the hub's own broker": () => byOwnBroker(TOPIC),
    'a broker elsewhere': () =>
      byOutsideBroker(TOPIC, (url) => ({
        broker: { url, clientId: 'anlan', mqttVersion: '3.1.1' },
      })),
  },
};

import { type AdapterSample, byEndpoint, utf8 } from './adapter-sample.ts';

const AT = Date.parse('2026-12-31T20:00:00+08:00');

const message = (time: number) =>
  utf8(JSON.stringify({ device: 'cp-1-in', time: new Date(time).toISOString(), count: 4 }));

export const httpCountsSample: AdapterSample = {
  kind: 'http-counts',
  settings: {
    mapping: {
      sensor: { path: '$.device' },
      time: { path: '$.time', form: 'iso' },
      values: [{ path: '$.count', measure: 'intervalCount', intervalS: 10 }],
    },
  },
  messages: [
    {
      bytes: message(AT),
      decodes: {
        readings: [
          { sensor: 'cp-1-in', measure: 'intervalCount', value: 4, observedAt: AT, intervalS: 10 },
        ],
      },
    },
  ],
  unreadable: [utf8('{'), utf8('null'), message(AT).slice(0, -3)],
  at: message,
  ways: { endpoint: byEndpoint },
};

import { type AdapterSample, byEndpoint, utf8 } from './adapter-sample.ts';
import { byOwnBroker } from './broker-ways.ts';

const AT = Date.parse('2026-12-31T22:30:00+08:00');

const csv = (time: number) =>
  utf8(
    `lon,lat,min,max,time\n120.1560,30.2540,"900","1100",${new Date(time).toISOString()}\n120.1560,30.2560,40,40,${new Date(time).toISOString()}\n`,
  );

export const telecomGridSample: AdapterSample = {
  kind: 'telecom-grid',
  settings: {
    grid: { southWest: [120.155, 30.253], datum: 'WGS84', cellM: 200, cols: 3, rows: 3 },
    range: { low: '$.min', high: '$.max' },
    time: { path: '$.time', form: 'iso' },
    multiplier: 2,
  },
  messages: [
    {
      bytes: csv(AT),
      decodes: {
        readings: [
          {
            sensor: 'grid-cell',
            measure: 'occupancy',
            value: 2_000,
            sd: 400 / Math.sqrt(12),
            observedAt: AT,
          },
          { sensor: 'grid-cell', measure: 'occupancy', value: 80, sd: 0, observedAt: AT },
        ],
      },
    },
  ],
  unreadable: [utf8(''), utf8('lon,lat\n"120')],
  at: csv,
  ways: { endpoint: byEndpoint, 'own broker': () => byOwnBroker('lbs/hubin', { topic: 'lbs/#' }) },
};

import type { Dialect } from '../../../../domain/session/feed-controls.ts';

/** Lines under a line of names, as spreadsheets and loggers write them. */
export const csv: Dialect = {
  id: 'csv',
  name: { zh: 'CSV 人数表', en: 'Counts as CSV' },
  settings: {
    adapter: 'http-counts',
    silentAfterS: 300,
    format: 'csv',
    mapping: {
      sensor: { path: '$.device' },
      time: { path: '$.time', form: 'iso', zone: 'Asia/Shanghai' },
      values: [{ path: '$.count', measure: 'intervalCount', intervalPath: '$.interval_s' }],
    },
  },
  sample:
    'device,time,count,interval_s\r\ncp-1-in,2026-12-31 20:00:00,42,10\r\ncp-1-out,2026-12-31 20:00:00,7,10\r\n',
};

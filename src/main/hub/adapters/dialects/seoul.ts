import type { Dialect } from '../../../../domain/session/feed-controls.ts';

/**
 * Seoul's real-time population: least and greatest number of people of an area, as texts; the time is Seoul's and
 * says so nowhere.
 */
export const seoul: Dialect = {
  id: 'seoul',
  name: { zh: '首尔实时人口', en: 'Seoul real-time population' },
  settings: {
    adapter: 'http-counts',
    silentAfterS: 900,
    mapping: {
      records: "$['SeoulRtd.citydata_ppltn'][*]",
      sensor: { path: '$.AREA_NM', table: { 강남역: 'area-gangnam' } },
      time: { path: '$.PPLTN_TIME', form: 'iso', zone: 'Asia/Seoul' },
      values: [
        {
          range: { low: '$.AREA_PPLTN_MIN', high: '$.AREA_PPLTN_MAX' },
          measure: 'occupancy',
        },
      ],
    },
  },
  sample: JSON.stringify({
    'SeoulRtd.citydata_ppltn': [
      {
        AREA_NM: '강남역',
        AREA_PPLTN_MIN: '30000',
        AREA_PPLTN_MAX: '32000',
        PPLTN_TIME: '2026-12-31 21:00',
      },
    ],
  }),
};

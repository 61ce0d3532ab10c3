import type { Dialect } from '../../../../domain/session/feed-controls.ts';

/** Video analytics in the manner of Isarsoft: a count without time or name, one topic for each zone. */
export const isarsoft: Dialect = {
  id: 'isarsoft',
  name: { zh: 'Isarsoft 式区域人数（MQTT）', en: 'Isarsoft-style zone counts (MQTT)' },
  settings: {
    adapter: 'mqtt-counts',
    silentAfterS: 30,
    broker: 'embedded',
    topic: 'isarsoft/+',
    mapping: {
      only: [{ path: '$.type', is: 'CROWD' }],
      // The last level of the topic is the sensor's id on the site.
      sensor: { topic: -1 },
      values: [{ path: '$.count', measure: 'occupancy' }],
    },
  },
  sample: '{"type":"CROWD","count":128}',
};

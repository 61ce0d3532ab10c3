import type { Dialect } from '../../../../domain/session/feed-controls.ts';

/**
 * FIWARE's CrowdFlowObserved in its key-values form, alone, in a list, or in the `data` of a context broker's
 * notification. `dateObserved` is UTC where it has no offset, and most often an interval.
 */
export const fiware: Dialect = {
  id: 'fiware',
  name: { zh: 'FIWARE CrowdFlowObserved（人流）', en: 'FIWARE CrowdFlowObserved' },
  settings: {
    adapter: 'http-counts',
    silentAfterS: 900,
    mapping: {
      records: ['$.data[*]', '$'],
      only: [{ path: '$.type', is: 'CrowdFlowObserved' }],
      sensor: { path: '$.id', table: { 'urn:ngsi-ld:CrowdFlowObserved:gate-1': 'cp-1' } },
      time: { path: '$.dateObserved', form: 'isoInterval', zone: 'UTC' },
      values: [
        {
          path: '$.peopleCountTowards',
          measure: 'intervalCount',
          sensorSuffix: '-in',
          optional: true,
        },
        {
          path: '$.peopleCountAway',
          measure: 'intervalCount',
          sensorSuffix: '-out',
          optional: true,
        },
      ],
    },
  },
  sample: JSON.stringify({
    id: 'urn:ngsi-ld:CrowdFlowObserved:gate-1',
    type: 'CrowdFlowObserved',
    dateObserved: '2026-12-31T12:00:00Z/2026-12-31T12:05:00Z',
    peopleCountTowards: 31,
    peopleCountAway: 8,
  }),
};

import type { Dialect } from '../../../../domain/session/feed-controls.ts';

/** A device and its channel, as it names itself, to the checkpoint on the site. */
const sensor = {
  path: ['$.macAddress', '$.channelID'],
  table: { '00:11:22:33:44:55/1': 'cp-1' },
};
const records = '$.EventNotificationAlert';
const isCounting = { path: '$.eventType', is: 'PeopleCounting' };
const time = { path: '$.dateTime', form: 'iso' };

const notice = (counting: string) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<EventNotificationAlert version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema">',
    '<macAddress>00:11:22:33:44:55</macAddress>',
    '<channelID>1</channelID>',
    '<dateTime>2026-12-31T20:05:00+08:00</dateTime>',
    '<eventType>PeopleCounting</eventType>',
    `<peopleCounting>${counting}</peopleCounting>`,
    '</EventNotificationAlert>',
  ].join('\r\n');

/**
 * People-counting notices of Hikvision cameras: running counts of people in and out, which start again at a reset.
 * Two notices of one second are told apart by their counts.
 */
export const hikvision: Dialect = {
  id: 'hikvision',
  name: { zh: '海康威视客流（实时累计，XML）', en: 'Hikvision people counting (running, XML)' },
  settings: {
    adapter: 'http-counts',
    silentAfterS: 300,
    format: 'xml',
    mapping: {
      records,
      only: [isCounting, { path: '$.peopleCounting.statisticalMethods', is: 'realTime' }],
      sensor,
      time,
      values: [
        { path: '$.peopleCounting.enter', measure: 'cumulative', sensorSuffix: '-in' },
        { path: '$.peopleCounting.exit', measure: 'cumulative', sensorSuffix: '-out' },
      ],
      dedupe: ['$.peopleCounting.enter', '$.peopleCounting.exit'],
    },
  },
  sample: notice(
    '<statisticalMethods>realTime</statisticalMethods><enter>70</enter><exit>75</exit>',
  ),
};

const period = {
  start: '$.peopleCounting.TimeRange.startTime',
  end: '$.peopleCounting.TimeRange.endTime',
};

/** The same cameras' report at the end of each counting period; use one of the two, or people count twice. */
export const hikvisionPeriod: Dialect = {
  id: 'hikvision-period',
  name: { zh: '海康威视客流（按时段，XML）', en: 'Hikvision people counting (by period, XML)' },
  settings: {
    adapter: 'http-counts',
    silentAfterS: 900,
    format: 'xml',
    mapping: {
      records,
      only: [isCounting, { path: '$.peopleCounting.statisticalMethods', is: 'timeRange' }],
      sensor,
      time: { path: period.end, form: 'iso' },
      values: [
        {
          path: '$.peopleCounting.enter',
          measure: 'intervalCount',
          sensorSuffix: '-in',
          intervalBetween: period,
        },
        {
          path: '$.peopleCounting.exit',
          measure: 'intervalCount',
          sensorSuffix: '-out',
          intervalBetween: period,
        },
      ],
    },
  },
  sample: notice(
    [
      '<statisticalMethods>timeRange</statisticalMethods>',
      '<TimeRange><startTime>2026-12-31T20:00:00+08:00</startTime>',
      '<endTime>2026-12-31T20:05:00+08:00</endTime></TimeRange>',
      '<enter>12</enter><exit>9</exit><pass>0</pass>',
    ].join(''),
  ),
};

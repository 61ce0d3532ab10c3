import path from 'node:path';
import { writeEvent } from '../fixtures/event-folder.ts';
import { twoSquares } from '../fixtures/two-squares.ts';
import { startHub } from './hub-process.ts';
import { watch } from './watching-seat.ts';

/** When the recorded evening begins. */
export const BEGIN = Date.parse('2026-12-31T20:00:00+08:00');
/** Its length, and how far its readings are apart. */
export const LASTS_S = 600;
export const EVERY_S = 5;
/** At 20:05 a camera hands in what it saw at 20:02. */
export const LATE = { comesS: 300, ofS: 120, people: 900 };

export const FEEDS = [
  {
    feed: 'counts',
    adapter: 'http-counts',
    name: { zh: '人数推送', en: 'Pushed counts' },
    silentAfterS: 60,
    mapping: {
      sensor: { path: '$.device' },
      time: { path: '$.time', form: 'iso' },
      values: [
        { path: '$.count', measure: 'intervalCount', intervalPath: '$.interval_s', optional: true },
        { path: '$.total', measure: 'cumulative', optional: true },
        { path: '$.occupancy', measure: 'occupancy', optional: true },
      ],
    },
  },
];

/** One event folder for every hub of a test. */
export function eveningEvent(folder: string): Promise<string> {
  return writeEvent(folder, twoSquares(), FEEDS);
}

const iso = (s: number) => new Date(BEGIN + s * 1_000).toISOString();

/** What the sensors say at that second of the evening. */
export function readingsAt(s: number): readonly Record<string, unknown>[] {
  const wave = Math.round(200 + 150 * Math.sin(s / 100));
  return [
    { device: 'cam-west', time: iso(s), occupancy: wave },
    // It says nothing between 20:01:40 and 20:05.
    ...(s > 100 && s < LATE.comesS ? [] : [{ device: 'cam-east', time: iso(s), occupancy: 80 }]),
    { device: 'cp-2-in', time: iso(s), count: 12, interval_s: EVERY_S },
    { device: 'cp-1-in', time: iso(s), total: 7 * s },
    ...(s === LATE.comesS
      ? [{ device: 'cam-east', time: iso(LATE.ofS), occupancy: LATE.people }]
      : []),
  ];
}

/**
 * Records an evening of ten minutes through the live path, on the feed's clock: counts every five seconds, a late
 * reading, and three orders. Resolves to the event file.
 */
export async function recordEvening(folder: string, name = 'evening.anlan'): Promise<string> {
  const file = path.join(folder, name);
  const event = await eveningEvent(folder);
  const hub = await startHub([event, '--source', 'live', '--clock', 'feed', '--event-file', file]);
  const seat = await watch(hub.url, 'commander');
  await seat.call('operator.takeOver', { name: 'Wang' });
  for (let s = 0; s <= LASTS_S; s += EVERY_S) {
    const answer = await hub.post('counts', readingsAt(s));
    if (answer.status !== 200) throw new Error(JSON.stringify(answer));
    await seat.until(({ time }) => time >= BEGIN + s * 1_000);
    const order = ORDERS.find(({ atS }) => atS === s);
    if (order) {
      await seat.call('checkpoint.order', {
        order: `order-${order.atS}` as never,
        checkpoint: 'cp-1' as never,
        mode: order.mode,
        sawVersion: order.sawVersion,
      });
    }
  }
  seat.close();
  await hub.stop();
  return file;
}

/** The orders of the evening. */
export const ORDERS = [
  { atS: 60, mode: 'closed', sawVersion: 0 },
  { atS: 240, mode: 'open', sawVersion: 1 },
  { atS: 480, mode: 'closed', sawVersion: 2 },
] as const;

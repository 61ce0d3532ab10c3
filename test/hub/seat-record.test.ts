import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SeatView } from '../../src/domain/session/seat-view.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { startHub } from './hub-process.ts';
import { BEGIN, eveningEvent, readingsAt } from './recorded-evening.ts';
import { watch } from './watching-seat.ts';

const OVERVIEW: SeatView = {
  layout: 'command',
  panel: 'checkpoints',
  map: { lon: 120.16, lat: 30.25, zoom: 15.5 },
  layers: ['density', 'zones'],
};
const FOUNTAIN: SeatView = { ...OVERVIEW, panel: 'drones', selection: 'zone:west-square' };

it('the record holds who was linked and what was on whose screen, once for each change', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-seat-record-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'evening.anlan');
  const event = await eveningEvent(folder);
  const hub = await startHub([event, '--source', 'live', '--clock', 'feed', '--event-file', file]);
  await hub.post('counts', readingsAt(0));
  const seat = await watch(hub.url, 'commander');
  await seat.call('seat.shows', OVERVIEW);
  await seat.call('seat.shows', OVERVIEW);
  await seat.call('operator.takeOver', { name: 'Wang' });
  await hub.post('counts', readingsAt(5));
  await seat.until(({ time }) => time >= BEGIN + 5_000);
  await seat.call('seat.shows', FOUNTAIN);
  expect(await seat.refusal('seat.shows', { layers: [] } as never)).toMatchObject({
    code: 'badInput',
  });
  const { seat: own } = seat.attached();
  // Nobody else is told of it.
  expect(seat.entries.map(({ kind }) => kind)).not.toContain('viewSwitched');
  seat.close();
  const wall = await watch(hub.url, 'wall');
  await wall.call('timeline.marks', { from: 0, to: BEGIN });
  await hub.stop();

  const reader = new RecordReader();
  const opened = await reader.open({ file });
  expect(opened).toMatchObject({ ok: true });
  const kinds = ['seatLinked', 'viewSwitched'] as const;
  const logged = await reader.entries({ afterSeq: 0, limit: 100, kinds });
  await reader.close();
  const told = logged.map(({ entry }) => [entry.observedAt - BEGIN, entry.payload]);
  const commander = { seat: own, role: 'commander' };
  expect(told).toEqual([
    [0, { ...commander, linked: true }],
    [0, { ...commander, view: OVERVIEW }],
    [5_000, { ...commander, by: 'Wang', view: FOUNTAIN }],
    [5_000, { ...commander, linked: false }],
    [5_000, { seat: wall.attached().seat, role: 'wall', linked: true }],
  ]);
});

import { expect, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { entry } from '../session/entry.ts';
import { initialWorld, reduce, type World } from '../session/world.ts';
import { judgeDataQuality } from './data-quality-rules.ts';

const site = twoSquares();
const times = { observedAt: 0, recordedAt: 0 };

function withDisk(world: World, disk: { freeBytes: number; hoursLeft?: number; low: boolean }) {
  const state = { state: 'recording', seq: 1, file: 'night.anlan', disk } as const;
  return reduce(world, entry('recorderState', state, times));
}

test('a disk of the record that runs low is said once, and said to be right again', () => {
  const enough = withDisk(initialWorld(site, 0), { freeBytes: 1e12, hoursLeft: 90, low: false });
  expect(judgeDataQuality(enough, site)).toEqual([]);
  const low = withDisk(enough, { freeBytes: 3.2e9, hoursLeft: 1.94, low: true });
  const [raised, ...others] = judgeDataQuality(low, site);
  expect(others).toEqual([]);
  expect(raised).toMatchObject({
    raised: {
      key: 'record-disk-low',
      message: 'recordDiskLow',
      params: { hours: 1.9, freeMb: 3_200 },
    },
  });
  const told = raised ? reduce(low, entry('dataQuality', raised, times)) : low;
  expect(judgeDataQuality(told, site)).toEqual([]);
  const freed = withDisk(told, { freeBytes: 1e12, low: false });
  expect(judgeDataQuality(freed, site)).toMatchObject([{ cleared: 'record-disk-low' }]);
});

test('a disk that goes on filling is told again, with what is left by then', () => {
  const lowAt = (freeBytes: number, hoursLeft: number) => ({ freeBytes, hoursLeft, low: true });
  const begun = withDisk(initialWorld(site, 60_000), lowAt(3.2e9, 1.94));
  const told = judgeDataQuality(begun, site).reduce(
    (world, change) => reduce(world, entry('dataQuality', change, times)),
    begun,
  );
  expect(judgeDataQuality(withDisk(told, lowAt(3.1e9, 1.88)), site)).toEqual([]);
  const later = withDisk({ ...told, time: 3_660_000 }, lowAt(1.6e9, 0.97));
  expect(judgeDataQuality(later, site)).toEqual([
    {
      raised: {
        key: 'record-disk-low',
        message: 'recordDiskLow',
        params: { hours: 0.9, freeMb: 1_600 },
        raisedAt: 60_000,
      },
    },
  ]);
});

test('a disk whose rate nobody knows yet is told by its room', () => {
  const low = withDisk(initialWorld(site, 0), { freeBytes: 5e7, low: true });
  expect(judgeDataQuality(low, site)).toMatchObject([
    { raised: { message: 'recordDiskAlmostFull', params: { freeMb: 50 } } },
  ]);
});

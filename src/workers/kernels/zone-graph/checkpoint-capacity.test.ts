import { expect, test } from 'vitest';
import { checkpointCapacity, openingCapacity, waveIsGreen } from './checkpoint-capacity.ts';

test('an open checkpoint passes 82 people a minute and metre in both directions together', () => {
  const open = checkpointCapacity(3, 4, { mode: 'open' });
  expect(open.totalPerS * 60).toBeCloseTo(246, 9);
  expect(open.inPerS).toBeLessThan(open.totalPerS);
  expect(openingCapacity(3, 'stairs').totalPerS * 60).toBeCloseTo(198, 9);
});

test('metering and waves hold back those who come in alone', () => {
  const open = checkpointCapacity(3, 4, { mode: 'open' });
  const metered = checkpointCapacity(3, 4, { mode: 'metered' });
  expect(metered.inPerS * 60).toBeCloseTo(4 * 25, 9);
  expect(metered.outPerS).toBe(open.outPerS);
  expect(
    checkpointCapacity(3, 4, { mode: 'metered', meteredPerMinLane: 10 }).inPerS * 60,
  ).toBeCloseTo(40, 9);
  expect(checkpointCapacity(3, 4, { mode: 'waveRelease' })).toEqual({ ...open, waves: true });
  expect([0, 59, 60, 179, 180].map(waveIsGreen)).toEqual([true, true, false, false, true]);
});

test('one-way and closed', () => {
  expect(checkpointCapacity(3, 4, { mode: 'oneWayIn' }).outPerS).toBe(0);
  expect(checkpointCapacity(3, 4, { mode: 'oneWayOut' }).inPerS).toBe(0);
  expect(checkpointCapacity(3, 4, { mode: 'closed' }).totalPerS).toBe(0);
});

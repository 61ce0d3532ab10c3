import { expect, it } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { DroneId, UnitId } from '../base/ids.ts';
import { HOUR, MINUTE } from '../base/quantity.ts';
import type { DroneReport } from '../forces/drone.ts';
import type { UnitReport } from '../forces/unit.ts';
import type { ClockKind } from '../time/clock.ts';
import { entry } from './entry.ts';
import { usablePositions } from './usable-positions.ts';
import { initialWorld, reduce } from './world.ts';

const NOW = Date.parse('2026-12-31T23:40:00+08:00');
const at = { lon: 120.1575, lat: 30.2555 };

function drone(observedAt: number, heartbeatAt?: number): DroneReport {
  return {
    drone: 'drone-1' as DroneId,
    callsign: 'UAV-1',
    observedAt,
    ...at,
    altM: 60,
    ...(heartbeatAt === undefined ? {} : { heartbeatAt }),
  };
}

function unit(observedAt: number, callsign = '一组'): UnitReport {
  return {
    unit: 'unit-1' as UnitId,
    callsign,
    agency: '公安',
    observedAt,
    ...at,
    status: 'free',
  };
}

function taken(drones: readonly DroneReport[], units: readonly UnitReport[], clock: ClockKind) {
  return usablePositions({ drones, units, receivedAt: NOW }, NOW, clock);
}

it('takes a clock that runs ahead at the receipt time, and leaves one that is behind', () => {
  const ahead = taken([drone(NOW + 8 * HOUR, NOW + HOUR)], [unit(NOW + 8 * HOUR)], 'wall');
  expect(ahead).toEqual({ drones: [drone(NOW, NOW)], units: [unit(NOW)] });
  const behind = taken([drone(NOW - MINUTE)], [unit(NOW - HOUR)], 'wall');
  expect(behind).toEqual({ drones: [drone(NOW - MINUTE)], units: [unit(NOW - HOUR)] });
});

it('follows the senders with a feed clock: a recording keeps its own times', () => {
  const recorded = taken([drone(NOW + HOUR)], [unit(NOW + HOUR)], 'feed');
  expect(recorded).toEqual({ drones: [drone(NOW + HOUR)], units: [unit(NOW + HOUR)] });
});

it('lets nobody hide behind a clock that was ahead until it was set right', () => {
  const times = { observedAt: NOW, recordedAt: NOW };
  const world = [unit(NOW + 8 * HOUR), unit(NOW, '一组，已到位')].reduce(
    (before, one) => reduce(before, entry('positions', taken([], [one], 'wall'), times)),
    initialWorld(twoSquares(), NOW),
  );
  expect(world.units['unit-1']?.callsign).toBe('一组，已到位');
});

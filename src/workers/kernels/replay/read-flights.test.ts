import { expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import type { DroneId } from '../../../domain/base/ids.ts';
import { HOUR, MINUTE, SECOND } from '../../../domain/base/quantity.ts';
import { entry } from '../../../domain/session/entry.ts';
import { initialWorld, reduce, type World } from '../../../domain/session/world.ts';
import { readFlights } from './read-flights.ts';

type Span = readonly [from: number, to: number];

/** Worlds every ten seconds of a recording in which drones report every second while they fly. */
function recorded(length: number, flights: Readonly<Record<string, readonly Span[]>>) {
  const worlds: World[] = [];
  let reads = 0;
  let world = initialWorld(twoSquares(), 0);
  for (let time = 0; time <= length; time += SECOND) {
    for (const [drone, spans] of Object.entries(flights)) {
      if (!spans.some(([from, to]) => time >= from && time <= to)) continue;
      const report = {
        drone: drone as DroneId,
        callsign: drone,
        observedAt: time,
        lon: 120 + time * 1e-9,
        lat: 30,
        altM: 60,
      };
      const times = { observedAt: time, recordedAt: time };
      world = reduce(world, entry('positions', { drones: [report], units: [] }, times));
    }
    if (time % (10 * SECOND) === 0) worlds.push(world);
  }
  return {
    reads: () => reads,
    async snapshotBefore(time: number) {
      reads += 1;
      const found = worlds[Math.floor(time / (10 * SECOND))];
      return found && { seq: 1, world: found };
    },
  };
}

test('a flight begins and ends where the drone says its first and last word', async () => {
  const one = [93 * SECOND, 11 * MINUTE + 7 * SECOND] as const;
  // Down for a battery, then up again until the end.
  const two = [13 * MINUTE, 30 * MINUTE] as const;
  const hop = [4 * MINUTE + 1_000, 4 * MINUTE + 25_000] as const;
  const record = recorded(30 * MINUTE, { a: [one, two], b: [hop] });
  const flights = await readFlights(record, { from: 0, to: 30 * MINUTE });
  expect(flights).toEqual([
    { drone: 'a', from: one[0], to: one[1] },
    { drone: 'b', from: hop[0], to: hop[1] },
    { drone: 'a', from: two[0], to: two[1] },
  ]);
});

test('of days without a flight little is read, and a short flight in them is found', async () => {
  const flight = [31 * HOUR + 7_000, 31 * HOUR + 9 * MINUTE] as const;
  const record = recorded(40 * HOUR, { a: [flight] });
  const flights = await readFlights(record, { from: 0, to: 40 * HOUR });
  expect(flights).toEqual([{ drone: 'a', from: flight[0], to: flight[1] }]);
  expect(record.reads()).toBeLessThan(2_100);
});

test('what was in the air before the range begins with it', async () => {
  const record = recorded(20 * MINUTE, { a: [[0, 15 * MINUTE]] });
  const range = { from: 5 * MINUTE, to: 10 * MINUTE };
  expect(await readFlights(record, range)).toEqual([{ drone: 'a', ...range }]);
});

import { type NightScript, nightClock } from '../plan/night-script.ts';
import type { Ground } from '../site/ground.ts';
import { valueAt } from './change-curve.ts';
import { LEVEL_PER_M_MIN, type Opening } from './egress-openings.ts';
import type { ZoneCapacity } from './plan-checks.ts';

/** The script is looked at so often. */
const LOOK_EVERY_S = 300;

/** Capacity, expected people and ways out of every leaf zone. */
export function zoneCapacities(
  ground: Ground,
  script: NightScript | undefined,
  openings: readonly Opening[],
): readonly ZoneCapacity[] {
  const expected = script === undefined ? undefined : expectedPeaks(script);
  return ground.leaves.map((zone, leaf): ZoneCapacity => {
    const usableAreaM2 = ground.usableAreaM2[leaf] ?? 0;
    const capacity = usableAreaM2 * zone.designDensityPerM2;
    const perMin = openings.reduce(
      (sum, { from, perMin: passes }) => sum + (from === zone.id ? passes : 0),
      0,
    );
    const peak = expected?.get(zone.id);
    return {
      zone: zone.id,
      name: zone.name,
      ring: zone.ring,
      usableAreaM2,
      designDensityPerM2: zone.designDensityPerM2,
      capacity,
      ...(peak === undefined ? {} : { expectedPeak: peak.people, expectedPeakAt: peak.at }),
      exitWidthM: perMin / LEVEL_PER_M_MIN,
      ...(perMin > 0 ? { drainMin: capacity / perMin } : {}),
    };
  });
}

/**
 * The most people of the occupancy curve that the script's attractions and shows want in each zone: occupancy ×
 * attraction / Σ attraction. Who is on the way is not in it, nor who cannot get in.
 */
function expectedPeaks(script: NightScript): ReadonlyMap<string, { people: number; at: string }> {
  const clock = nightClock(script);
  const peaks = new Map<string, { people: number; at: string }>();
  const length = (clock.endsAt - clock.startsAt) / 1_000;
  for (let second = 0; second <= length; second += LOOK_EVERY_S) {
    const wanted = script.zones.map(({ zone, attraction }) => {
      const shows = script.shows.filter((show) => show.zone === zone);
      const factor = shows.reduce(
        (product, show) => product * (1 + (show.zoneFactor - 1) * course(show, clock, second)),
        1,
      );
      return { zone, weight: valueAt(attraction, clock, second) * factor };
    });
    const whole = wanted.reduce((sum, { weight }) => sum + weight, 0);
    const people = valueAt(script.people.occupancy, clock, second);
    for (const { zone, weight } of wanted) {
      const here = whole > 0 ? (people * weight) / whole : 0;
      if (here <= (peaks.get(zone)?.people ?? -1)) continue;
      peaks.set(zone, {
        people: here,
        at: clock.iso(clock.startsAt + second * 1_000).slice(11, 16),
      });
    }
  }
  return peaks;
}

/** 0 … 1: rises over `leadMin` before each show, holds while it lasts, falls over `leadMin`. */
function course(
  show: NightScript['shows'][number],
  clock: ReturnType<typeof nightClock>,
  second: number,
): number {
  return show.startsAt.reduce((most, start) => {
    const begins = clock.secondOf(start);
    const ends = begins + show.lastsMin * 60;
    const away = Math.max(begins - second, second - ends, 0);
    return Math.max(most, 1 - Math.min(1, away / (show.leadMin * 60)));
  }, 0);
}

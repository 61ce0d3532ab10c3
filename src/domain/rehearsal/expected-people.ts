import type { Millis } from '../base/quantity.ts';
import { type NightScript, nightClock } from '../plan/night-script.ts';
import { valueAt } from './change-curve.ts';

/** What a script asks for in people: what a rehearsal of it is held against. */
export interface ExpectedPeople {
  /** Visits by the end of the night, the people at its start included. */
  readonly visits: number;
  /** The most people inside the outer cordon, and when. */
  readonly peak: number;
  readonly peakAt: Millis;
  /** Who comes by each gate after the start, in the script's order. */
  readonly gates: readonly { readonly gate: string; readonly people: number }[];
}

/** Adds up the script's curves minute by minute; arrivals are shared by the gates' weights of that minute. */
export function expectedPeople(script: NightScript): ExpectedPeople {
  const clock = nightClock(script);
  const { visits, occupancy } = script.people;
  const minutes = Math.round((clock.endsAt - clock.startsAt) / 60_000);
  const byGate = script.gates.map(() => 0);
  let peak = { people: valueAt(occupancy, clock, 0), minute: 0 };
  let before = valueAt(visits, clock, 0);
  for (let minute = 1; minute <= minutes; minute++) {
    const now = valueAt(visits, clock, minute * 60);
    const weights = script.gates.map(({ arriving }) => valueAt(arriving, clock, minute * 60 - 30));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, index) => {
      if (all > 0) byGate[index] = (byGate[index] ?? 0) + ((now - before) * weight) / all;
    });
    before = now;
    const people = valueAt(occupancy, clock, minute * 60);
    if (people > peak.people) peak = { people, minute };
  }
  return {
    visits: before,
    peak: peak.people,
    peakAt: clock.startsAt + peak.minute * 60_000,
    gates: script.gates.map(({ gate }, index) => ({ gate, people: byGate[index] ?? 0 })),
  };
}

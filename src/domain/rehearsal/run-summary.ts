import type { RunFigures, RunSummary } from './run-figures.ts';

/** The number of people of the operation's own yardstick: 60,000 out in half an hour. */
export const OUT_PEOPLE = 60_000;

/** What a list of runs shows of one. */
export function runSummary(figures: RunFigures, origin: RunSummary['origin']): RunSummary {
  const { run, span, area, zones, worstQueue, egress } = figures;
  const out = egress?.milestones.find(({ people }) => people === OUT_PEOPLE)?.outOfRingS;
  return {
    run,
    span,
    origin,
    peakPeople: area.peak.people,
    peakAt: area.peak.at,
    minutesAboveOrange: zones.reduce(
      (sum, zone) => sum + (zone.minutesAboveWorst ?? zone.minutesAboveMean).orange,
      0,
    ),
    ...(worstQueue === undefined ? {} : { worstQueue }),
    ...(out === undefined ? {} : { out60000S: out }),
  };
}

import type { RunFigures, ZoneRun } from './run-figures.ts';
import { runForTests } from './run-for-tests.ts';

/** Three minutes of the two squares with every kind of figure: a full east square, a queue, one checkpoint's flow. */
export function wholeRunForTests(): RunFigures {
  const run = runForTests({ seed: 1, level: 5, out: [10, 40] });
  const { from } = run.span;
  const zone = (id: string, people: readonly number[], worst: readonly number[]): ZoneRun => ({
    zone: id as ZoneRun['zone'],
    ring: 'core',
    usableAreaM2: 100,
    capacity: 300,
    people,
    peak: { people: Math.max(...people), at: from + 120_000 },
    maxGaussianPerM2: worst.map((perM2) => perM2 + 0.5),
    maxVoronoiPerM2: worst.map((perM2) => perM2 + 0.25),
    worstPerM2: worst,
    minutesAboveMean: { yellow: 1, orange: 0, red: 0 },
    minutesAboveWorst: { yellow: 2, orange: 1, red: 0 },
    minutesAboveCapacity: { yellow: 0, orange: 0, red: 0 },
    personMinutes: { green: 10, yellow: 20, orange: 30, red: 40 },
  });
  const gate = 'gate-west' as never;
  return {
    ...run,
    zones: [
      zone('west-square', [1, 2, 1], [0.1, 0.2, 0.1]),
      zone('east-square', [100, 250, 200], [1, 3, 2]),
    ],
    lines: [
      {
        line: 'cp-1' as never,
        kind: 'checkpoint',
        name: { zh: '一号', en: 'One' },
        number: 1,
        surface: 'walkway',
        clearWidthM: 4,
        ends: [
          [120.159, 30.256],
          [120.1592, 30.256],
        ],
        in: [40, 80, 0],
        out: [0, 20, 0],
        peakSpecificFlow: 25,
        peakAt: from + 60_000,
        meanSpecificFlow: 17.5,
        counterFlowIndex: 20 / 140,
      },
    ],
    queues: [
      { checkpoint: 'cp-1' as never, number: 1, people: [0, 12, 7] },
      { checkpoint: 'cp-2' as never, number: 2, people: [0, 0, 0] },
    ],
    hotSpots: [
      {
        hotSpot: 'stage' as never,
        zone: 'east-square' as never,
        people: [50, 90, 80],
        minutesAboveAlert: { yellow: 2, orange: 1, red: 0 },
        pressure: { gatePerM2: 4, maxPerS2: 0.021, at: from + 60_000, gatedS: 30 },
      },
    ],
    service: {
      walkway: { A: 1, B: 2, C: 3, D: 4, E: 5, F: 6 },
      stairs: { A: 0, B: 0, C: 0, D: 0, E: 0, F: 0 },
      queue: { A: 0, B: 0, C: 0, D: 0, E: 0, F: 0 },
    },
    ...(run.egress
      ? {
          egress: { ...run.egress, gates: [{ gate, perMin: Array.from({ length: 40 }, () => 2) }] },
        }
      : {}),
    travel: { entryToGoal: { people: 9, meanS: 100, p10S: 50, p50S: 90, p90S: 200 } },
  };
}

import { hash53 } from '../../../domain/base/hash.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import type { Estimate, People } from '../../../domain/crowd/estimate.ts';
import type { ObservationColumns } from '../../../domain/crowd/observation.ts';
import type { Site } from '../../../domain/site/site.ts';
import { AreaHistory } from './area-history.ts';
import { AreaMemory } from './area-memory.ts';
import type { CountedFlow, CrowdFilter } from './crowd-filter.ts';
import { DensityField } from './density-field.ts';
import { composeEstimate } from './estimate-report.ts';
import { FlowWindow } from './flow-window.ts';
import { hotSpotGrounds } from './hot-spots.ts';
import { KalmanFilter } from './kalman-filter.ts';
import { buildLayout, type Layout } from './layout.ts';
import { type CountReading, gatherReadings } from './readings.ts';
import { packState, unpackState } from './state-bytes.ts';
import { Visits } from './visits.ts';

/** The live estimator: observations in, estimates and rasters out; deterministic, and no clock of its own. */
export interface Estimator {
  /** Takes the observations that became known since the last step and moves the state to `time`. */
  step(time: Millis, observations: readonly ObservationColumns[]): Estimate;
  /** The raster of the newest estimate. */
  frame(): DensityFrame;
  /** The whole state; a restored estimator goes on bit for bit. */
  save(): Uint8Array;
  /** The fusing filter, for its books. */
  readonly filter: CrowdFilter;
}

/**
 * Opens the estimator on a site. `saved` bytes of another version or another site are ignored: it starts fresh.
 * Another filter goes in at `makeFilter`.
 */
export function openEstimator(
  site: Site,
  saved?: Uint8Array,
  makeFilter: (layout: Layout) => CrowdFilter = (layout) => new KalmanFilter(layout),
): Estimator {
  const layout = buildLayout(site);
  const fingerprint = hash53(JSON.stringify(site));
  const filter = makeFilter(layout);
  const memory = new AreaMemory(layout);
  const flows = new FlowWindow(layout);
  const history = new AreaHistory();
  const visits = new Visits();
  const field = new DensityField(layout);
  const hotSpots = hotSpotGrounds(layout, field);
  const clock = { savable: Float64Array.of(Number.NaN) };
  const parts = [
    {
      save: () => [clock.savable],
      restore: ([time]: readonly Float64Array[]) => clock.savable.set(time ?? []),
    },
    memory,
    flows,
    history,
    filter,
    visits,
  ];
  restoreParts(parts, saved, fingerprint);

  const supportByPlace = (time: Millis): Float64Array => {
    const support = new Float64Array(layout.leafCount + 1).fill(Number.NaN);
    support.set(memory.seenAtByLeaf());
    layout.counters.forEach(({ from, to }, counter) => {
      const at = flows.seenAt[counter] ?? Number.NaN;
      for (const place of [from, to]) {
        if (place >= 0 && !Number.isNaN(at) && !((support[place] ?? 0) >= at)) support[place] = at;
      }
    });
    return support.map((at) => Math.min(at, time));
  };

  const solve = (time: Millis): Float64Array => {
    const supportAt = supportByPlace(time);
    const people = Float64Array.from(supportAt, (_, place) => filter.place(place).people);
    field.solve({ time, people, supportAt, memory });
    return supportAt;
  };
  const resumedAt = clock.savable[0] ?? Number.NaN;
  if (!Number.isNaN(resumedAt)) solve(resumedAt);

  return {
    filter,
    step(time, observations) {
      const { counts, areas } = gatherReadings(layout, observations);
      for (const reading of counts) flows.add(reading);
      flows.advance(time);
      const before = clock.savable[0] ?? Number.NaN;
      filter.step({
        time,
        dtS: Number.isNaN(before) ? 0 : Math.max(0, (time - before) / 1000),
        flows: mergeFlows(layout, counts),
        evidence: memory.take(areas, time),
        areaSeenAt: memory.seenAtByLeaf(),
        counterSeenAt: flows.seenAt,
        counterPerS: flows.perS,
      });
      clock.savable[0] = time;
      const supportAt = solve(time);
      // A guess is no past: neither a peak nor a trend may come of it.
      const isKnown = supportAt.subarray(0, layout.leafCount).some((at) => !Number.isNaN(at));
      if (isKnown) history.add(time, filter.area().people);
      return composeEstimate({
        time,
        layout,
        filter,
        memory,
        flows,
        history,
        visits: visits.count(
          time,
          filter.area(),
          correctedCrossings(layout, flows, filter, 'entry'),
          correctedCrossings(layout, flows, filter, 'exit'),
          isKnown,
        ),
        field,
        supportAt,
        hotSpots,
      });
    },
    frame: () => field.frame(),
    save: () =>
      packState(
        fingerprint,
        parts.flatMap((part) => [...part.save()]),
      ),
  };
}

interface Part {
  save(): readonly Float64Array[];
  restore(saved: readonly Float64Array[]): void;
}

function restoreParts(parts: readonly Part[], saved: Uint8Array | undefined, fingerprint: number) {
  if (!saved) return;
  const counts = parts.map((part) => part.save().length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const columns = unpackState(saved, fingerprint, total);
  if (!columns) return;
  let at = 0;
  parts.forEach((part, index) => {
    const next = at + (counts[index] ?? 0);
    part.restore(columns.slice(at, next));
    at = next;
  });
}

/** People who crossed the outer cordon one way since counting began, corrected for the counters' biases. */
function correctedCrossings(
  layout: Layout,
  flows: FlowWindow,
  filter: CrowdFilter,
  cordon: 'entry' | 'exit',
): People {
  return filter.correctedCount(
    flows.counted.map((amount, counter) =>
      layout.counters[counter]?.cordon === cordon ? amount : 0,
    ),
  );
}

/** Sums the counts of each counter and what is uncertain about them: Poisson, and each reading's relative error. */
function mergeFlows(layout: Layout, counts: readonly CountReading[]): readonly CountedFlow[] {
  const people = new Float64Array(layout.counters.length);
  const noise = new Float64Array(layout.counters.length);
  for (const reading of counts) {
    const error = layout.counters[reading.counter]?.relativeError ?? 0;
    people[reading.counter] = (people[reading.counter] ?? 0) + reading.people;
    noise[reading.counter] =
      (noise[reading.counter] ?? 0) + reading.people + (error * reading.people) ** 2;
  }
  return layout.counters.flatMap((_, counter) => {
    const moved = people[counter] ?? 0;
    return moved > 0 ? [{ counter, people: moved, noise: noise[counter] ?? 0 }] : [];
  });
}

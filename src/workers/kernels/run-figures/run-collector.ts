import { DEFAULT_LADDER, type LadderSettings } from '../../../domain/alert/ladder.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { type NightScript, nightClock } from '../../../domain/plan/night-script.ts';
import { type FlowLine, flowLines } from '../../../domain/rehearsal/flow-lines.ts';
import type { RunFigures, RunIdentity } from '../../../domain/rehearsal/run-figures.ts';
import { type Ground, walkableCellsInside } from '../../../domain/site/ground.ts';
import { CrossingMeter, type CrossingMeterState } from './crossing-meter.ts';
import { DensityMeter, type DensityMeterState, LOOK_EVERY_S } from './density-meter.ts';
import { EgressMeter, type EgressMeterState } from './egress-meter.ts';
import { HotSpotMeter } from './hot-spot-meter.ts';
import { MinuteBook, type MinuteBookState } from './minute-book.ts';
import { PressureMeter, type PressureMeterState } from './pressure-meter.ts';
import { runReport } from './run-report.ts';
import type { RunSample } from './run-sample.ts';
import { TravelMeter, type TravelMeterState } from './travel-meter.ts';
import { voronoiMaxima } from './voronoi-meter.ts';

/** What the figures are of. */
export interface RunCollectorOptions {
  readonly ground: Ground;
  readonly script: NightScript;
  readonly identity: RunIdentity;
  /** Default: the field's. */
  readonly ladder?: LadderSettings;
}

/** Everything a collector knows, as plain JSON. */
export interface RunCollectorState {
  readonly fromSecond: number;
  readonly second: number;
  readonly begun: number;
  readonly arrivedAtStart: number;
  readonly leftAtStart: number;
  readonly last: Pick<RunSample, 'totals' | 'waitingOutside'>;
  readonly orders: RunIdentity['orders'];
  readonly book: MinuteBookState;
  readonly egress: EgressMeterState;
  readonly hotSpots: number[][];
  readonly bodies?: {
    readonly density: DensityMeterState;
    readonly voronoi: number[][];
    readonly pressure: PressureMeterState;
    readonly travel: TravelMeterState;
    readonly crossing: CrossingMeterState;
  };
}

interface BodyMeters {
  readonly density: DensityMeter;
  readonly voronoi: number[][];
  readonly pressure: PressureMeter;
  readonly travel: TravelMeter;
  readonly crossing: CrossingMeter;
}

interface Parts {
  readonly book: MinuteBook;
  readonly egress: EgressMeter;
  readonly hotSpots: HotSpotMeter;
  readonly bodies: BodyMeters | undefined;
}

type SpanState = Omit<RunCollectorState, 'book' | 'egress' | 'hotSpots' | 'bodies'>;

const NOBODY = { in: [], out: [] };

/**
 * Computes the figures of a run while it goes on. `add` takes the night's first sample where the span begins, then one
 * a second; `figures` may be asked for at any time and speaks of the whole minutes so far.
 */
export class RunCollector {
  readonly #options: RunCollectorOptions;
  readonly #ladder: LadderSettings;
  readonly #lines: readonly FlowLine[];
  readonly #counters: readonly FlowLine[];
  #parts: Parts | undefined;
  #state: SpanState | undefined;
  #orders: RunIdentity['orders'];
  #restored = false;

  constructor(options: RunCollectorOptions) {
    this.#options = options;
    this.#ladder = options.ladder ?? DEFAULT_LADDER;
    this.#lines = flowLines(options.ground.site);
    this.#counters = this.#lines.filter(({ kind }) => kind === 'counter');
    this.#orders = options.identity.orders;
  }

  /**
   * A collector that goes on from what `save` gave, of the same site and script. Its first sample is that of the
   * second at which it was saved: the night's running totals may have begun anew.
   */
  static restore(options: RunCollectorOptions, saved: string): RunCollector {
    const collector = new RunCollector(options);
    collector.#restore(JSON.parse(saved) as RunCollectorState);
    return collector;
  }

  /** Seconds of the night of the last sample; undefined before the first. */
  get second(): number | undefined {
    return this.#state?.second;
  }

  /** Notes an order given while the run goes on. */
  noteOrder(at: Millis, change: string): void {
    this.#orders = [...this.#orders, { at, change }];
  }

  /** Takes the next second. Throws when a second is left out: flows and times would be wrong. */
  add(sample: RunSample): void {
    if (this.#state === undefined || this.#parts === undefined) {
      this.#begin(sample);
      return;
    }
    if (this.#restored && sample.second === this.#state.second) {
      const { book, bodies } = this.#parts;
      book.resume(sample, sample.countersPassed ?? bodies?.crossing ?? NOBODY);
      this.#restored = false;
      return;
    }
    if (this.#restored || sample.second !== this.#state.second + 1) {
      throw new Error(
        `the figures went on to second ${this.#state.second} and cannot take second ${sample.second}`,
      );
    }
    const { totals, waitingOutside } = sample;
    this.#state = { ...this.#state, second: sample.second, last: { totals, waitingOutside } };
    const { book, egress, hotSpots, bodies } = this.#parts;
    egress.add(sample);
    if (bodies && sample.bodies) this.#lookAtBodies(bodies, sample, sample.bodies);
    const counters = sample.countersPassed ?? bodies?.crossing ?? NOBODY;
    if (!book.add(sample, counters)) return;
    hotSpots.endMinute(sample);
    if (bodies && sample.bodies) {
      const { density } = bodies;
      const maxima = voronoiMaxima(sample.bodies, density.raster, density.grid, density.densest);
      maxima.forEach((perM2, zone) => {
        bodies.voronoi[zone]?.push(perM2);
      });
      density.endMinute();
    }
  }

  /**
   * The figures of the whole minutes so far; `complete` says whether the run came to where it was asked to go.
   * Throws before the first sample.
   */
  figures(complete: boolean): RunFigures {
    const { state, parts } = this.#begun();
    const { ground, script, identity } = this.#options;
    const clock = nightClock(script);
    return runReport({
      ground,
      ladder: this.#ladder,
      identity: { ...identity, orders: this.#orders },
      from: clock.startsAt + state.fromSecond * 1_000,
      startsAt: clock.startsAt,
      releaseRing: script.release.ring,
      lines: this.#lines,
      state,
      book: parts.book.state,
      egress: parts.egress.state,
      hotSpotPeople: parts.hotSpots.series,
      bodies: parts.bodies,
      complete,
    });
  }

  /** Everything as text, for a saved state of the run. */
  save(): string {
    const { state, parts } = this.#begun();
    const { bodies } = parts;
    const saved: RunCollectorState = {
      ...state,
      orders: this.#orders,
      book: parts.book.state,
      egress: parts.egress.state,
      hotSpots: parts.hotSpots.series,
      ...(bodies === undefined
        ? {}
        : {
            bodies: {
              density: bodies.density.state,
              voronoi: bodies.voronoi,
              pressure: bodies.pressure.state,
              travel: bodies.travel.state,
              crossing: bodies.crossing.state,
            },
          }),
    };
    return JSON.stringify(saved);
  }

  #begin(sample: RunSample): void {
    const { totals, waitingOutside } = sample;
    this.#state = {
      fromSecond: sample.second,
      second: sample.second,
      begun: totals.area + totals.outside,
      arrivedAtStart: totals.arrived,
      leftAtStart: totals.left,
      last: { totals, waitingOutside },
      orders: this.#orders,
    };
    this.#parts = this.#open(sample, undefined);
    this.#parts.egress.add(sample);
    const { bodies } = this.#parts;
    if (bodies && sample.bodies) {
      bodies.density.prepare(sample.bodies);
      bodies.pressure.watch(bodies.density.raster, sample.second, true);
    }
  }

  #open(first: RunSample, saved: RunCollectorState | undefined): Parts {
    const { ground, script } = this.#options;
    const clock = nightClock(script);
    const release = { second: clock.secondOf(script.release.startsAt), ring: script.release.ring };
    const book = new MinuteBook(
      ground,
      this.#counters.length,
      first,
      saved && { fromSecond: saved.fromSecond, state: saved.book },
    );
    const fromSecond = saved?.fromSecond ?? first.second;
    const withBodies =
      saved === undefined ? first.bodies !== undefined : saved.bodies !== undefined;
    const density = withBodies
      ? new DensityMeter(ground, this.#ladder, saved?.bodies?.density)
      : undefined;
    return {
      book,
      egress: new EgressMeter(ground, release, saved?.egress),
      hotSpots: new HotSpotMeter(
        ground.site.hotSpots.map(({ polygon }) => walkableCellsInside(ground, polygon)),
        ground,
        saved?.hotSpots,
      ),
      bodies: density && {
        density,
        voronoi: saved?.bodies?.voronoi ?? ground.leaves.map(() => []),
        pressure: new PressureMeter(ground, density.grid, saved?.bodies?.pressure),
        travel: new TravelMeter(fromSecond, saved?.bodies?.travel),
        crossing: new CrossingMeter(ground, this.#counters, saved?.bodies?.crossing),
      },
    };
  }

  #restore(saved: RunCollectorState): void {
    const { book, egress, hotSpots, bodies, ...state } = saved;
    this.#state = state;
    this.#restored = true;
    this.#orders = saved.orders;
    this.#parts = this.#open(
      {
        second: saved.fromSecond,
        ...saved.last,
        zonePeople: [],
        checkpointsPassed: NOBODY,
        gatesPassed: NOBODY,
      },
      saved,
    );
  }

  #lookAtBodies(meters: BodyMeters, sample: RunSample, people: NonNullable<RunSample['bodies']>) {
    const { density, pressure, travel, crossing } = meters;
    pressure.add(people, sample.second);
    travel.addLeavers(sample.leavers ?? []);
    crossing.add(people);
    if (sample.second % LOOK_EVERY_S !== 0) return;
    density.look(people);
    travel.look(people, sample.second);
    pressure.watch(density.raster, sample.second);
  }

  #begun(): { readonly state: SpanState; readonly parts: Parts } {
    if (this.#state === undefined || this.#parts === undefined) {
      throw new Error('there are no figures before the first second');
    }
    return { state: this.#state, parts: this.#parts };
  }
}

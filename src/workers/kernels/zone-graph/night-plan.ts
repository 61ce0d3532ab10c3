import { must } from '../../../domain/base/assert.ts';
import type { EastNorth } from '../../../domain/base/quantity.ts';
import {
  type NightClock,
  type NightScript,
  nightClock,
} from '../../../domain/plan/night-script.ts';
import type { Phase } from '../../../domain/session/entry.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { type Curve, compileCurve, showCurve } from './curve.ts';

/** A pull inside the zones: people stand denser near its line. */
export interface Pull {
  readonly line: readonly EastNorth[];
  readonly radiusM: number;
  /** Extra weight at the line, shows included. */
  readonly strength: Curve;
}

/** A night script bound to a site: its curves by the site's own numbering, over seconds from the start. */
export interface NightPlan {
  readonly clock: NightClock;
  readonly endsAtSecond: number;
  readonly initial: number;
  readonly visits: Curve;
  readonly occupancy: Curve;
  /** By index of the site's gates. */
  readonly arriving: readonly Curve[];
  readonly leaving: readonly Curve[];
  /** By index of the leaf zones, shows included. */
  readonly attraction: readonly Curve[];
  readonly pulls: readonly Pull[];
  readonly release: {
    readonly second: number;
    /** Whether each leaf zone is released. */
    readonly zones: readonly boolean[];
    readonly setOut: Curve;
  };
  readonly phases: readonly {
    readonly second: number;
    readonly phase: Phase;
    readonly reason: string;
  }[];
  readonly behaviour: NightScript['behaviour'];
}

const nobody: Curve = () => 0;

/** Binds a checked script (see `parseNightScript`) to the site's ground. */
export function compileNight(script: NightScript, ground: Ground): NightPlan {
  const clock = nightClock(script);
  const curve = (corners: Parameters<typeof compileCurve>[0]) => compileCurve(corners, clock);
  const gates = new Map(script.gates.map((gate) => [gate.gate, gate]));
  const zones = new Map(script.zones.map((zone) => [zone.zone, zone]));
  const shows = script.shows.map((show) => ({
    ...show,
    course: showCurve(show.startsAt.map(clock.secondOf), show.leadMin * 60, show.lastsMin * 60),
  }));
  /** The curve times the factors of the shows that act on it. */
  const withShows = (base: Curve, acting: readonly { factor: number; course: Curve }[]): Curve =>
    acting.length === 0
      ? base
      : (second) =>
          acting.reduce(
            (value, { factor, course }) => value * (1 + (factor - 1) * course(second)),
            base(second),
          );
  const gateCurves = (which: 'arriving' | 'leaving') =>
    ground.site.gates.map(({ id }) => {
      const gate = gates.get(id);
      return gate ? curve(gate[which]) : nobody;
    });
  return {
    clock,
    endsAtSecond: (clock.endsAt - clock.startsAt) / 1_000,
    initial: script.people.initial,
    visits: curve(script.people.visits),
    occupancy: curve(script.people.occupancy),
    arriving: gateCurves('arriving'),
    leaving: gateCurves('leaving'),
    attraction: ground.leaves.map(({ id }) => {
      const zone = zones.get(id);
      if (!zone) return nobody;
      const acting = shows
        .filter((show) => show.zone === id)
        .map(({ zoneFactor, course }) => ({ factor: zoneFactor, course }));
      return withShows(curve(zone.attraction), acting);
    }),
    pulls: script.attractions.map((attraction) => ({
      line: attraction.line.map((position) => ground.metres.toLocal(position)),
      radiusM: attraction.radiusM,
      strength: withShows(
        curve(attraction.strength),
        shows
          .filter((show) => show.attraction === attraction.id)
          .map(({ attractionFactor, course }) => ({ factor: attractionFactor, course })),
      ),
    })),
    release: {
      second: clock.secondOf(script.release.startsAt),
      zones: ground.leaves.map(({ ring }) => ring === script.release.ring),
      setOut: curve(script.release.setOut),
    },
    phases: script.phases.map(({ phase, startsAt, reason }) => ({
      second: clock.secondOf(startsAt),
      phase,
      reason,
    })),
    behaviour: script.behaviour,
  };
}

/** The phase that begins exactly at this second, if any. */
export function phaseAt(plan: NightPlan, second: number): NightPlan['phases'][number] | undefined {
  return plan.phases.find((phase) => phase.second === second);
}

/** The curve of a gate or zone by its index, for callers that count over the site. */
export function curveOf(curves: readonly Curve[], index: number): Curve {
  return must(curves[index], `curve ${index}`);
}

import type { AlertLevel } from '../alert/ladder.ts';
import type { CheckpointId, GateId, HotSpotId, SensorId, ZoneId } from '../base/ids.ts';
import type { LonLat, Millis } from '../base/quantity.ts';
import type { LevelOfService } from '../crowd/level-of-service.ts';
import type { Surface } from '../crowd/surface.ts';
import type { CrowdModel } from '../session/rehearsal-state.ts';
import type { RingName } from '../site/site.ts';
import type { DensityMap } from './density-map.ts';

/** Length of the interval of every series of a run. */
export const FIGURE_INTERVAL_S = 60;

/**
 * Area in m² that must be as dense before a zone counts as dense: the worst density of a zone is the one that its
 * densest 10 m² reach or exceed. A single square metre would make every crowded zone red all night. Our choice.
 */
export const WORST_AREA_M2 = 10;

/** Words in both languages of the console. */
export interface RunName {
  readonly zh: string;
  readonly en: string;
}

/** What a run was, so that it can be done again and told from others. */
export interface RunIdentity {
  /** Name of the run in its folder: letters, digits, `-`, `_` and `.`. */
  readonly id: string;
  readonly label: string;
  readonly plan: { readonly site: string; readonly name: RunName };
  readonly script: RunName;
  readonly model: CrowdModel;
  readonly seed: number;
  /** As written for `parsePlanChange`, in the order they were applied. */
  readonly changes: readonly string[];
  /** Only those who want to be in one of these zones were people; absent: everybody. */
  readonly only?: readonly string[];
  /** Orders given while the run went on: instant and change. */
  readonly orders: readonly { readonly at: Millis; readonly change: string }[];
  /** Names the plan with its changes and the script: equal documents have equal hashes (14 hex digits). */
  readonly planHash: string;
  /** Names the model's parameters (14 hex digits). */
  readonly parametersHash: string;
  /** Step of the model in seconds. */
  readonly dtS: number;
}

/** Minutes above each threshold of the ladder. */
export interface MinutesAbove {
  readonly yellow: number;
  readonly orange: number;
  readonly red: number;
}

/** Person-minutes spent at each level of the ladder. */
export type PersonMinutesByLevel = Readonly<Record<AlertLevel, number>>;

/** A leaf zone. Series have one value a minute of the span; a series that the model cannot give is absent. */
export interface ZoneRun {
  readonly zone: ZoneId;
  readonly ring: RingName;
  /** Walkable area, m². */
  readonly usableAreaM2: number;
  /** Usable area × design density, people. */
  readonly capacity: number;
  /** People at the end of each minute. */
  readonly people: readonly number[];
  readonly peak: { readonly people: number; readonly at: Millis };
  /**
   * Greatest local density in ped/m² on any square metre of the zone in each minute, by Gaussian kernels of 1 m
   * (Helbing, Johansson, Al-Abideen 2007).
   */
  readonly maxGaussianPerM2?: readonly number[];
  /**
   * Voronoi density in ped/m² (Steffen and Seyfried 2010, cells cut by a 12-gon of 1 m) of the 2 × 2 m round the place
   * of the greatest Gaussian density, once a minute.
   */
  readonly maxVoronoiPerM2?: readonly number[];
  /** Density in ped/m² that the zone's densest `WORST_AREA_M2` reached in each minute (Gaussian, its maximum). */
  readonly worstPerM2?: readonly number[];
  /** Minutes in which the mean density of the zone (people / usable area) was above the ladder's thresholds. */
  readonly minutesAboveMean: MinutesAbove;
  /** Minutes in which the worst density was above them. */
  readonly minutesAboveWorst?: MinutesAbove;
  /** Minutes in which people / capacity was above the ladder's shares of capacity. */
  readonly minutesAboveCapacity: MinutesAbove;
  /**
   * Person-minutes by the level of the density at each person's place (agents: Gaussian; zone graph: the zone's mean)
   * under the thresholds of the surface.
   */
  readonly personMinutes: PersonMinutesByLevel;
}

/** A line where flow is measured both ways: a checkpoint, a gate, or a pair of counters that belong to neither. */
export interface LineRun {
  readonly line: CheckpointId | GateId | SensorId;
  readonly kind: 'checkpoint' | 'gate' | 'counter';
  readonly name: RunName;
  /** The checkpoint's number. */
  readonly number?: number;
  readonly surface: Surface;
  readonly clearWidthM: number;
  /** The line's ends. */
  readonly ends: readonly [LonLat, LonLat];
  /** People who crossed in each minute: inwards (a counter: from → to) and outwards. */
  readonly in: readonly number[];
  readonly out: readonly number[];
  /** Greatest specific flow of both directions together over one minute, ped/m/min. */
  readonly peakSpecificFlow: number;
  readonly peakAt: Millis;
  /** Mean specific flow over the minutes in which anybody crossed, ped/m/min. */
  readonly meanSpecificFlow: number;
  /**
   * Counter-flow index: Σ min(in, out) / Σ (in + out) over the minutes; 0 is one way, 0.5 is as many against as with.
   */
  readonly counterFlowIndex: number;
  /** The index of the five minutes with the most people against the stream, and when they began. */
  readonly worstCounterFlow?: { readonly index: number; readonly at: Millis };
}

/** The queue in front of a checkpoint, those who wait to go in and those who wait to go out together. */
export interface QueueRun {
  readonly checkpoint: CheckpointId;
  readonly number: number;
  /** Greatest number of people waiting in each minute. */
  readonly people: readonly number[];
}

/** The longest queue of the run by people. */
export interface WorstQueue {
  readonly checkpoint: CheckpointId;
  readonly number: number;
  readonly at: Millis;
  readonly people: number;
  /** Minutes in which at least half as many waited there, one after the other round `at`. */
  readonly minutes: number;
  /**
   * Time that the last of them would wait: people / what the checkpoint passed a minute round `at`, minutes; absent
   * while nobody passed.
   */
  readonly waitMin?: number;
}

/** A hot-spot. */
export interface HotSpotRun {
  readonly hotSpot: HotSpotId;
  readonly zone: ZoneId;
  /** People inside at the end of each minute. */
  readonly people: readonly number[];
  /** Minutes in which people / alert value was above the ladder's shares. */
  readonly minutesAboveAlert: MinutesAbove;
  /**
   * Greatest crowd pressure ρ · Var(V) in 1/s² (Helbing, Johansson, Al-Abideen 2007), the variance being what is left
   * of the local velocity beside a straight line over five seconds (measured once in twenty); only where
   * the density was at least `gatePerM2`. `maxPerS2` absent: it never was for so long, and no pressure is given.
   */
  readonly pressure?: {
    readonly gatePerM2: number;
    readonly maxPerS2?: number;
    readonly at?: Millis;
    /** Seconds in which some place of the hot-spot was at or above the gate, looked at every ten. */
    readonly gatedS: number;
  };
}

/** Person-minutes at each level of service on one kind of surface (Fruin's table of that surface). */
export type PersonMinutesByService = Readonly<Record<LevelOfService, number>>;

/** How the crowd went home. */
export interface EgressRun {
  /** Start of the release by the script. */
  readonly startsAt: Millis;
  readonly ring: RingName;
  /** People in the ring at the start. */
  readonly atStart: number;
  /**
   * People who are gone from the ring at the end of each minute after the start: those at the start less those there
   * now; negative while it still fills.
   */
  readonly out: readonly number[];
  /** People who left by each gate in each minute after the start. */
  readonly gates: readonly { readonly gate: GateId; readonly perMin: readonly number[] }[];
  /**
   * The first whole seconds after the start by which so many people had gone out of the ring, and out of the whole
   * site by its gates; a time is absent where that never came to pass within the span.
   */
  readonly milestones: readonly {
    readonly people: number;
    readonly outOfRingS?: number;
    readonly outOfSiteS?: number;
  }[];
}

/** Quantiles of a time in seconds over the people for whom it ended within the span. */
export interface TravelTimes {
  readonly people: number;
  readonly meanS: number;
  readonly p10S: number;
  readonly p50S: number;
  readonly p90S: number;
}

/** Everybody is somewhere: `begun + arrived = inside + waitingOutside + left + error`. */
export interface ConservationAccount {
  /** People there at the start of the span. */
  readonly begun: number;
  /** Who came since, those who still wait to come in included. */
  readonly arrived: number;
  /** On the ground of the site at the end. */
  readonly inside: number;
  /** Due but not yet on the ground. */
  readonly waitingOutside: number;
  readonly left: number;
  /** Must be 0 for agents, and within 1e-6 × arrived for the zone graph. */
  readonly error: number;
}

/**
 * The figures of one run, a JSON document of its own. Series have one value for each whole minute from `span.from`;
 * minute k is [from + k, from + k + 1) minutes and "at the end of the minute" is the instant from + k + 1. What a
 * model cannot know is absent. People of the zone graph are real numbers.
 */
export interface RunFigures {
  readonly format: 'anlan-run';
  readonly version: 1;
  readonly run: RunIdentity;
  readonly span: {
    readonly from: Millis;
    /** End of the last whole minute. */
    readonly until: Millis;
    /** Whether the run came to where it was asked to go; false while it goes on. */
    readonly complete: boolean;
  };
  /** The area inside the outer cordon, at the end of each minute. */
  readonly area: {
    readonly people: readonly number[];
    /** First crossings of the outer cordon since the start of the night, the initial people included. */
    readonly visits: readonly number[];
    /** On the site's approaches and waiting to come in. */
    readonly outside: readonly number[];
    readonly peak: { readonly people: number; readonly at: Millis };
  };
  readonly zones: readonly ZoneRun[];
  readonly lines: readonly LineRun[];
  /** Absent where the model has no queues. */
  readonly queues?: readonly QueueRun[];
  readonly worstQueue?: WorstQueue;
  readonly hotSpots: readonly HotSpotRun[];
  /** Person-minutes by level of service: on stairs, on walkways, and of those who stand or queue. */
  readonly service?: Readonly<Record<Surface, PersonMinutesByService>>;
  /** Absent where the span ends before the release begins. */
  readonly egress?: EgressRun;
  readonly travel?: {
    /** From the gate to the place one came for. */
    readonly entryToGoal?: TravelTimes;
    /** From setting out for home to the gate. */
    readonly goalToGate?: TravelTimes;
  };
  readonly account: ConservationAccount;
  /** Greatest density of each cell, and its minutes above the ladder's level 2. */
  readonly maps?: { readonly maxDensity: DensityMap; readonly minutesAboveOrange: DensityMap };
}

/** A run in a list. */
export interface RunSummary {
  readonly run: RunIdentity;
  readonly span: RunFigures['span'];
  /** `rehearsal`: of this hub; `simulate`: of `anlan simulate`. */
  readonly origin: 'rehearsal' | 'simulate';
  readonly peakPeople: number;
  readonly peakAt: Millis;
  /** Sum over zones of minutes above level 2 by worst density, else by mean density. */
  readonly minutesAboveOrange: number;
  readonly worstQueue?: WorstQueue;
  /** Seconds to get 60,000 out of the release's ring. */
  readonly out60000S?: number;
}

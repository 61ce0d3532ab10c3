import type { LevelState } from '../alert/ladder.ts';
import type {
  CheckpointId,
  DroneId,
  HotSpotId,
  OrderId,
  SeatId,
  SessionId,
  ZoneId,
} from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import type { ObservationColumns } from '../crowd/observation.ts';
import type { BroadcastMessage, BroadcastStep } from '../forces/broadcast.ts';
import type { DroneReport } from '../forces/drone.ts';
import type { UnitReport } from '../forces/unit.ts';
import type { MapLayer } from '../site/map-layer.ts';
import type { CheckpointMode } from '../site/site.ts';
import type { ClockKind } from '../time/clock.ts';
import type { WarningMessage, WarningStatus } from '../warning/warning.ts';
import type { FeedState } from './delivery.ts';
import type { FeedSettingsJson } from './feed-controls.ts';
import type { MapMark } from './map-mark.ts';
import type { RehearsalOrigin, RehearsalState } from './rehearsal-state.ts';
import type { ReplayState } from './replay-state.ts';
import type { Bookmark, Disposition, Story } from './review-mark.ts';
import type { Audience, Role } from './role.ts';
import type { SeatView } from './seat-view.ts';
import type { SourceKind, TransportState } from './source-kind.ts';

/** The phases of an event night: 入场 停留 倒计时 散场 解除. */
export const PHASES = ['arrival', 'dwell', 'countdown', 'egress', 'allClear'] as const;
export type Phase = (typeof PHASES)[number];

/** How the recorder stands. */
export interface RecorderState {
  readonly state: 'recording' | 'failing' | 'readOnly';
  readonly message?: string;
  /** The last sequence number that is on disk. */
  readonly seq: number;
  readonly file: string;
  /** Room on the disk of the record, as it was seen last. */
  readonly disk?: {
    readonly freeBytes: number;
    /** Until it is full at the present rate; absent: nobody knows yet. */
    readonly hoursLeft?: number;
    /** It is time to warn. */
    readonly low: boolean;
  };
}

/** The newest of one sensor, folded from its observations. */
export interface SensorState {
  readonly lastValue?: number;
  readonly lastObservedAt?: Millis;
  readonly measure?: string;
  /** Σ amount for counters, exact; 0 for momentary readings. */
  readonly sum: number;
  readonly count: number;
  readonly late: number;
  /** The running count of a cumulative counter, to tell a reset. */
  readonly lastCumulative?: number;
}

/** An open data-quality alert; message keys are translated at the seat. */
export interface DataQualityAlert {
  readonly key: string;
  readonly message: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly raisedAt: Millis;
}

/** Ground truth of a rehearsal beside the estimate, for planner and controller. */
export interface TruthReport {
  readonly at: Millis;
  readonly areaPeople: number;
  readonly visits: number;
  readonly outsidePeople: number;
  readonly zones: readonly { readonly zone: ZoneId; readonly people: number }[];
}

/** Every kind of entry and its payload. */
export interface EntryPayloads {
  sessionOpened: {
    readonly session: SessionId;
    readonly event: string;
    readonly source: SourceKind;
    readonly clock: ClockKind;
    readonly exercise: boolean;
    readonly seed?: number;
    /** Of a rehearsal: what was asked for. */
    readonly rehearsal?: RehearsalOrigin;
  };
  tick: { readonly time: Millis };
  observations: ObservationColumns;
  estimate: Estimate;
  positions: { readonly drones: readonly DroneReport[]; readonly units: readonly UnitReport[] };
  sensorStates: { readonly sensors: readonly SensorState[] };
  feedStates: { readonly feeds: readonly FeedState[] };
  recorderState: RecorderState;
  transport: TransportState;
  phase: { readonly phase: Phase; readonly by: string; readonly reason: string };
  operator: { readonly name: string; readonly role: Role; readonly verified: false };
  checkpointOrder: {
    readonly order: OrderId;
    readonly checkpoint: CheckpointId;
    readonly mode: CheckpointMode;
    readonly meteredPerMinLane?: number;
    readonly by: string;
    /** The checkpoint's version after this order. */
    readonly version: number;
  };
  /** Whoever carries an order out says from when it is in effect. */
  orderConfirmed: {
    readonly order: OrderId;
    readonly checkpoint: CheckpointId;
    readonly effectiveAt: Millis;
  };
  orderRefused: {
    readonly order: OrderId;
    readonly checkpoint: CheckpointId;
    readonly by: string;
    readonly reason: string;
  };
  /** A loudspeaker order, committed before it is sent. */
  broadcastOrder: {
    readonly order: OrderId;
    readonly drone: DroneId;
    readonly message: BroadcastMessage;
    readonly by: string;
  };
  broadcastProgress: {
    readonly order: OrderId;
    readonly drone: DroneId;
    readonly step: BroadcastStep;
    readonly progressPct?: number;
    readonly reason?: string;
  };
  /** A seat came to the session, or its link is gone. */
  seatLinked: { readonly seat: SeatId; readonly role: Role; readonly linked: boolean };
  /** A seat shows something else; `by`: the name under which it has taken over. */
  viewSwitched: {
    readonly seat: SeatId;
    readonly role: Role;
    readonly by?: string;
    readonly view: SeatView;
  };
  /** A mark from another system was put on the map, or taken off. */
  mapMark: { readonly put: MapMark } | { readonly removed: string };
  /** A map was imported as a layer, or taken off; the archive of a tile layer stays where it is. */
  mapLayer: { readonly put: MapLayer } | { readonly removed: string; readonly by: string };
  /** The features of an imported map as WGS84 GeoJSON: they live in the record, and seats ask for them. */
  mapLayerContent: { readonly layer: string; readonly geojson: string };
  /** An operator paused, resumed or changed a feed. */
  feedEdited: {
    readonly settings: FeedSettingsJson;
    readonly paused: boolean;
    readonly by: string;
  };
  /** A public warning (CAP 1.2) was written out. */
  warningIssued: {
    readonly identifier: string;
    readonly place: string;
    readonly status: WarningStatus;
    readonly message: WarningMessage;
    /** With `identifier`, what a later update or cancel refers to. */
    readonly sender: string;
    readonly sent: string;
    /** Until then it holds. */
    readonly expiresAt: Millis;
    readonly xml: string;
    readonly by: string;
  };
  level: { readonly place: ZoneId | HotSpotId; readonly state: LevelState };
  dataQuality:
    | { readonly raised: DataQualityAlert }
    | { readonly cleared: string; readonly at: Millis };
  truth: TruthReport;
  rehearsalState: RehearsalState;
  /**
   * The rehearsal went back from one instant to an earlier one that was saved. What came after it stays in the log and is
   * no longer in the picture: the snapshot kept at this entry is the world that goes on.
   */
  rehearsalJumped: { readonly from: Millis; readonly to: Millis; readonly by: string };
  replayState: ReplayState;
  bookmark: { readonly put: Bookmark } | { readonly removed: string; readonly by: string };
  story: { readonly put: Story } | { readonly removed: string; readonly by: string };
  disposition: Disposition;
}

/** The name of a kind of entry, as the log holds it. */
export type EntryKind = keyof EntryPayloads;

/** An entry of kind K: what happened, when it was true, when we knew, who may see it. */
export interface EntryOf<K extends EntryKind> {
  readonly kind: K;
  readonly observedAt: Millis;
  readonly recordedAt: Millis;
  readonly audience: Audience;
  readonly payload: EntryPayloads[K];
}

/** Everything that happens; a discriminated union over `kind`. */
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];

/**
 * `latest`: newest wins, a seat may skip some; its payload says everything about its topic.
 * `reliable`: ordered, numbered, resumable. `internal`: never leaves the hub.
 */
export type EntryClass = 'latest' | 'reliable' | 'internal';

/** How each kind travels, and whether the log keeps it. */
export const ENTRY_CLASSES: Readonly<
  Record<EntryKind, { readonly travels: EntryClass; readonly recorded: boolean }>
> = {
  sessionOpened: { travels: 'reliable', recorded: true },
  tick: { travels: 'latest', recorded: true },
  observations: { travels: 'internal', recorded: true },
  estimate: { travels: 'latest', recorded: true },
  positions: { travels: 'latest', recorded: true },
  // Folded from observations, which the log holds already.
  sensorStates: { travels: 'latest', recorded: false },
  feedStates: { travels: 'latest', recorded: true },
  // A recorder that fails cannot record that it fails.
  recorderState: { travels: 'latest', recorded: false },
  transport: { travels: 'reliable', recorded: true },
  phase: { travels: 'reliable', recorded: true },
  operator: { travels: 'reliable', recorded: true },
  checkpointOrder: { travels: 'reliable', recorded: true },
  orderConfirmed: { travels: 'reliable', recorded: true },
  orderRefused: { travels: 'reliable', recorded: true },
  broadcastOrder: { travels: 'reliable', recorded: true },
  broadcastProgress: { travels: 'reliable', recorded: true },
  // Who saw what is for the review of the night, and nobody's business while it runs.
  seatLinked: { travels: 'internal', recorded: true },
  viewSwitched: { travels: 'internal', recorded: true },
  mapMark: { travels: 'reliable', recorded: true },
  mapLayer: { travels: 'reliable', recorded: true },
  mapLayerContent: { travels: 'internal', recorded: true },
  feedEdited: { travels: 'reliable', recorded: true },
  warningIssued: { travels: 'reliable', recorded: true },
  level: { travels: 'reliable', recorded: true },
  dataQuality: { travels: 'reliable', recorded: true },
  truth: { travels: 'latest', recorded: true },
  rehearsalState: { travels: 'latest', recorded: false },
  rehearsalJumped: { travels: 'reliable', recorded: true },
  replayState: { travels: 'reliable', recorded: false },
  // Laid over any instant of a recording, never folded: the seats ask for them.
  bookmark: { travels: 'reliable', recorded: true },
  story: { travels: 'reliable', recorded: true },
  disposition: { travels: 'reliable', recorded: true },
};

/** Builds an entry; the caller's clock gives the times. */
export function entry<K extends EntryKind>(
  kind: K,
  payload: EntryPayloads[K],
  times: { readonly observedAt: Millis; readonly recordedAt: Millis },
  audience: Audience = ENTRY_CLASSES[kind].travels === 'internal' ? 'hub' : 'all',
): EntryOf<K> {
  return { kind, payload, audience, ...times };
}

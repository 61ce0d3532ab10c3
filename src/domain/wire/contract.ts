import type { CheckpointId, DroneId, OrderId, SeatId, SessionId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { BroadcastMessage } from '../forces/broadcast.ts';
import type { Datum } from '../geo/datum.ts';
import type { Entry, EntryKind } from '../session/entry.ts';
import type {
  Dialect,
  FeedPreview,
  FeedSettingsJson,
  RawMessageView,
} from '../session/feed-controls.ts';
import type { Role } from '../session/role.ts';
import type { SeatView } from '../session/seat-view.ts';
import type { SourceAbilities } from '../session/source.ts';
import type { TransportState } from '../session/source-kind.ts';
import type { World } from '../session/world.ts';
import type { MapFilePreview, MapLayer } from '../site/map-layer.ts';
import type { CheckpointMode, Site } from '../site/site.ts';
import type { WarningRequest } from '../warning/warning.ts';
import type { Refusal } from './refusal.ts';
import type { RehearsalMethods } from './rehearsal-contract.ts';
import type { ReviewMethods } from './review-contract.ts';
import type { SessionMethods } from './session-contract.ts';

/** What a seat asks for when it opens its link. */
export interface AttachInput {
  /** Absent: the hub's first session. */
  readonly session?: SessionId;
  readonly role: Role;
  /** The seat's earlier life, to go on without a gap. */
  readonly resume?: { readonly seat: SeatId; readonly seq: number };
}

/** What a seat starts from: a snapshot (or nothing but the missed entries, when it resumes). */
export interface Attached {
  readonly seat: SeatId;
  readonly session: SessionId;
  readonly version: string;
  readonly role: Role;
  readonly can: SourceAbilities;
  /** True: the missed reliable entries follow and the seat keeps its world; false: start from `world`. */
  readonly resumed: boolean;
  /** The seat's number of the last reliable entry that `world` contains. */
  readonly seq: number;
  readonly site: Site;
  readonly world: World;
}

/** A curve at the width of the screen: least and greatest of each of `points` slices. */
export interface SeriesPoints {
  /** The first point of the whole curve, wherever it lies; absent while there is none. */
  readonly begins?: Millis;
  readonly from: Millis;
  readonly to: Millis;
  /** Middle of each slice that holds data. */
  readonly t: readonly Millis[];
  readonly min: readonly number[];
  readonly max: readonly number[];
}

/** The hub's methods: name → input, output. Errors travel as WireError. */
export interface Contract extends SessionMethods, ReviewMethods, RehearsalMethods {
  'session.attach': { input: AttachInput; output: Attached };
  'operator.takeOver': { input: { name: string }; output: { name: string; since: Millis } };
  'checkpoint.order': {
    input: {
      order: OrderId;
      checkpoint: CheckpointId;
      mode: CheckpointMode;
      meteredPerMinLane?: number;
      sawVersion: number;
    };
    output: { version: number; recordedAt: Millis };
  };
  /** A drone is to speak, or to be silent; what becomes of it comes as `broadcastProgress`. */
  'drone.broadcast': {
    input: {
      order: OrderId;
      drone: DroneId;
      message: BroadcastMessage;
      /** What the person confirmed: that a real loudspeaker speaks, or that the record alone holds it. */
      reach: 'loudspeaker' | 'recordOnly';
      /** The drone's broadcast that stood when the person confirmed; another since then is a conflict. */
      sawOrder?: OrderId;
    };
    output: { recordedAt: Millis };
  };
  'transport.set': { input: TransportState; output: TransportState };
  /** What is on the seat's screen now, for the record. */
  'seat.shows': { input: SeatView; output: Readonly<Record<string, never>> };
  'series.read': {
    input: { kind: SeriesKind; id: string; from: Millis; to: Millis; points: number };
    output: SeriesPoints;
  };
  /** One curve for each leaf zone, for the small charts of a list. */
  'series.zones': {
    input: { readonly from: Millis; readonly to: Millis; readonly points: number };
    output: { readonly zones: Readonly<Record<string, SeriesPoints>> };
  };
  /**
   * What the timeline marks between two instants, oldest first: phases, orders, levels, warnings. `left`: of a range that
   * holds too many, `n` are left out from there on.
   */
  'timeline.marks': {
    input: {
      readonly from: Millis;
      readonly to: Millis;
      /** Only these; absent: all. */
      readonly kinds?: readonly TimelineEntry['kind'][];
    };
    output: {
      readonly entries: readonly TimelineEntry[];
      readonly left?: { readonly from: Millis; readonly n: number };
    };
  };
  'feeds.settings': {
    input: Readonly<Record<string, never>>;
    output: {
      readonly feeds: readonly FeedSettingsJson[];
      readonly dialects: readonly Dialect[];
    };
  };
  /** The last messages of a feed, newest first. */
  'feeds.raw': {
    input: { readonly feed: string };
    output: { readonly messages: readonly RawMessageView[] };
  };
  'feeds.pause': {
    input: { readonly feed: string; readonly paused: boolean };
    output: { readonly paused: boolean };
  };
  /** What a sample would become under some settings; nothing is delivered or kept. */
  'feeds.preview': {
    input: {
      readonly settings: unknown;
      readonly sample: string;
      readonly encoding: 'utf8' | 'hex';
    };
    output: FeedPreview;
  };
  /** Puts a new or changed feed in place; it is recorded and holds after a restart. */
  'feeds.edit': {
    input: { readonly settings: unknown };
    output: { readonly settings: FeedSettingsJson };
  };
  /**
   * Sends a piece of a map file, base64 of at most MAX_UPLOAD_PIECE_BYTES; pieces come in order from `offset` 0. A
   * seat has one file under way; another `upload` takes its place.
   */
  'mapLayers.upload': {
    input: { readonly upload: string; readonly offset: number; readonly content: string };
    output: { readonly received: number };
  };
  /** What an uploaded map file holds and where it would lie; nothing is recorded. */
  'mapLayers.preview': {
    input: { readonly upload: string; readonly datum?: Datum };
    output: MapFilePreview;
  };
  /** Puts an uploaded map file on the map. Without a datum it is refused, with the one that seems to fit. */
  'mapLayers.add': {
    input: {
      readonly upload: string;
      readonly name: string;
      readonly datum?: Datum;
      readonly attribution?: string;
    };
    output: { readonly layer: MapLayer };
  };
  'mapLayers.remove': { input: { readonly id: string }; output: Readonly<Record<string, never>> };
  /** The features of a layer as WGS84 GeoJSON. */
  'mapLayers.read': { input: { readonly id: string }; output: { readonly geojson: string } };
  /** A tile of a layer, unpacked, as base64; absent where the archive has none. */
  'mapLayers.tile': {
    input: { readonly id: string; readonly z: number; readonly x: number; readonly y: number };
    output: { readonly content?: string };
  };
  /** The tile layers whose archive is not beside the event file. */
  'mapLayers.missing': {
    input: Readonly<Record<string, never>>;
    output: { readonly missing: readonly { readonly id: string; readonly file: string }[] };
  };
  /** A public warning as it would be written; nothing is recorded. */
  'warning.preview': { input: WarningRequest; output: { readonly xml: string } };
  /** Writes a warning out under the operator's name. `request` is new for each, so that a repeat is answered alike. */
  'warning.issue': {
    input: WarningRequest & { readonly request: string };
    output: { readonly identifier: string; readonly xml: string };
  };
  /** Puts the areas of a CAP message on the map as context. */
  'context.importCap': {
    input: { readonly text: string };
    output: {
      readonly put: number;
      readonly removed: number;
      /** What of the message could not be used. */
      readonly notices: readonly string[];
    };
  };
}

/** What the series table holds: people in the area or in a zone, every ten seconds. */
export type SeriesKind = 'areaPeople' | 'zonePeople';

/** The kinds of entry that a timeline marks. */
export const TIMELINE_KINDS = [
  'phase',
  'level',
  'checkpointOrder',
  'broadcastOrder',
  'warningIssued',
] as const satisfies readonly EntryKind[];
export type TimelineEntry = Extract<Entry, { readonly kind: (typeof TIMELINE_KINDS)[number] }>;

/** The name of a method. */
export type Method = keyof Contract;
/** What a method takes. */
export type InputOf<M extends Method> = Contract[M]['input'];
/** What a method answers with when it succeeds. */
export type OutputOf<M extends Method> = Contract[M]['output'];

/** Which roles may call a method; the hub checks it, seats hide what they may not do. */
export const METHOD_ROLES: Readonly<Record<Method, readonly Role[] | 'all'>> = {
  'session.attach': 'all',
  'operator.takeOver': ['commander', 'planner', 'controller'],
  // A planner in rehearsals alone: there nobody real is told.
  'checkpoint.order': ['commander', 'planner', 'controller'],
  'drone.broadcast': ['commander', 'controller'],
  'transport.set': ['commander', 'planner', 'controller', 'reviewer'],
  'seat.shows': 'all',
  'series.read': 'all',
  'series.zones': 'all',
  'timeline.marks': 'all',
  'feeds.settings': ['commander', 'planner', 'controller'],
  'feeds.raw': ['commander', 'planner', 'controller'],
  'feeds.pause': ['commander', 'planner', 'controller'],
  'feeds.preview': ['commander', 'planner', 'controller'],
  'feeds.edit': ['commander', 'planner', 'controller'],
  'mapLayers.upload': ['commander', 'planner', 'controller'],
  'mapLayers.preview': ['commander', 'planner', 'controller'],
  'mapLayers.add': ['commander', 'planner', 'controller'],
  'mapLayers.remove': ['commander', 'planner', 'controller'],
  'mapLayers.read': 'all',
  'mapLayers.tile': 'all',
  'mapLayers.missing': 'all',
  'warning.preview': ['commander', 'planner', 'controller'],
  'warning.issue': ['commander', 'controller'],
  'context.importCap': ['commander', 'planner', 'controller'],
  'sessions.list': 'all',
  // Whoever may open a replay may close one; see `mayClose` for the rest.
  'sessions.close': ['commander', 'planner', 'controller', 'reviewer'],
  'replay.open': ['commander', 'planner', 'controller', 'reviewer'],
  'replay.seek': ['commander', 'planner', 'controller', 'reviewer'],
  'replay.step': ['commander', 'planner', 'controller', 'reviewer'],
  'replay.loop': ['commander', 'planner', 'controller', 'reviewer'],
  'replay.view': ['commander', 'planner', 'controller', 'reviewer'],
  'review.marks': 'all',
  'review.bookmark': ['commander', 'planner', 'controller', 'reviewer'],
  'review.story': ['planner', 'controller', 'reviewer'],
  'review.disposition': ['planner', 'controller', 'reviewer'],
  'review.report': ['commander', 'planner', 'controller', 'reviewer'],
  'review.progress': 'all',
  'review.history': 'all',
  'review.spans': 'all',
  'review.document': ['commander', 'planner', 'controller', 'reviewer'],
  'rehearsal.options': ['planner', 'controller'],
  'rehearsal.start': ['planner', 'controller'],
  'rehearsal.fork': ['planner', 'controller'],
  'rehearsal.jump': ['planner', 'controller'],
  'rehearsal.figures': ['planner', 'controller'],
  'runs.list': ['planner', 'controller', 'reviewer'],
  'runs.read': ['planner', 'controller', 'reviewer'],
  'plan.checks': ['planner', 'controller'],
};

/** An error that crosses the wire. `conflict` carries what stands now, so that the seat can say it. */
export interface WireError {
  readonly code:
    | 'badInput'
    | 'forbidden'
    | 'unknownMethod'
    | 'notAttached'
    | 'conflict'
    | 'notPossible'
    | 'notRecorded'
    | 'cancelled'
    | 'linkLost'
    | 'internal';
  readonly message: string;
  /** The same as a key, where the seat has words of its own for it. */
  readonly says?: Refusal;
}

/** Topics of the latest class: their newest value wins and each is acknowledged when drawn. */
export type LatestTopic = Extract<
  EntryKind,
  | 'tick'
  | 'estimate'
  | 'positions'
  | 'sensorStates'
  | 'feedStates'
  | 'recorderState'
  | 'truth'
  | 'rehearsalState'
>;

/** Topics whose newest value travels as a binary message: the density, and (planner and controller) simulated people. */
export type FrameTopic = 'density' | 'agents';

/** Text messages from a seat to the hub. */
export type SeatMessage =
  | { readonly t: 'call'; readonly id: number; readonly method: Method; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'subscribe'; readonly topics: readonly (LatestTopic | FrameTopic)[] }
  | { readonly t: 'ack'; readonly topic: LatestTopic | FrameTopic; readonly n: number };

/** Text messages from the hub to a seat; density frames travel as binary messages (`frames.ts`). */
export type HubMessage =
  | { readonly t: 'result'; readonly id: number; readonly value: unknown }
  | { readonly t: 'error'; readonly id: number; readonly error: WireError }
  | { readonly t: 'entry'; readonly seq: number; readonly entry: Entry }
  /** The session has jumped: what came before is gone, the world goes on from here. */
  | { readonly t: 'world'; readonly seq: number; readonly world: World }
  | {
      readonly t: 'latest';
      readonly topic: LatestTopic;
      readonly n: number;
      readonly entry: Extract<Entry, { readonly kind: LatestTopic }>;
    };

/**
 * One end of a link, whatever carries it: a WebSocket, or a MessagePort inside Electron.
 * `send` never throws: a broken link closes.
 */
export interface Link {
  send(data: string | Uint8Array): void;
  onMessage(listener: (data: string | Uint8Array) => void): void;
  onClose(listener: (reason: string) => void): void;
  close(reason: string): void;
}

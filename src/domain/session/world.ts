import type { LevelState } from '../alert/ladder.ts';
import { assertNever } from '../base/assert.ts';
import type { Millis } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import { LATE, MEASURES, type ObservationColumns } from '../crowd/observation.ts';
import type { BroadcastState } from '../forces/broadcast.ts';
import {
  type CheckpointState,
  confirmedState,
  orderedState,
  refusedState,
} from '../forces/checkpoint-order.ts';
import { DRONE_TRAIL_MS, type DroneReport } from '../forces/drone.ts';
import type { UnitReport } from '../forces/unit.ts';
import type { MapLayer } from '../site/map-layer.ts';
import type { Site } from '../site/site.ts';
import type { WarningReference, WarningStatus } from '../warning/warning.ts';
import type { FeedState } from './delivery.ts';
import type {
  DataQualityAlert,
  Entry,
  EntryPayloads,
  Phase,
  RecorderState,
  SensorState,
  TruthReport,
} from './entry.ts';
import type { FeedSettingsJson } from './feed-controls.ts';
import { MAX_MAP_MARKS, type MapMark } from './map-mark.ts';
import type { RehearsalState } from './rehearsal-state.ts';
import type { ReplayState } from './replay-state.ts';
import type { TransportState } from './source-kind.ts';

/** A drone with where it has been in the last minute. */
export interface DroneState {
  readonly report: DroneReport;
  /** Oldest first, at most one a second, no older than DRONE_TRAIL_MS. */
  readonly trail: readonly { readonly at: Millis; readonly lon: number; readonly lat: number }[];
}

/** The public warnings given for a place, the oldest first: an update refers to them, a cancel ends them. */
export interface WarningState {
  readonly status: WarningStatus;
  /** Of the newest. */
  readonly expiresAt: Millis;
  readonly references: readonly WarningReference[];
}

/** References that an update carries at most. */
const MAX_REFERENCES = 10;

/** Drones, and units, that a world keeps: more than any operation has; a stranger's stream must not fill it. */
const MAX_MOVING = 2_000;

/**
 * The state of the world at one instant: a pure fold over the log, plain JSON, bounded (no history inside).
 * Hub and seats run the same fold, each over the entries it may see.
 */
export interface World {
  readonly time: Millis;
  readonly session?: EntryPayloads['sessionOpened'];
  readonly operator?: EntryPayloads['operator'];
  readonly phase?: Phase;
  readonly transport?: TransportState;
  readonly recorder?: RecorderState;
  readonly estimate?: Estimate;
  readonly levels: Readonly<Record<string, LevelState>>;
  readonly checkpoints: Readonly<Record<string, CheckpointState>>;
  readonly drones: Readonly<Record<string, DroneState>>;
  readonly units: Readonly<Record<string, UnitReport>>;
  /** By drone. */
  readonly broadcasts: Readonly<Record<string, BroadcastState>>;
  readonly marks: Readonly<Record<string, MapMark>>;
  /** Imported maps in the order in which they came. */
  readonly mapLayers: Readonly<Record<string, MapLayer>>;
  /** By place. */
  readonly warnings: Readonly<Record<string, WarningState>>;
  /** Feeds whose settings an operator changed; the others are as the event's documents say. */
  readonly editedFeeds: Readonly<
    Record<string, { readonly settings: FeedSettingsJson; readonly paused: boolean }>
  >;
  /** In the order of the site's sensors. */
  readonly sensors: readonly SensorState[];
  readonly feeds: Readonly<Record<string, FeedState>>;
  readonly dataQuality: Readonly<Record<string, DataQualityAlert>>;
  readonly truth?: TruthReport;
  readonly rehearsal?: RehearsalState;
  readonly replay?: ReplayState;
}

/** The world before anything has happened: checkpoints as the site document sets them. */
export function initialWorld(site: Site, time: Millis): World {
  return {
    time,
    levels: {},
    checkpoints: Object.fromEntries(
      site.checkpoints.map((checkpoint) => [
        checkpoint.id,
        { mode: checkpoint.mode, version: 0 } satisfies CheckpointState,
      ]),
    ),
    drones: {},
    units: {},
    broadcasts: {},
    marks: {},
    mapLayers: {},
    warnings: {},
    editedFeeds: {},
    sensors: site.sensors.map(() => ({ sum: 0, count: 0, late: 0 })),
    feeds: {},
    dataQuality: {},
  };
}

/** Folds one entry into the world. Pure: same world and entry, same result, on every machine. */
export function reduce(world: World, entry: Entry): World {
  switch (entry.kind) {
    case 'sessionOpened':
      return { ...world, session: entry.payload };
    case 'tick':
      return { ...world, time: entry.payload.time };
    case 'observations':
      return { ...world, sensors: foldObservations(world.sensors, entry.payload) };
    case 'estimate':
      return { ...world, estimate: entry.payload };
    case 'positions':
      return foldPositions(world, entry.payload);
    case 'sensorStates':
      return { ...world, sensors: entry.payload.sensors };
    case 'feedStates':
      return {
        ...world,
        feeds: Object.fromEntries(entry.payload.feeds.map((feed) => [feed.feed, feed])),
      };
    case 'recorderState':
      return { ...world, recorder: entry.payload };
    case 'transport':
      return { ...world, transport: entry.payload };
    case 'phase':
      return { ...world, phase: entry.payload.phase };
    case 'operator':
      return { ...world, operator: entry.payload };
    case 'checkpointOrder':
      return foldCheckpointOrder(world, entry.payload, entry.recordedAt);
    case 'orderConfirmed':
      return foldAnswer(world, entry.payload, (state) =>
        confirmedState(state, entry.payload.effectiveAt),
      );
    case 'orderRefused':
      return foldAnswer(world, entry.payload, (state) => refusedState(state, entry.recordedAt));
    case 'warningIssued':
      return { ...world, warnings: foldWarning(world.warnings, entry.payload) };
    case 'broadcastOrder':
      return foldBroadcastOrder(world, entry.payload, entry.recordedAt);
    case 'broadcastProgress':
      return foldBroadcastProgress(world, entry.payload, entry.recordedAt);
    case 'mapMark':
      return { ...world, marks: foldMark(world.marks, entry.payload) };
    case 'mapLayer':
      return { ...world, mapLayers: foldMapLayer(world.mapLayers, entry.payload) };
    case 'mapLayerContent':
    case 'seatLinked':
    case 'viewSwitched':
      return world;
    case 'feedEdited': {
      const { settings, paused } = entry.payload;
      return {
        ...world,
        editedFeeds: { ...world.editedFeeds, [settings.feed]: { settings, paused } },
      };
    }
    case 'level':
      return {
        ...world,
        levels: { ...world.levels, [entry.payload.place]: entry.payload.state },
      };
    case 'dataQuality':
      return { ...world, dataQuality: foldDataQuality(world.dataQuality, entry.payload) };
    case 'truth':
      return { ...world, truth: entry.payload };
    case 'rehearsalState':
      return { ...world, rehearsal: entry.payload };
    case 'replayState':
      return { ...world, replay: entry.payload };
    case 'rehearsalJumped':
    case 'bookmark':
    case 'story':
    case 'disposition':
      return world;
    default:
      return assertNever(entry);
  }
}

function foldObservations(
  sensors: readonly SensorState[],
  columns: ObservationColumns,
): readonly SensorState[] {
  const next = sensors.slice();
  for (let row = 0; row < columns.count; row++) {
    const index = columns.sensor[row] ?? -1;
    const before = next[index];
    if (!before) continue;
    next[index] = foldObservation(before, columns, row);
  }
  return next;
}

function foldObservation(
  before: SensorState,
  columns: ObservationColumns,
  row: number,
): SensorState {
  const measure = MEASURES[columns.measure[row] ?? 0] ?? 'occupancy';
  const late = ((columns.flags[row] ?? 0) & LATE) !== 0;
  const counts = measure === 'intervalCount' || measure === 'cumulative';
  const value = columns.value[row] ?? 0;
  return {
    ...before,
    count: before.count + 1,
    late: before.late + (late ? 1 : 0),
    sum: counts ? before.sum + (columns.amount[row] ?? 0) : before.sum,
    // A late reading adds to the sum of a counter but is not the newest.
    ...(late
      ? {}
      : {
          lastValue: value,
          lastObservedAt: columns.observedAt[row] ?? 0,
          measure,
          ...(measure === 'cumulative' ? { lastCumulative: value } : {}),
        }),
  };
}

function foldPositions(world: World, positions: EntryPayloads['positions']): World {
  const drones: Record<string, DroneState> = { ...world.drones };
  for (const report of positions.drones) {
    // After an outage a broker delivers what waited: an older position is history.
    if (report.observedAt < (drones[report.drone]?.report.observedAt ?? report.observedAt))
      continue;
    const trail = drones[report.drone]?.trail ?? [];
    const last = trail[trail.length - 1];
    const due = !last || report.observedAt - last.at >= 1_000;
    const point = { at: report.observedAt, lon: report.lon, lat: report.lat };
    const kept = trail.filter((past) => report.observedAt - past.at <= DRONE_TRAIL_MS);
    drones[report.drone] = { report, trail: due ? [...kept, point] : kept };
  }
  const units: Record<string, UnitReport> = { ...world.units };
  for (const report of positions.units) {
    if (report.observedAt < (units[report.unit]?.observedAt ?? report.observedAt)) continue;
    units[report.unit] = report;
  }
  return {
    ...world,
    drones: newest(drones, ({ report }) => report.observedAt),
    units: newest(units, ({ observedAt }) => observedAt),
  };
}

/** As many as a world keeps of what moves; those that reported last stay. */
function newest<T>(all: Record<string, T>, at: (one: T) => Millis): Record<string, T> {
  const entries = Object.entries(all);
  if (entries.length <= MAX_MOVING) return all;
  return Object.fromEntries(entries.sort(([, a], [, b]) => at(b) - at(a)).slice(0, MAX_MOVING));
}

function foldCheckpointOrder(
  world: World,
  order: EntryPayloads['checkpointOrder'],
  recordedAt: Millis,
): World {
  const state = orderedState(world.checkpoints[order.checkpoint], order, recordedAt);
  return { ...world, checkpoints: { ...world.checkpoints, [order.checkpoint]: state } };
}

/** What whoever carries an order out says of it. */
function foldAnswer(
  world: World,
  { order, checkpoint }: Pick<EntryPayloads['orderRefused'], 'order' | 'checkpoint'>,
  fold: (ordered: CheckpointState) => CheckpointState,
): World {
  const ordered = world.checkpoints[checkpoint];
  // A later order has taken its place, or it was never given: the answer is history.
  if (ordered?.order !== order) return world;
  return { ...world, checkpoints: { ...world.checkpoints, [checkpoint]: fold(ordered) } };
}

function foldBroadcastOrder(
  world: World,
  ordered: EntryPayloads['broadcastOrder'],
  recordedAt: Millis,
): World {
  const state: BroadcastState = {
    order: ordered.order,
    message: ordered.message,
    by: ordered.by,
    orderedAt: recordedAt,
    step: 'ordered',
    stepAt: recordedAt,
  };
  return { ...world, broadcasts: { ...world.broadcasts, [ordered.drone]: state } };
}

function foldBroadcastProgress(
  world: World,
  progress: EntryPayloads['broadcastProgress'],
  recordedAt: Millis,
): World {
  const before = world.broadcasts[progress.drone];
  // A later order has taken its place: the progress of the earlier one is history.
  if (before?.order !== progress.order) return world;
  const { order, message, by, orderedAt } = before;
  const state: BroadcastState = {
    order,
    message,
    by,
    orderedAt,
    step: progress.step,
    stepAt: recordedAt,
    ...(progress.progressPct === undefined ? {} : { progressPct: progress.progressPct }),
    ...(progress.reason === undefined ? {} : { reason: progress.reason }),
  };
  return { ...world, broadcasts: { ...world.broadcasts, [progress.drone]: state } };
}

function foldMark(marks: World['marks'], change: EntryPayloads['mapMark']): World['marks'] {
  if ('removed' in change) {
    const { [change.removed]: _removed, ...rest } = marks;
    return rest;
  }
  const { [change.put.id]: _before, ...others } = marks;
  const next = { ...others, [change.put.id]: change.put };
  const [oldest] = Object.keys(next);
  if (oldest === undefined || Object.keys(next).length <= MAX_MAP_MARKS) return next;
  const { [oldest]: _oldest, ...kept } = next;
  return kept;
}

function foldMapLayer(
  layers: World['mapLayers'],
  change: EntryPayloads['mapLayer'],
): World['mapLayers'] {
  if ('put' in change) return { ...layers, [change.put.id]: change.put };
  const { [change.removed]: _removed, ...rest } = layers;
  return rest;
}

/** The warning of a place that holds now; one that has expired needs no end. */
export function openWarning(
  { warnings, time }: Pick<World, 'warnings' | 'time'>,
  place: string,
): WarningState | undefined {
  const warning = warnings[place];
  return warning && time < warning.expiresAt ? warning : undefined;
}

function foldWarning(
  warnings: World['warnings'],
  issued: EntryPayloads['warningIssued'],
): World['warnings'] {
  const { place, status, message, sender, identifier, sent, expiresAt } = issued;
  // A draft was sent to nobody: there is nothing to update or to cancel.
  if (status === 'Draft') return warnings;
  const { [place]: before, ...others } = warnings;
  if (message === 'Cancel') return others;
  const earlier = message === 'Update' ? (before?.references ?? []) : [];
  const references = [...earlier, { sender, identifier, sent }].slice(-MAX_REFERENCES);
  return { ...others, [place]: { status, expiresAt, references } };
}

function foldDataQuality(
  open: World['dataQuality'],
  change: EntryPayloads['dataQuality'],
): World['dataQuality'] {
  if ('raised' in change) return { ...open, [change.raised.key]: change.raised };
  const { [change.cleared]: _cleared, ...rest } = open;
  return rest;
}

import type { CheckpointId, SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import { SECOND } from '../../domain/base/quantity.ts';
import { newestObservedAt, type ObservationColumns } from '../../domain/crowd/observation.ts';
import { seriesRows } from '../../domain/crowd/series-rows.ts';
import type { CheckpointOrder } from '../../domain/forces/checkpoint-order.ts';
import { type Delivery, type FeedState, playsRecording } from '../../domain/session/delivery.ts';
import {
  ENTRY_CLASSES,
  type Entry,
  type EntryKind,
  type EntryPayloads,
  entry,
  type RecorderState,
} from '../../domain/session/entry.ts';
import { Intake } from '../../domain/session/intake.ts';
import { type Audience, type Role, TRUTH_AUDIENCE } from '../../domain/session/role.ts';
import type { DeliveryReceipt, Source, SourceSink } from '../../domain/session/source.ts';
import { usablePositions } from '../../domain/session/usable-positions.ts';
import { reduce, type World } from '../../domain/session/world.ts';
import type { Ground } from '../../domain/site/ground.ts';
import type { Models } from './models.ts';
import type { Outputs } from './outputs/outputs.ts';
import type { Publisher } from './publisher.ts';
import type { Recorder } from './recorder.ts';
import type { SavedPicture } from './rehearsal/saved-states.ts';
import type { ShownSession } from './shown-session.ts';
import type { WarningSettings } from './sources/feed-settings.ts';
import type { RehearsalControls } from './sources/rehearsal.ts';
import { visibleWorld } from './visible-world.ts';

/** A key frame, the curves' next point and a snapshot are kept this often, in session time. */
const KEEP_EVERY_MS: Millis = 10 * SECOND;
/** The accounts of the feeds are brought up to date this often, in session time. */
const FEEDS_EVERY_MS: Millis = 2 * SECOND;
/** Seats get a new raster at most this often, in wall time. */
const FRAME_EVERY_WALL_MS = 450;

/** What a session is made of; the hub puts it together. */
export interface SessionParts {
  readonly id: SessionId;
  readonly ground: Ground;
  readonly source: Source;
  readonly world: World;
  /** Whether it goes on from another session's picture, which its own record does not hold yet. */
  readonly isFork: boolean;
  /** Observations that the estimator has not taken yet. */
  readonly sinceStep: readonly ObservationColumns[];
  readonly intake: Intake;
  readonly models: Models;
  readonly recorder: Recorder;
  readonly publisher: Publisher;
  /** What other systems are told. */
  readonly outputs: Outputs;
  /** What only a rehearsal can do. */
  readonly rehearsal: RehearsalControls | undefined;
  /** Who signs public warnings; absent: the site's own id stands in. */
  readonly warnings: WarningSettings | undefined;
  /** The machine's clock; the session's own follows it only in a `wall` session. */
  readonly wallNow: () => Millis;
  readonly onError: (error: unknown) => void;
}

/**
 * One operation under way: a source, its clock, its world. Everything that happens passes through `#apply`, the
 * only place that folds; the record gets entries in the order in which they were folded.
 */
export class Session implements SourceSink, ShownSession {
  readonly id: SessionId;
  readonly ground: Ground;
  readonly source: Source;
  readonly publisher: Publisher;
  readonly recorder: Recorder;
  readonly truthAudience: readonly Role[] = TRUTH_AUDIENCE;
  readonly rehearsal: RehearsalControls | undefined;
  readonly #parts: SessionParts;
  #intake: Intake;
  #world: World;
  /** The newest instant that a feed clock has seen; undefined before the first reading of the first run. */
  #feedTime: Millis | undefined;
  #sinceStep: ObservationColumns[] = [];
  #ticking: Promise<void> = Promise.resolve();
  #tickQueued = false;
  #lastWrite: Promise<number | undefined> = Promise.resolve(0);
  #keptAt: Millis;
  #feedsAt = Number.NEGATIVE_INFINITY;
  /** Facts that wait for the disk before they are folded: a snapshot taken meanwhile would lack them. */
  #committing = 0;
  #framedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.ground = parts.ground;
    this.source = parts.source;
    this.publisher = parts.publisher;
    this.recorder = parts.recorder;
    this.rehearsal = parts.rehearsal;
    this.#intake = parts.intake;
    this.#world = parts.world;
    this.#sinceStep = [...parts.sinceStep];
    this.#keptAt = parts.world.time;
    this.#feedTime = parts.world.time > 0 ? parts.world.time : undefined;
    for (const columns of parts.sinceStep) this.#followFeed(columns);
  }

  get world(): World {
    return this.#world;
  }

  get recorderState(): RecorderState {
    return this.recorder.state;
  }

  get warnings(): WarningSettings | undefined {
    return this.#parts.warnings;
  }

  /** Whether what is shown is not the real thing of now: a rehearsal, or a recording played in. */
  get isExercise(): boolean {
    const isLive = this.source.kind === 'live' && this.source.clockKind === 'wall';
    return !isLive || playsRecording(this.#world.feeds);
  }

  /** The session's clock. */
  now(): Millis {
    return this.source.clockKind === 'wall' ? this.#parts.wallNow() : this.#world.time;
  }

  async deliver(delivery: Delivery): Promise<DeliveryReceipt> {
    const { recorder } = this;
    if (recorder.full) {
      return { accepted: 0, duplicate: 0, late: 0, refused: delivery.refusals, committed: false };
    }
    const isFeed = this.source.clockKind === 'feed';
    const now = isFeed ? this.#feedTime : this.now();
    const accepted = this.#intake.accept(delivery.readings, delivery.receivedAt, now);
    if (isFeed) this.#followFeed(accepted.columns);
    if (accepted.columns.count > 0) {
      this.#sinceStep.push(accepted.columns);
      this.#lastWrite = this.#apply('observations', accepted.columns);
    }
    if (delivery.drones.length > 0 || delivery.units.length > 0) {
      void this.#apply('positions', usablePositions(delivery, now, this.source.clockKind));
    }
    const marks = this.#takeMarks(delivery);
    if (isFeed) this.#tickAtFeedTime();
    // A repeat is acknowledged only when the original is on disk.
    const waits = accepted.columns.count + accepted.duplicate > 0;
    if (waits) await this.#lastWrite;
    return {
      accepted:
        accepted.columns.count + delivery.drones.length + delivery.units.length + marks.accepted,
      duplicate: accepted.duplicate + marks.duplicate,
      late: accepted.late,
      refused: [...delivery.refusals, ...accepted.refusals],
      committed: !waits || recorder.state.state === 'recording',
    };
  }

  /** Puts marks on the map and takes them off; one that says nothing new is not written again. */
  #takeMarks({ marks, removedMarks = [] }: Pick<Delivery, 'marks' | 'removedMarks'>) {
    let accepted = 0;
    for (const mark of marks) {
      const shown = this.#world.marks[mark.id];
      if (shown && JSON.stringify(shown) === JSON.stringify(mark)) continue;
      accepted += 1;
      void this.#apply('mapMark', { put: mark });
    }
    for (const removed of removedMarks) {
      if (!Object.hasOwn(this.#world.marks, removed)) continue;
      accepted += 1;
      void this.#apply('mapMark', { removed });
    }
    return { accepted, duplicate: marks.length + removedMarks.length - accepted };
  }

  advanceTo(time: Millis): Promise<void> {
    return this.#inTurn(() => this.#tick(time));
  }

  /** The picture after the last tick, to go on from elsewhere or later. Call between two ticks. */
  async picture(): Promise<SavedPicture> {
    const world = this.#world;
    const sinceStep = [...this.#sinceStep];
    return { world, sinceStep, models: await this.#parts.models.save() };
  }

  /**
   * Goes back to a picture of this session. The log keeps what happened and says that it jumped; the snapshot at that
   * entry is the world that goes on. False when the record cannot be written: then nothing has changed.
   */
  rewind(to: SavedPicture, jump: EntryPayloads['rehearsalJumped']): Promise<boolean> {
    return this.#inTurn(() => this.#rewind(to, jump));
  }

  async #rewind(to: SavedPicture, jump: EntryPayloads['rehearsalJumped']): Promise<boolean> {
    const seq = await this.commit('rehearsalJumped', jump);
    if (seq === undefined) return false;
    const { models } = this.#parts;
    await models.restore(to.models);
    const { session, operator, transport, recorder, rehearsal, mapLayers, editedFeeds } =
      this.#world;
    // What people set up beside the night is no part of it.
    const kept = { session, operator, transport, recorder, rehearsal, mapLayers, editedFeeds };
    this.#world = { ...to.world, ...kept } as World;
    this.#sinceStep = [...to.sinceStep];
    // Simulated senders say again what they said: it is no repeat.
    this.#intake = new Intake(this.ground.site, this.source.clockKind);
    this.#intake.restore(this.#world.sensors, to.sinceStep);
    this.#keptAt = this.#world.time;
    this.#feedsAt = Number.NEGATIVE_INFINITY;
    await this.keepPicture(seq);
    this.publisher.jump((role) => visibleWorld(this.#world, role, this.truthAudience));
    this.publisher.publishFrame(await models.frame());
    return true;
  }

  /** Keeps the world as it is now as the snapshot at an entry of the record. Call between two ticks. */
  async keepPicture(seq: number): Promise<void> {
    const world = this.#world;
    await this.recorder.keep({ snapshot: { seq, world, models: await this.#parts.models.save() } });
  }

  feedsChanged(): void {
    const feeds = this.#feedStates();
    const shown = Object.values(this.#world.feeds);
    if (JSON.stringify(feeds) !== JSON.stringify(shown)) void this.#apply('feedStates', { feeds });
  }

  note(what: { kind: EntryKind; payload: Entry['payload']; audience: Audience }): void {
    void this.#apply(what.kind, what.payload as EntryPayloads[EntryKind], what.audience);
  }

  /** Commits a fact before it counts; undefined when it could not be recorded, and then it did not happen. */
  async commit<K extends EntryKind>(
    kind: K,
    payload: EntryPayloads[K],
  ): Promise<number | undefined> {
    const made = this.#stamp(kind, payload);
    this.#committing += 1;
    const seq = await this.recorder.write(made, 'now');
    this.#committing -= 1;
    if (seq !== undefined) this.#fold(made);
    return seq;
  }

  /** Begins (or goes on with) the session and its source. */
  async start(opening: EntryPayloads['sessionOpened']): Promise<void> {
    const opened = this.#apply('sessionOpened', opening);
    void this.#apply('recorderState', this.recorder.state);
    const transport = this.source.transport?.state();
    if (transport) void this.#apply('transport', transport);
    for (const level of this.#parts.models.levels()) {
      const shown = this.#world.levels[level.place];
      if (JSON.stringify(shown) !== JSON.stringify(level.state)) void this.#apply('level', level);
    }
    await this.#keepForkedPicture(opened);
    await this.source.start(this);
    await this.carryOutUnconfirmed();
    if (this.source.clockKind === 'feed') this.#tickAtFeedTime();
  }

  /** What a fork begins with stands in no log of its own. */
  async #keepForkedPicture(opened: Promise<number | undefined>): Promise<void> {
    if (!this.#parts.isFork) return;
    const seq = await opened;
    if (seq !== undefined) await this.keepPicture(seq);
  }

  /** An order that was committed just before the hub died may not have reached whoever carries it out. */
  async carryOutUnconfirmed(): Promise<void> {
    for (const [checkpoint, state] of Object.entries(this.#world.checkpoints)) {
      const { order, effectiveAt, mode, meteredPerMinLane, version } = state;
      if (order === undefined || effectiveAt !== undefined) continue;
      await this.source.carryOut({
        order,
        checkpoint: checkpoint as CheckpointId,
        mode,
        sawVersion: version - 1,
        ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
      });
    }
  }

  /** Hands an order that has been committed on to the source. */
  async carryOut(order: CheckpointOrder): Promise<void> {
    await this.source.carryOut(order);
  }

  /** Says how the recorder stands; it cannot say so in its own record. */
  recorderChanged(): void {
    void this.#apply('recorderState', this.recorder.state);
  }

  /** Ends the session's work: no tick after this. */
  async settled(): Promise<void> {
    this.#parts.outputs.stop();
    await this.#ticking;
    await this.recorder.settled();
  }

  /** Readings that come while a tick is under way share the next one. */
  #tickAtFeedTime(): void {
    if (this.#tickQueued) return;
    this.#tickQueued = true;
    this.#inTurn(async () => {
      this.#tickQueued = false;
      if (this.#feedTime !== undefined) await this.#tick(this.#feedTime);
    }).catch(this.#parts.onError);
  }

  /** Ticks follow each other; one that fails is told to its caller and does not stop the next. */
  #inTurn<T>(tick: () => Promise<T>): Promise<T> {
    const mine = this.#ticking.then(tick);
    this.#ticking = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  }

  #followFeed(columns: ObservationColumns): void {
    const newest = newestObservedAt(columns);
    if (newest !== undefined) this.#feedTime = Math.max(this.#feedTime ?? newest, newest);
  }

  async #tick(time: Millis): Promise<void> {
    if (time < this.#world.time) return;
    const observations = this.#sinceStep;
    this.#sinceStep = [];
    const written = this.#apply('tick', { time }, 'all', time);
    const worldAtTick = this.#world;
    const isWhole = this.#committing === 0;
    const estimate = await this.#parts.models.step(time, observations);
    void this.#apply('estimate', estimate);
    for (const level of this.#parts.models.judgeLevels(estimate, time)) {
      void this.#apply('level', level);
    }
    void this.#apply('sensorStates', { sensors: this.#world.sensors });
    if (time - this.#feedsAt >= FEEDS_EVERY_MS) {
      this.#feedsAt = time;
      void this.#apply('feedStates', { feeds: this.#feedStates() });
    }
    for (const change of this.#parts.models.judgeDataQuality(this.#world)) {
      void this.#apply('dataQuality', change);
    }
    this.#parts.outputs.publish(this.#world);
    await this.#frames(time, isWhole ? written : Promise.resolve(undefined), worldAtTick);
  }

  /** What comes in and what goes out, in one list. */
  #feedStates(): readonly FeedState[] {
    return [...this.source.feedStates(), ...this.#parts.outputs.states()];
  }

  async #frames(
    time: Millis,
    written: Promise<number | undefined>,
    worldAtTick: World,
  ): Promise<void> {
    const keep = time - this.#keptAt >= KEEP_EVERY_MS;
    const show =
      this.publisher.attachedCount > 0 && performance.now() - this.#framedAt >= FRAME_EVERY_WALL_MS;
    if (!keep && !show) return;
    const frame = await this.#parts.models.frame();
    // A key frame is shown too, though nobody may look: whoever comes next begins with it.
    this.#framedAt = performance.now();
    this.publisher.publishFrame(frame);
    if (!keep) return;
    this.#keptAt = time;
    const models = await this.#parts.models.save();
    const seq = await written;
    await this.recorder.keep({
      frame,
      series: seriesRows(this.#world.estimate, time),
      ...(seq === undefined ? {} : { snapshot: { seq, world: worldAtTick, models } }),
    });
  }

  /** Folds, publishes and records one entry; resolves to its number in the record. */
  #apply<K extends EntryKind>(
    kind: K,
    payload: EntryPayloads[K],
    audience?: Audience,
    at?: Millis,
  ): Promise<number | undefined> {
    const made = this.#stamp(kind, payload, audience, at);
    this.#fold(made);
    return ENTRY_CLASSES[kind].recorded ? this.recorder.write(made) : Promise.resolve(undefined);
  }

  #fold(made: Entry): void {
    this.#world = reduce(this.#world, made);
    this.publisher.publish([made]);
  }

  #stamp<K extends EntryKind>(
    kind: K,
    payload: EntryPayloads[K],
    audience?: Audience,
    at: Millis = this.now(),
  ): Entry {
    // The union over kinds is rebuilt from its parts; K ties kind and payload together.
    return entry(kind, payload, { observedAt: at, recordedAt: at }, audience) as Entry;
  }
}

import type { SessionId } from '../../../domain/base/ids.ts';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { DensityFrame } from '../../../domain/crowd/density-frame.ts';
import {
  type Entry,
  type EntryKind,
  type EntryPayloads,
  entry,
} from '../../../domain/session/entry.ts';
import { foldReviewMark } from '../../../domain/session/fold-review-mark.ts';
import type { ReplayState, ReplayView } from '../../../domain/session/replay-state.ts';
import type { ReviewMarks } from '../../../domain/session/review-mark.ts';
import { type Role, TRUTH_AUDIENCE } from '../../../domain/session/role.ts';
import type { DeliveryReceipt, SourceSink } from '../../../domain/session/source.ts';
import type { TransportState } from '../../../domain/session/source-kind.ts';
import { reduce, type World } from '../../../domain/session/world.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import type { ReplayThread, Sought } from '../../../workers/replay-port.ts';
import { timeLeft } from '../commands/work-progress.ts';
import type { Publisher } from '../publisher.ts';
import type { ShownSession } from '../shown-session.ts';
import type { ReplaySource } from '../sources/replay.ts';
import { visibleWorld } from '../visible-world.ts';
import type { ReviewEntry } from './replay-desk.ts';

/** Seats get a new raster at most this often, in wall time. */
const FRAME_EVERY_WALL_MS = 450;
/** A seek that must compute says how far it is this often, in wall time. */
const COMPUTE_PIECE_MS = 250;
/** Where the recording has no tick for longer than this, the replay's clock goes on by itself. */
const TICK_WITHIN_MS: Millis = 1.5 * SECOND;
/** The end of a recording that grows is asked for this often, in wall time. */
const SPAN_EVERY_WALL_MS = 1_000;
/** Ground truth of a recording that has ended is for reviewers too; nobody can act on it any more. */
const REVIEWED_TRUTH: readonly Role[] = [...TRUTH_AUDIENCE, 'reviewer'];

/** What a replay is made of. */
export interface ReplayParts {
  readonly id: SessionId;
  readonly ground: Ground;
  readonly source: ReplaySource;
  readonly thread: Pick<ReplayThread, 'seek' | 'play' | 'span'>;
  readonly publisher: Publisher;
  readonly state: ReplayState;
  readonly world: World;
  readonly headSeq: number;
  /** Its leader, when it follows another replay. */
  readonly leader?: ReplaySession;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

/**
 * A recording that is looked at again: a world that is moved by a playhead. Its seats are told what happened as those of
 * the recorded session were; nothing goes into any record, and no order can be given.
 */
export class ReplaySession implements ShownSession, SourceSink {
  readonly id: SessionId;
  readonly ground: Ground;
  readonly source: ReplaySource;
  readonly publisher: Publisher;
  readonly isExercise = true;
  readonly #parts: ReplayParts;
  readonly #followers = new Set<ReplaySession>();
  #world: World;
  #state: ReplayState;
  #headSeq: number;
  #at: Millis;
  #marks: Promise<ReviewMarks> | undefined;
  /** Counts the seeks: one that another has overtaken gives up. */
  #seeks = 0;
  /** Seeks under way: between the pieces of one that computes, nothing may be played. */
  #seeking = 0;
  #moving: Promise<unknown> = Promise.resolve();
  #framedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** A follower is moving on beside its leader. */
  #going = false;
  #isOver = false;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.ground = parts.ground;
    this.source = parts.source;
    this.publisher = parts.publisher;
    this.#state = parts.state;
    this.#headSeq = parts.headSeq;
    this.#at = parts.state.from;
    this.#world = parts.world;
  }

  get world(): World {
    return this.#world;
  }

  get state(): ReplayState {
    return this.#state;
  }

  get recorderState(): EntryPayloads['recorderState'] {
    return { state: 'readOnly', seq: this.#headSeq, file: this.#state.file };
  }

  get truthAudience(): readonly Role[] {
    return this.#state.growing ? TRUTH_AUDIENCE : REVIEWED_TRUTH;
  }

  /** The replay whose playhead this one goes with. */
  get leader(): ReplaySession | undefined {
    return this.#parts.leader;
  }

  now(): Millis {
    return this.#at;
  }

  /** Nothing comes into a recording that is over. */
  async deliver(): Promise<DeliveryReceipt> {
    return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: false };
  }

  feedsChanged(): void {}

  note(what: Pick<Entry, 'kind' | 'payload' | 'audience'>): void {
    this.#tell([stamped(what.kind, what.payload as EntryPayloads[EntryKind], this.#at)]);
  }

  /** Plays on; at the end, or the end of a loop, it does what is to be done there. */
  async advanceTo(time: Millis): Promise<void> {
    if (this.#seeking > 0) return;
    const seeks = this.#seeks;
    await this.#askSpan();
    const { loop, to } = this.#state;
    const end = loop ? Math.min(loop.to, to) : to;
    await this.#inTurn(() => (seeks === this.#seeks ? this.#play(Math.min(time, end)) : undefined));
    if (seeks !== this.#seeks) return;
    for (const follower of this.#followers) follower.#goWith(this);
    if (time < end) return;
    if (loop) await this.seek(loop.from);
    else {
      this.#stand(end);
      if (!this.#state.growing) {
        await this.setTransport({ ...this.source.transport.state(), playing: false });
      }
    }
  }

  /** Goes to an instant of the recording; resolves to where it stands then, or to why it does not. */
  async seek(time: Millis, view: ReplayView = this.#state.view): Promise<Result<Millis>> {
    this.#seeks += 1;
    const mine = this.#seeks;
    this.#seeking += 1;
    try {
      await this.#askSpan();
      const { from, to } = this.#state;
      const target = Math.min(to, Math.max(from, time));
      const sought = await this.#seekOn(target, view, mine);
      if (!sought) return err('another instant was asked for meanwhile');
      this.#jump(sought, view);
    } finally {
      this.#seeking -= 1;
    }
    // One that cannot follow does not hold its leader up.
    await Promise.all(
      [...this.#followers].map((follower) =>
        follower.seek(follower.#beside(this)).catch(this.#parts.onError),
      ),
    );
    return ok(this.#at);
  }

  /**
   * Plays, pauses, or changes the speed. What was being played is told first: a seat that hears of a pause stands where
   * the replay stands, and so does every follower beside it.
   */
  async setTransport(next: TransportState): Promise<void> {
    this.source.transport.set(next);
    await this.#inTurn(async () => {
      if (this.leader && !next.playing) await this.#play(this.#besideWithin(this.leader));
      this.#stand(this.#at);
      this.note({ kind: 'transport', payload: next, audience: 'all' });
    });
    await Promise.all(
      [...this.#followers].map((follower) =>
        follower.setTransport(next).catch(this.#parts.onError),
      ),
    );
  }

  setLoop(loop: ReplayState['loop']): void {
    const { loop: _before, ...rest } = this.#state;
    this.#change(loop ? { ...rest, loop } : rest);
  }

  /** Says whether somebody records the file now, and whether marks can be written. */
  setAccess(access: Pick<ReplayState, 'growing' | 'reviewable'>): void {
    const { growing, reviewable } = this.#state;
    if (access.growing === growing && access.reviewable === reviewable) return;
    this.#change({ ...this.#state, ...access });
  }

  /** Tells the seats what was found in the file, once. */
  addNotices(found: readonly string[]): void {
    const known = this.#state.notices ?? [];
    const fresh = found.filter((notice) => !known.includes(notice));
    if (fresh.length > 0) this.#change({ ...this.#state, notices: [...known, ...fresh] });
  }

  /** What reviewers have added, read from the file once and kept up to date from then on. */
  marks(read: () => Promise<ReviewMarks>): Promise<ReviewMarks> {
    this.#marks ??= read();
    return this.#marks;
  }

  /** Tells the seats of a mark; the world does not hold it. */
  tellMark(mark: ReviewEntry): void {
    const told = stamped(mark.kind, mark.payload, this.#at);
    this.#marks = this.#marks?.then((marks) => foldReviewMark(marks, told));
    this.#tell([told]);
  }

  /**
   * From now on its leader moves it. Call when it stands somewhere: before, its thread has nothing to play on from. False
   * when the leader has been closed meanwhile.
   */
  async link(): Promise<boolean> {
    const { leader } = this;
    if (!leader) return true;
    if (leader.#isOver || this.#isOver) return false;
    leader.#followers.add(this);
    // While this one opened, the leader may have gone elsewhere.
    if (this.#at !== this.#beside(leader)) await this.seek(this.#beside(leader));
    return true;
  }

  /** It leads and follows nobody any more; gives those that it led. */
  unlink(): readonly ReplaySession[] {
    this.#isOver = true;
    this.#seeks += 1;
    if (this.leader) this.leader.#followers.delete(this);
    const led = [...this.#followers];
    this.#followers.clear();
    return led;
  }

  /** Where it has to stand beside its leader. */
  #beside(leader: ReplaySession): Millis {
    return leader.now() + (this.#state.follow?.offsetMs ?? 0);
  }

  /** The same, no later than its own recording goes. */
  #besideWithin(leader: ReplaySession): Millis {
    return Math.min(this.#state.to, this.#beside(leader));
  }

  /** Plays on beside its leader; while it is still busy the next beat carries its time. */
  #goWith(leader: ReplaySession): void {
    if (this.#going) return;
    this.#going = true;
    const seeks = this.#seeks;
    this.#inTurn(async () => {
      if (seeks === this.#seeks) await this.#play(this.#besideWithin(leader));
    })
      .catch(this.#parts.onError)
      .finally(() => {
        this.#going = false;
      });
  }

  /** Asks until the world stands, saying how far it is; undefined when another seek has overtaken this one. */
  async #seekOn(time: Millis, view: ReplayView, mine: number) {
    const { nowMs } = this.#parts;
    const beganMs = nowMs();
    for (;;) {
      const sought = await this.#inTurn(async () =>
        mine === this.#seeks
          ? await this.#parts.thread.seek({ time, view, budgetMs: COMPUTE_PIECE_MS })
          : undefined,
      );
      if (!sought || mine !== this.#seeks) return undefined;
      if (sought.done) return sought;
      const { computingLeftMs: _left, ...rest } = this.#state;
      const leftMs = timeLeft(sought.progress, nowMs() - beganMs);
      this.#change({
        ...rest,
        computing: sought.progress,
        ...(leftMs === undefined ? {} : { computingLeftMs: leftMs }),
      });
    }
  }

  #jump(sought: Extract<Sought, { done: true }>, view: ReplayView): void {
    const { computing: _computing, computingLeftMs: _left, ...rest } = this.#state;
    this.#state = { ...rest, view };
    const { time, world } = sought;
    this.#stand(time);
    this.#world = {
      ...world,
      time: time - world.time > TICK_WITHIN_MS ? time : world.time,
      transport: this.source.transport.state(),
      recorder: this.recorderState,
      replay: this.#state,
    };
    this.publisher.jump((role) => visibleWorld(this.#world, role, this.truthAudience));
    this.#show(sought.frame);
  }

  async #play(time: Millis): Promise<void> {
    if (time < this.#at || this.#seeking > 0) return;
    const withFrame = this.#parts.nowMs() - this.#framedAt >= FRAME_EVERY_WALL_MS;
    const played = await this.#parts.thread.play({ time, withFrame });
    this.#at = time;
    this.#tell(played.entries);
    if (time - this.#world.time > TICK_WITHIN_MS) this.#tell([stamped('tick', { time }, time)]);
    this.#show(played.frame);
  }

  #show(frame: DensityFrame | undefined): void {
    if (!frame) return;
    this.#framedAt = this.#parts.nowMs();
    this.publisher.publishFrame(frame);
  }

  #stand(time: Millis): void {
    this.#at = time;
    this.source.stands(time);
  }

  #tell(entries: readonly Entry[]): void {
    for (const each of entries) {
      this.#world = reduce(this.#world, each);
      this.publisher.publish([
        each.kind === 'truth' ? { ...each, audience: this.truthAudience } : each,
      ]);
    }
  }

  #change(next: ReplayState): void {
    this.#state = next;
    this.note({ kind: 'replayState', payload: next, audience: 'all' });
  }

  /** The end of a recording that grows moves. */
  async #askSpan(): Promise<void> {
    const now = this.#parts.nowMs();
    if (!this.#state.growing || now - this.#askedAt < SPAN_EVERY_WALL_MS) return;
    this.#askedAt = now;
    const span = await this.#parts.thread.span();
    if (!span || span.to <= this.#state.to) return;
    this.#headSeq = span.headSeq;
    this.#change({ ...this.#state, to: span.to });
  }

  #inTurn<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
    const mine = this.#moving.then(work);
    this.#moving = mine.catch(() => undefined);
    return mine;
  }
}

function stamped<K extends EntryKind>(kind: K, payload: EntryPayloads[K], at: Millis): Entry {
  return entry(kind, payload, { observedAt: at, recordedAt: at }) as Entry;
}

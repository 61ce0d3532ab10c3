import { randomUUID } from 'node:crypto';
import type { SeatId } from '../../domain/base/ids.ts';
import type { DensityFrame } from '../../domain/crowd/density-frame.ts';
import { ENTRY_CLASSES, type Entry } from '../../domain/session/entry.ts';
import { type Audience, maySee, type Role } from '../../domain/session/role.ts';
import type { World } from '../../domain/session/world.ts';
import type { LatestTopic, Link } from '../../domain/wire/contract.ts';
import { encodeDensityFrame } from '../../domain/wire/frames.ts';
import { MovingNews, type PositionsEntry } from './moving-news.ts';

/** Reliable entries kept for a seat that went away; one that missed more starts from a snapshot. */
const RESUME_ENTRIES = 5_000;
/** A seat that stays away longer is forgotten. */
const RESUME_MS = 10 * 60_000;

type Topic = LatestTopic | 'density' | 'agents';

/** Numbers what waits for an acknowledgement; shared, so that one for a session that a seat has left means nothing here. */
let lastNumber = 0;

function nextNumber(): number {
  lastNumber = (lastNumber + 1) >>> 0;
  return lastNumber;
}

interface Slot {
  /** Number sent and not yet acknowledged. */
  inFlight: number | undefined;
  waiting: (() => void) | undefined;
}

interface Seat {
  readonly id: SeatId;
  readonly role: Role;
  link: Link | undefined;
  /** The seat's own gap-free number of its last reliable entry. */
  seq: number;
  readonly kept: { readonly seq: number; readonly text: string }[];
  readonly slots: Map<Topic, Slot>;
  /** Positions that wait for the slot: a message holds one drone or a few, and the seat must miss none of them. */
  readonly moving: MovingNews;
  topics: ReadonlySet<Topic> | undefined;
  leftAt: number | undefined;
}

/**
 * Brings a session's entries to its seats: reliable ones in order with numbers of the seat's own, latest ones
 * through one slot a topic, which is filled again when the seat has drawn what it holds. A slow seat sees fewer
 * frames, never old ones.
 */
export class Publisher {
  readonly #seats = new Map<SeatId, Seat>();
  #newestFrame: { readonly n: number; readonly bytes: Uint8Array } | undefined;

  get attachedCount(): number {
    return [...this.#seats.values()].filter((seat) => seat.link).length;
  }

  /** A new seat; it receives everything after the moment of the call. */
  attach(link: Link, role: Role): { readonly seat: SeatId; readonly seq: number } {
    const id = randomUUID() as SeatId;
    this.#forgetOld();
    this.#seats.set(id, {
      id,
      role,
      link,
      seq: 0,
      kept: [],
      slots: new Map(),
      moving: new MovingNews(),
      topics: undefined,
      leftAt: undefined,
    });
    return { seat: id, seq: 0 };
  }

  /**
   * A seat that comes back after `seq`: the missed entries are sent when `sendMissed` is called.
   * Undefined when it is unknown, of another role, or missed more than is kept.
   */
  resume(
    link: Link,
    role: Role,
    id: SeatId,
    seq: number,
  ): { readonly sendMissed: () => void } | undefined {
    const seat = this.#seats.get(id);
    const oldest = seat?.kept[0]?.seq ?? (seat?.seq ?? 0) + 1;
    if (!seat || seat.role !== role || seq > seat.seq || seq + 1 < oldest) return undefined;
    seat.link?.close('the seat was opened again elsewhere');
    seat.link = link;
    seat.leftAt = undefined;
    seat.slots.clear();
    seat.moving.clear();
    return {
      sendMissed: () => {
        for (const kept of seat.kept) if (kept.seq > seq) link.send(kept.text);
      },
    };
  }

  detach(id: SeatId, link: Link): void {
    const seat = this.#seats.get(id);
    if (!seat || seat.link !== link) return;
    seat.link = undefined;
    seat.leftAt = performance.now();
  }

  /** A seat that goes for good: its link looks at another session now. */
  leave(id: SeatId): void {
    this.#seats.delete(id);
  }

  subscribe(id: SeatId, topics: readonly Topic[]): void {
    const seat = this.#seats.get(id);
    if (seat) seat.topics = new Set(topics);
  }

  acknowledge(id: SeatId, topic: Topic, n: number): void {
    const slot = this.#seats.get(id)?.slots.get(topic);
    if (!slot || slot.inFlight !== n) return;
    slot.inFlight = undefined;
    const next = slot.waiting;
    slot.waiting = undefined;
    next?.();
  }

  publish(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { travels } = ENTRY_CLASSES[entry.kind];
      if (travels === 'internal') continue;
      const seats = [...this.#seats.values()].filter((seat) => maySee(entry.audience, seat.role));
      if (seats.length === 0) continue;
      // Written once, whoever reads it.
      const json = JSON.stringify(entry);
      for (const seat of seats) {
        // A pause says when it came: without the newest tick a seat would stand still at an earlier time.
        if (entry.kind === 'transport') this.#sendWaiting(seat, 'tick');
        if (travels === 'reliable') this.#sendReliable(seat, json);
        else if (entry.kind === 'positions') this.#sendPositions(seat, entry, json);
        else this.#sendLatest(seat, entry.kind as LatestTopic, json);
      }
    }
  }

  publishFrame(frame: DensityFrame): void {
    const n = nextNumber();
    this.#newestFrame = { n, bytes: encodeDensityFrame(frame, n) };
    for (const seat of this.#seats.values()) this.#sendFrame(seat);
  }

  /**
   * A binary frame of another topic, made with its number only when somebody sees it: for seats of those roles that
   * have subscribed to it.
   */
  publishBytes(topic: 'agents', audience: Audience, make: (n: number) => Uint8Array): void {
    const seats = [...this.#seats.values()].filter(
      (seat) => seat.link && seat.topics?.has(topic) && maySee(audience, seat.role),
    );
    if (seats.length === 0) return;
    const n = nextNumber();
    const bytes = make(n);
    for (const seat of seats) this.#fillSlot(seat, topic, n, () => seat.link?.send(bytes));
  }

  /** Whether a seat of those roles waits for frames of a binary topic. */
  isWatched(topic: 'agents', audience: Audience): boolean {
    return [...this.#seats.values()].some(
      (seat) => seat.link && seat.topics?.has(topic) && maySee(audience, seat.role),
    );
  }

  /**
   * The session has jumped: every seat goes on from the world that `worldFor` gives its role. What waited for a seat,
   * and the raster, belong to the past.
   */
  jump(worldFor: (role: Role) => World): void {
    this.#newestFrame = undefined;
    const texts = new Map<Role, string>();
    for (const seat of this.#seats.values()) {
      seat.slots.clear();
      seat.moving.clear();
      seat.kept.length = 0;
      const json = texts.get(seat.role) ?? JSON.stringify(worldFor(seat.role));
      texts.set(seat.role, json);
      this.#keepAndSend(seat, (seq) => `{"t":"world","seq":${seq},"world":${json}}`);
    }
  }

  /** Gives a seat that has just come the newest raster, which it would else miss while the session is paused. */
  welcome(id: SeatId): void {
    const seat = this.#seats.get(id);
    if (seat) this.#sendFrame(seat);
  }

  closeAll(reason: string): void {
    for (const seat of this.#seats.values()) seat.link?.close(reason);
    this.#seats.clear();
  }

  #sendReliable(seat: Seat, json: string): void {
    this.#keepAndSend(seat, (seq) => `{"t":"entry","seq":${seq},"entry":${json}}`);
  }

  #keepAndSend(seat: Seat, write: (seq: number) => string): void {
    seat.seq += 1;
    const text = write(seat.seq);
    seat.kept.push({ seq: seat.seq, text });
    if (seat.kept.length > RESUME_ENTRIES) seat.kept.shift();
    seat.link?.send(text);
  }

  #sendLatest(seat: Seat, topic: LatestTopic, json: string): void {
    const n = nextNumber();
    this.#fillSlot(seat, topic, n, () =>
      seat.link?.send(`{"t":"latest","topic":"${topic}","n":${n},"entry":${json}}`),
    );
  }

  #sendPositions(seat: Seat, entry: PositionsEntry, json: string): void {
    if (!isSubscribed(seat, 'positions')) return;
    const n = nextNumber();
    seat.moving.add(entry, json);
    this.#fillSlot(seat, 'positions', n, () =>
      seat.link?.send(`{"t":"latest","topic":"positions","n":${n},"entry":${seat.moving.take()}}`),
    );
  }

  #sendFrame(seat: Seat): void {
    const frame = this.#newestFrame;
    if (frame) this.#fillSlot(seat, 'density', frame.n, () => seat.link?.send(frame.bytes));
  }

  #fillSlot(seat: Seat, topic: Topic, n: number, send: () => void): void {
    if (!isSubscribed(seat, topic)) return;
    let slot = seat.slots.get(topic);
    if (!slot) {
      slot = { inFlight: undefined, waiting: undefined };
      seat.slots.set(topic, slot);
    }
    const filled = slot;
    const go = () => {
      filled.inFlight = n;
      send();
    };
    if (filled.inFlight === undefined) go();
    else filled.waiting = go;
  }

  /** What waits for a topic's slot goes out now; the acknowledgement of what it overtakes means nothing any more. */
  #sendWaiting(seat: Seat, topic: Topic): void {
    const slot = seat.slots.get(topic);
    const next = slot?.waiting;
    if (!slot || !next) return;
    slot.waiting = undefined;
    next();
  }

  #forgetOld(): void {
    const now = performance.now();
    for (const [id, seat] of this.#seats) {
      if (seat.leftAt !== undefined && now - seat.leftAt > RESUME_MS) this.#seats.delete(id);
    }
  }
}

function isSubscribed(seat: Seat, topic: Topic): boolean {
  return seat.link !== undefined && (seat.topics === undefined || seat.topics.has(topic));
}

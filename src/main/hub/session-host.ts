import type { SeatId, SessionId } from '../../domain/base/ids.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { Role } from '../../domain/session/role.ts';
import type { Method, WireError } from '../../domain/wire/contract.ts';
import type { HostedSession } from '../../domain/wire/session-contract.ts';
import type { Caller } from './caller.ts';
import type { ReviewEntry } from './replay/replay-desk.ts';
import type { ShownSession } from './shown-session.ts';

/** Sessions beside the hub's own; each may hold threads and tens of megabytes. */
const MAX_BESIDE = 12;
/** Why that many of the sessions ended last is remembered, for seats that come back to one. */
const REMEMBERED_ENDS = 100;
/** A session beside the hub's own that has not ended after so long does not keep the hub from ending. */
const MAX_ENDING_MS = 10_000;

/** A session with what its seats can ask for. */
export interface Hosted {
  readonly session: ShownSession;
  /** Whole path of the file that it records or shows. */
  readonly eventFile: string;
  /** Writes a reviewer's mark into what it records; false when it could not. Absent: it records nothing. */
  readonly commitMark?: (mark: ReviewEntry) => Promise<boolean>;
  /** Records that a seat has come or gone. Absent: it records nothing. */
  readonly seatLinked?: (seat: SeatId, role: Role, linked: boolean) => void;
  /** Runs a command of a seat of this session, until it is done or the seat is `gone`. */
  call(
    caller: Caller,
    method: Method,
    input: unknown,
    gone: AbortSignal,
  ): Promise<Result<unknown, WireError>>;
  describe(): Omit<HostedSession, 'id' | 'main'>;
  /** Ends its work, sends its seats away with that reason and frees its threads. */
  close(reason: string): Promise<void>;
}

/**
 * The sessions of a hub by id. The first that is added is the hub's own: no other can end or move it, and a seat
 * that names no session comes to it.
 */
export class SessionHost {
  readonly #hosted = new Map<SessionId, Hosted>();
  readonly #ends = new Map<SessionId, string>();
  readonly #onError: (error: unknown) => void;
  #main: SessionId | undefined;
  /** Places for sessions that are being opened. */
  #reserved = 0;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Keeps a place while a session is opened, which takes seconds; else why there is none, in words. */
  async withRoom<T>(open: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#hosted.size + this.#reserved > MAX_BESIDE) {
      return err(`this hub hosts ${MAX_BESIDE} sessions beside its own already: close one first`);
    }
    this.#reserved += 1;
    try {
      return await open();
    } finally {
      this.#reserved -= 1;
    }
  }

  add(hosted: Hosted): void {
    const { id } = hosted.session;
    this.#main ??= id;
    this.#ends.delete(id);
    this.#hosted.set(id, hosted);
  }

  /** Absent `id`: the hub's own session. */
  get(id?: SessionId): Hosted | undefined {
    const wanted = id ?? this.#main;
    return wanted === undefined ? undefined : this.#hosted.get(wanted);
  }

  /** Why a session is not here any more; undefined for one that never was. */
  endOf(id: SessionId): string | undefined {
    return this.#ends.get(id);
  }

  all(): readonly Hosted[] {
    return [...this.#hosted.values()];
  }

  list(): readonly HostedSession[] {
    return this.all().map((hosted) => {
      const { id } = hosted.session;
      return { id, main: id === this.#main, ...hosted.describe() };
    });
  }

  /** Ends a session beside the hub's own; its seats are told why. Never rejects: what fails at the end is reported. */
  async close(id: SessionId, reason: string): Promise<Result<void>> {
    const hosted = this.#hosted.get(id);
    if (!hosted) return err(this.#ends.get(id) ?? 'there is no such session');
    if (id === this.#main) return err("the hub's own session ends with the hub");
    this.#hosted.delete(id);
    this.#ends.set(id, reason);
    const [oldest] = this.#ends.keys();
    if (oldest !== undefined && this.#ends.size > REMEMBERED_ENDS) this.#ends.delete(oldest);
    // At once: they go elsewhere while it ends.
    hosted.session.publisher.closeAll(reason);
    await hosted.close(reason).catch(this.#onError);
    return ok(undefined);
  }

  /** Ends every session; the hub's own waits for none of the others. */
  async closeAll(reason: string): Promise<void> {
    const main = this.get();
    const beside = this.all().filter((hosted) => hosted !== main);
    const ended = Promise.all(beside.map(({ session }) => this.close(session.id, reason)));
    this.#hosted.clear();
    try {
      await main?.close(reason);
    } finally {
      await within(ended, MAX_ENDING_MS);
    }
  }
}

async function within(work: Promise<unknown>, mostMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, mostMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

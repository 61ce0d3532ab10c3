import { z } from 'zod';
import type { SeatId, SessionId } from '../../domain/base/ids.ts';
import { ROLES } from '../../domain/session/role.ts';
import type { Attached, Link, Method, SeatMessage, WireError } from '../../domain/wire/contract.ts';
import { sendHub } from '../../domain/wire/rpc.ts';
import type { Caller } from './caller.ts';
import type { Hosted, SessionHost } from './session-host.ts';
import { visibleWorld } from './visible-world.ts';

const attachSchema = z.object({
  session: z
    .string()
    .transform((text) => text as SessionId)
    .optional(),
  role: z.enum(ROLES),
  resume: z.object({ seat: z.string(), seq: z.number().int().min(0) }).optional(),
});

const TOPICS = [
  'tick',
  'estimate',
  'positions',
  'sensorStates',
  'feedStates',
  'recorderState',
  'truth',
  'rehearsalState',
  'density',
  'agents',
] as const;

const messageSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.number().int(), method: z.string(), input: z.unknown() }),
  z.object({ t: z.literal('cancel'), id: z.number().int() }),
  z.object({ t: z.literal('subscribe'), topics: z.array(z.enum(TOPICS)) }),
  z.object({ t: z.literal('ack'), topic: z.enum(TOPICS), n: z.number().int() }),
]);

/** What a connection needs of the hub. */
export interface SeatDesk {
  readonly version: string;
  /** Who commands from which seat; it outlives a lost link. */
  readonly callers: Map<SeatId, Caller>;
  readonly host: SessionHost;
}

interface Attachment {
  readonly seat: SeatId;
  readonly caller: Caller;
  readonly hosted: Hosted;
}

/** Serves one link until it closes: attach first, then calls, acknowledgements and subscriptions. */
export function serveSeat(link: Link, desk: SeatDesk): void {
  let attachment: Attachment | undefined;
  /** Calls that have not been answered, by their number. */
  const underWay = new Map<number, AbortController>();

  const fail = (id: number, error: WireError) => sendHub(link, { t: 'error', id, error });

  /** A link that looked at another session does so no more; a seat that is to be resumed stays. */
  const leave = (resumes: string | undefined): void => {
    if (!attachment) return;
    const { seat, caller, hosted } = attachment;
    attachment = undefined;
    hosted.seatLinked?.(seat, caller.role, false);
    if (seat === resumes) hosted.session.publisher.detach(seat, link);
    else {
      hosted.session.publisher.leave(seat);
      desk.callers.delete(seat);
    }
  };

  const attach = (id: number, input: unknown): void => {
    const checked = attachSchema.safeParse(input);
    if (!checked.success) {
      fail(id, { code: 'badInput', message: 'attach: bad input' });
      return;
    }
    const { session: wanted, role, resume } = checked.data;
    const hosted = desk.host.get(wanted);
    if (!hosted) {
      const ended = wanted === undefined ? undefined : desk.host.endOf(wanted);
      const message = ended ? `the session has ended: ${ended}` : 'there is no such session';
      const key = ended ? 'sessionEnded' : 'noSession';
      fail(id, { code: 'notPossible', message, says: { key } });
      return;
    }
    leave(resume?.seat);
    const { session } = hosted;
    const resumed =
      resume && session.publisher.resume(link, role, resume.seat as SeatId, resume.seq);
    const seat = resumed
      ? { seat: resume.seat as SeatId, seq: resume.seq }
      : session.publisher.attach(link, role);
    const answer: Attached = {
      ...seat,
      session: session.id,
      version: desk.version,
      role,
      can: session.source.can,
      resumed: resumed !== undefined,
      site: session.ground.site,
      world: visibleWorld(session.world, role, session.truthAudience),
    };
    const caller = desk.callers.get(seat.seat) ?? { seat: seat.seat, role, operator: undefined };
    desk.callers.set(seat.seat, caller);
    attachment = { seat: seat.seat, caller, hosted };
    hosted.seatLinked?.(seat.seat, role, true);
    sendHub(link, { t: 'result', id, value: answer });
    resumed?.sendMissed();
    session.publisher.welcome(seat.seat);
  };

  const call = async (id: number, method: Method, input: unknown): Promise<void> => {
    if (method === 'session.attach') return attach(id, input);
    if (!attachment) return fail(id, { code: 'notAttached', message: 'attach to a session first' });
    const gone = new AbortController();
    underWay.set(id, gone);
    const outcome = await attachment.hosted
      .call(attachment.caller, method, input, gone.signal)
      .catch((error: unknown) => ({
        ok: false as const,
        error: {
          code: 'internal' as const,
          message: error instanceof Error ? error.message : String(error),
        },
      }));
    underWay.delete(id);
    if (gone.signal.aborted) return;
    if (outcome.ok) sendHub(link, { t: 'result', id, value: outcome.value });
    else fail(id, outcome.error);
  };

  link.onMessage((data) => {
    const message = readMessage(data);
    if (!message) return link.close('message is not of the contract');
    switch (message.t) {
      case 'call':
        void call(message.id, message.method, message.input);
        return;
      case 'cancel':
        underWay.get(message.id)?.abort();
        return;
      case 'subscribe':
        attachment?.hosted.session.publisher.subscribe(attachment.seat, message.topics);
        return;
      case 'ack':
        attachment?.hosted.session.publisher.acknowledge(attachment.seat, message.topic, message.n);
    }
  });
  link.onClose(() => {
    for (const gone of underWay.values()) gone.abort();
    if (!attachment) return;
    const { seat, caller, hosted } = attachment;
    hosted.session.publisher.detach(seat, link);
    hosted.seatLinked?.(seat, caller.role, false);
  });
}

function readMessage(data: string | Uint8Array): SeatMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const checked = messageSchema.safeParse(JSON.parse(data));
    return checked.success ? (checked.data as SeatMessage) : undefined;
  } catch {
    return undefined;
  }
}

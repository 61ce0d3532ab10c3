import { MessageChannel } from 'node:worker_threads';
import type { SessionId } from '../../domain/base/ids.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { Link } from '../../domain/wire/contract.ts';
import { portLink } from '../../domain/wire/port-link.ts';
import { type MovingSeat, movingSeat } from './moving-seat.ts';
import type { PictureOrder, ReportPress } from './report-press.ts';

/** What windows elsewhere are asked to draw; what belongs to one report has one `job`. */
export type DrawWish =
  /** A seat's map of a session as a JPEG, as soon as it shows the raster that was issued then and stands still. */
  | {
      readonly do: 'picture';
      readonly job: number;
      readonly session: string;
      readonly language: 'zh' | 'en';
      readonly issuedAt: Millis;
    }
  /** A page that needs nothing from elsewhere, as a PDF. */
  | { readonly do: 'pdf'; readonly job: number; readonly html: string }
  /** Nothing more is wanted for that job; what is under way ends. The answer is empty. */
  | { readonly do: 'done'; readonly job: number };

/** The part of the hub that a press needs. */
export interface ReplayHost {
  openRecording(file: string): Promise<Result<SessionId>>;
  serveSeat(link: Link): void;
}

/** What a press of windows stands on. */
export interface WindowPressParts {
  /** Undefined when it could not be opened. */
  readonly hub: () => Promise<ReplayHost | undefined>;
  readonly draw: (wish: DrawWish) => Promise<Result<Uint8Array>>;
}

/**
 * Draws reports with windows of another process, as the desktop program has them: the recording is opened as a replay
 * beside what runs, a seat without a screen moves it, and a hidden window shows the map of it.
 */
export function windowPress({ hub, draw }: WindowPressParts): ReportPress {
  let lastJob = 0;

  /** Whatever comes of it, the window of the job goes; the signal takes it away at once. */
  const asJob = async <T>(
    signal: AbortSignal | undefined,
    work: (job: number) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    lastJob += 1;
    const job = lastJob;
    const end = () => void draw({ do: 'done', job });
    signal?.addEventListener('abort', end, { once: true });
    try {
      if (signal?.aborted) return err('nobody waits for it any more');
      return await work(job);
    } catch (error) {
      return err(error instanceof Error ? error.message : String(error));
    } finally {
      signal?.removeEventListener('abort', end);
      end();
    }
  };

  return {
    takePictures: (order) =>
      asJob(order.signal, async (job) => {
        const opened = await hub();
        if (!opened) return err('no event is open');
        return await withReplay(opened, order.file, (seat, session) =>
          pictures(order, seat, (issuedAt) =>
            draw({ do: 'picture', job, session, language: order.language, issuedAt }),
          ),
        );
      }),
    printPdf: (html, signal) => asJob(signal, (job) => draw({ do: 'pdf', job, html })),
  };
}

async function withReplay<T>(
  hub: ReplayHost,
  file: string,
  work: (seat: MovingSeat, session: SessionId) => Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = await hub.openRecording(file);
  if (!opened.ok) return opened;
  const { port1, port2 } = new MessageChannel();
  hub.serveSeat(portLink(port1));
  const seat = await movingSeat(portLink(port2), opened.value);
  try {
    return await work(seat, opened.value);
  } finally {
    // A replay that has been ended meanwhile is no loss.
    await seat.endReplay(opened.value).catch(() => undefined);
    seat.close();
  }
}

async function pictures(
  { wishes, signal }: PictureOrder,
  seat: MovingSeat,
  take: (issuedAt: Millis) => Promise<Result<Uint8Array>>,
): Promise<Result<readonly string[]>> {
  const taken: string[] = [];
  for (const { at, issuedAt } of wishes) {
    if (issuedAt === undefined) return err('no raster of an instant was kept');
    signal?.throwIfAborted();
    await seat.to(at);
    const picture = await take(issuedAt);
    if (!picture.ok) return picture;
    taken.push(`data:image/jpeg;base64,${Buffer.from(picture.value).toString('base64')}`);
  }
  return ok(taken);
}

import { z } from 'zod';
import type { Result } from '../../domain/base/result.ts';
import { SOURCE_KINDS } from '../../domain/session/source-kind.ts';

/** What the hub's process is told to open. */
export interface HubOrder {
  /** As on the command line of `anlan serve`. */
  readonly words: readonly string[];
  /** The file to go on in, after a restart. */
  readonly recordTo?: string;
  /**
   * A session ran in that file, which therefore holds its event: it is opened by itself. The folder and the maps that it
   * was begun with may be gone meanwhile.
   */
  readonly goesOn?: true;
  /** The folder of the bundled events. */
  readonly resources: string;
  readonly version: string;
  /** Where the running log goes; absent: to standard error. */
  readonly logFile?: string;
}

/** Messages from the main process to the hub's; `seat` carries a port. */
export type ToHub =
  | { readonly t: 'open'; readonly order: HubOrder }
  | { readonly t: 'seat' }
  /** A recording is opened beside what runs; answered by `replay` with the same number. */
  | { readonly t: 'openRecording'; readonly n: number; readonly file: string }
  /** The one order of a process that judges an event file, and ends; answered by `checked`. */
  | { readonly t: 'check'; readonly file: string }
  /** What became of a wish to draw, by its number. */
  | { readonly t: 'drawn'; readonly n: number; readonly made: Result<Uint8Array> }
  | { readonly t: 'close' };

/** What the windows of the main process are asked to draw for a report; see the hub's `windowPress`. */
const drawWishSchema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('picture'),
    job: z.number(),
    session: z.string().min(1),
    language: z.enum(['zh', 'en']),
    issuedAt: z.number(),
  }),
  z.object({ do: z.literal('pdf'), job: z.number(), html: z.string() }),
  z.object({ do: z.literal('done'), job: z.number() }),
]);

/** A wish to draw. */
export type DrawWish = z.infer<typeof drawWishSchema>;

const recordingFaultSchema = z.object({
  code: z.enum([
    'inUse',
    'newerVersion',
    'notAnEventFile',
    'damaged',
    'diskFull',
    'readOnly',
    'missing',
    'io',
    'event',
  ]),
  message: z.string(),
});

/** Why a session cannot go on in an event file; the hub's `checkRecording` says it. */
export type RecordingFault = z.infer<typeof recordingFaultSchema>;

const fromHubSchema = z.discriminatedUnion('t', [
  /** The file is chosen: after a crash the next hub goes on in it. */
  z.object({ t: z.literal('recordsTo'), file: z.string().min(1) }),
  z.object({
    t: z.literal('running'),
    source: z.enum(SOURCE_KINDS),
    /** Something the operator must know although the hub runs. */
    notice: z.string().optional(),
  }),
  z.object({ t: z.literal('refused'), message: z.string() }),
  /** An event file was judged; without a fault it can be opened. */
  z.object({ t: z.literal('checked'), fault: recordingFaultSchema.optional() }),
  /** The session that a recording is, or in words why it could not be opened. */
  z.object({
    t: z.literal('replay'),
    n: z.number(),
    opened: z.union([
      z.object({ ok: z.literal(true), value: z.string().min(1) }),
      z.object({ ok: z.literal(false), error: z.string() }),
    ]),
  }),
  /** A report is to be drawn; answered by `drawn` with the same number. */
  z.object({ t: z.literal('draw'), n: z.number(), wish: drawWishSchema }),
]);

/** Messages from the hub's process to the main process. */
export type FromHub = z.infer<typeof fromHubSchema>;

/** Checks a message of the hub's process; undefined when it is none of ours. */
export function readFromHub(message: unknown): FromHub | undefined {
  const checked = fromHubSchema.safeParse(message);
  return checked.success ? checked.data : undefined;
}

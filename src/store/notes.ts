import type { Millis } from '../domain/base/quantity.ts';
import { hexHash } from './chain.ts';
import type { StoredEntry } from './entry-codec.ts';

/**
 * What the record itself writes into its log, between the entries of the session: chained and signed like them, given
 * out to nobody who reads entries. `record.frame` and `record.world` hold the digest of what stands in another table.
 */
export interface NotePayloads {
  'record.frame': {
    readonly layer: string;
    readonly member: number;
    readonly issuedAt: Millis;
    readonly validAt: Millis;
    readonly digest: string;
  };
  'record.world': { readonly seq: number; readonly digest: string };
  /** Signs the entry before it, and with it everything up to there. */
  'record.signature': {
    /** Ed25519, raw, base64. */
    readonly publicKey: string;
    readonly fingerprint: string;
    /** By the machine's clock. */
    readonly signedAt: Millis;
    readonly signature: string;
  };
  /** Frames (or worlds) older than `before` were thinned to one in each `everyMs`, for want of space or by wish. */
  'record.thinned': {
    readonly what: 'frames' | 'worlds';
    readonly before: Millis;
    readonly everyMs: number;
    readonly removed: number;
  };
  /** This file is what could be saved of a damaged one. */
  'record.repaired': {
    readonly file: string;
    readonly lost: readonly string[];
    /** How many pictures that the saved log names are gone with it; absent in files of before: none are excused. */
    readonly without?: { readonly frames: number; readonly worlds: number };
  };
  /** Rows that stood without a signature when the file was opened again, more than a crash leaves behind. */
  'record.unsignedTail': { readonly from: number; readonly to: number };
}

export type NoteKind = keyof NotePayloads;

/** The kinds of notes, which all begin alike; no entry of a session does. */
export const NOTE_PREFIX = 'record.';
/** SQL that is true for rows of the log that are entries of the session. */
export const IS_ENTRY = "kind NOT GLOB 'record.*'";

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** A note as the log holds it. */
export function storedNote<K extends NoteKind>(
  kind: K,
  payload: NotePayloads[K],
  at: Millis,
): StoredEntry {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  return { observedAt: at, recordedAt: at, kind, audience: 'hub', payload: bytes };
}

/** Whether a row of the log is the record's own. */
export function isNote(stored: Pick<StoredEntry, 'kind'>): boolean {
  return stored.kind.startsWith(NOTE_PREFIX);
}

/** A note's payload; undefined when the row is no such note or cannot be read. */
export function readNote<K extends NoteKind>(
  stored: Pick<StoredEntry, 'kind' | 'payload'>,
  kind: K,
): NotePayloads[K] | undefined {
  if (stored.kind !== kind) return undefined;
  try {
    const payload: unknown = JSON.parse(strictUtf8.decode(stored.payload));
    // The chain says that these are bytes that a record wrote, and it writes notes of this shape.
    return typeof payload === 'object' && payload !== null
      ? (payload as NotePayloads[K])
      : undefined;
  } catch {
    return undefined;
  }
}

/** A digest as notes hold it. */
export const digestText = hexHash;

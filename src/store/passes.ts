import { inflateRawSync } from 'node:zlib';
import type { Millis } from '../domain/base/quantity.ts';
import { bytesIn, numberIn, type Sql } from './sql.ts';

/** The kind of entry with which a rehearsal goes back to an earlier instant. */
export const JUMP_KIND = 'rehearsalJumped';

/**
 * A stretch of the log whose time runs forward: rows after `afterSeq` up to `lastSeq`, from `from` to `until`. A
 * rehearsal that jumped back leaves what came after that instant behind: the newer pass takes its place.
 */
export interface Pass {
  readonly afterSeq: number;
  readonly lastSeq: number;
  readonly from: Millis;
  readonly until: Millis;
}

const WHOLE: Pass = {
  afterSeq: 0,
  lastSeq: Number.MAX_SAFE_INTEGER,
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
};

/** A jump as the log tells it. */
export interface Jump {
  readonly seq: number;
  readonly to: Millis;
}

/** The passes that make up the time of a recording, in order; only one where nothing jumped. */
export function passesOf(jumps: readonly Jump[]): readonly Pass[] {
  let passes: readonly Pass[] = [WHOLE];
  for (const { seq, to } of jumps) {
    const [first = WHOLE, ...others] = passes;
    const kept = [first, ...others.filter(({ from }) => from < to)].map((pass) => ({
      ...pass,
      lastSeq: Math.min(pass.lastSeq, seq - 1),
      until: Math.min(pass.until, to),
    }));
    passes = [...kept, { ...WHOLE, afterSeq: seq - 1, from: to }];
  }
  return passes;
}

/** The index of the pass that shows an instant. */
export function passAt(passes: readonly Pass[], time: Millis): number {
  return Math.max(
    0,
    passes.findLastIndex(({ from }) => from <= time),
  );
}

/** Whether the picture of an instant comes from that row of the log. */
export function isShown(passes: readonly Pass[], seq: number, time: Millis): boolean {
  const pass = passes[passAt(passes, time)];
  return pass !== undefined && seq > pass.afterSeq && seq <= pass.lastSeq;
}

/** Every jump of a log, in order. */
export async function readJumps(sql: Sql): Promise<readonly Jump[]> {
  const rows = await sql.all('SELECT seq, payload FROM log WHERE kind = ? ORDER BY seq', [
    JUMP_KIND,
  ]);
  return rows.flatMap((row) => {
    const to = jumpTarget(bytesIn(row, 'payload'));
    return to === undefined ? [] : [{ seq: numberIn(row, 'seq'), to }];
  });
}

function jumpTarget(payload: Uint8Array): Millis | undefined {
  try {
    const json = payload[0] === 0 ? inflateRawSync(payload.subarray(1)) : payload;
    const read: unknown = JSON.parse(new TextDecoder().decode(json));
    if (typeof read !== 'object' || read === null || !('to' in read)) return undefined;
    return typeof read.to === 'number' ? read.to : undefined;
  } catch {
    return undefined;
  }
}

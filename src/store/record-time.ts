import type { Millis } from '../domain/base/quantity.ts';
import { JUMP_KIND, type Pass, passAt, passesOf, readJumps } from './passes.ts';
import { numberIn, type Sql } from './sql.ts';
import { hasWorlds, keptWorld, type StoredWorld } from './worlds.ts';

/** A machine's clock may be set back by so much within a session without entries being overlooked. */
const CLOCK_SLACK_MS: Millis = 60_000;

/** A log that is being written is asked this often whether its rehearsal has jumped back. */
const ASK_EVERY_MS = 250;

/** A stretch of the log: rows after `afterSeq` up to `lastSeq`. */
export interface Stretch {
  readonly afterSeq: number;
  readonly lastSeq: number;
  /** Of these rows those recorded in [from, to]. */
  readonly from: Millis;
  readonly to: Millis;
}

/**
 * Finds the place of an instant in a log. The log has no index by time: kept worlds stand every ten seconds, and say
 * where to look.
 */
export class RecordTime {
  #known = 0;
  #passes: readonly Pass[] = passesOf([]);
  #askedAt = Number.NEGATIVE_INFINITY;

  /** The passes as the log has them now, give or take a moment. */
  async passes(sql: Sql): Promise<readonly Pass[]> {
    const now = performance.now();
    if (now - this.#askedAt < ASK_EVERY_MS) return this.#passes;
    const row = await sql.first('SELECT count(*) AS n FROM log WHERE kind = ?', [JUMP_KIND]);
    const jumps = row ? numberIn(row, 'n') : 0;
    if (jumps !== this.#known) {
      this.#passes = passesOf(await readJumps(sql));
      this.#known = jumps;
    }
    this.#askedAt = now;
    return this.#passes;
  }

  /** The newest kept world at or before `time` whose digest holds. */
  async worldBefore(sql: Sql, time: Millis): Promise<StoredWorld | undefined> {
    const passes = await this.passes(sql);
    let until = time;
    for (let index = passAt(passes, time); index >= 0; index--) {
      const pass = passes[index];
      if (!pass) break;
      const found = await newestWhole(sql, pass, until);
      if (found) return found;
      until = Math.min(until, pass.from);
    }
    return undefined;
  }

  /** The stretches of the log that hold what was recorded in [from, to], in order. */
  async stretches(sql: Sql, from: Millis, to: Millis): Promise<readonly Stretch[]> {
    const passes = await this.passes(sql);
    const stretches: Stretch[] = [];
    for (const pass of passes) {
      const part = { from: Math.max(from, pass.from), to: Math.min(to, pass.until) };
      if (part.from > part.to) continue;
      stretches.push({ ...part, ...(await seqBounds(sql, pass, part.from, part.to)) });
    }
    return stretches;
  }
}

async function newestWhole(sql: Sql, pass: Pass, time: Millis): Promise<StoredWorld | undefined> {
  // One that is damaged is passed over: the log from the one before it gives the same world.
  for (let skip = 0; skip < 100; skip++) {
    // The pluses keep the primary key out: by it every world before that instant would be read and sorted.
    const rest = `AND +seq > ? AND +seq <= ? AND recorded_at <= ?
      ORDER BY recorded_at DESC, seq DESC LIMIT 1 OFFSET ?`;
    const values = [pass.afterSeq, pass.lastSeq, bindable(time), skip];
    const world = await keptWorld(sql, rest, values);
    if (world !== 'damaged') return world;
  }
  return undefined;
}

async function seqBounds(
  sql: Sql,
  pass: Pass,
  from: Millis,
  to: Millis,
): Promise<{ afterSeq: number; lastSeq: number }> {
  const table = (await hasWorlds(sql)) ? 'worlds' : 'snapshots';
  const inPass = `FROM ${table} WHERE +seq > ? AND +seq <= ?`;
  const [least, most] = [bindable(from), bindable(to + CLOCK_SLACK_MS)];
  const before = await sql.first(
    `SELECT seq ${inPass} AND recorded_at < ? ORDER BY recorded_at DESC, seq DESC LIMIT 1`,
    [pass.afterSeq, pass.lastSeq, least],
  );
  const after = await sql.first(
    `SELECT seq ${inPass} AND recorded_at > ? ORDER BY recorded_at, seq LIMIT 1`,
    [pass.afterSeq, pass.lastSeq, most],
  );
  return {
    afterSeq: before ? numberIn(before, 'seq') : pass.afterSeq,
    lastSeq: after ? numberIn(after, 'seq') : pass.lastSeq,
  };
}

/** An infinite instant cannot be bound. */
export function bindable(time: Millis): Millis {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, time));
}

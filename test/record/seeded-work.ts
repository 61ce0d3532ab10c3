import { createHash } from 'node:crypto';
import type { CheckpointId, OrderId } from '../../src/domain/base/ids.ts';
import { namedRng, type Rng } from '../../src/domain/base/rng.ts';
import type { DensityFrame } from '../../src/domain/crowd/density-frame.ts';
import { emptyColumns } from '../../src/domain/crowd/observation.ts';
import { type Entry, entry } from '../../src/domain/session/entry.ts';
import { CHECKPOINT_MODES } from '../../src/domain/site/site.ts';
import { encodeEntry } from '../../src/store/entry-codec.ts';
import type { SeriesRow } from '../../src/store/record.ts';

/** One thing that a session asks its recorder to keep. */
export type Work =
  | { readonly do: 'append'; readonly entries: readonly Entry[] }
  | { readonly do: 'frame'; readonly frame: DensityFrame }
  | { readonly do: 'series'; readonly rows: readonly SeriesRow[] }
  | { readonly do: 'snapshot'; readonly state: Uint8Array };

/** An endless night of work for a recorder, the same for the same seed: a writer makes it, a checker makes it again. */
export function* seededWork(seed: number): Generator<Work, never> {
  const rng = namedRng(seed, 'work');
  for (let step = 0; ; step++) {
    const what = rng.next();
    const at = 1_000_000 * seed + 1_000 * step;
    if (what < 0.75) yield { do: 'append', entries: someEntries(rng, at) };
    else if (what < 0.85) yield { do: 'frame', frame: frameAt(rng, at) };
    else if (what < 0.95) yield { do: 'series', rows: seriesAt(rng, at) };
    else yield { do: 'snapshot', state: noise(rng, 1 + Math.floor(2_000 * rng.next())) };
  }
}

/** The first `count` entries of `seededWork`. */
export function firstEntries(seed: number, count: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (const work of seededWork(seed)) {
    if (entries.length >= count) break;
    if (work.do === 'append') entries.push(...work.entries);
  }
  return entries.slice(0, count);
}

/** A hash of what entries say, whatever their place in a log. */
export function contentHash(entries: readonly Entry[]): string {
  const hash = createHash('sha256');
  for (const { payload, ...fields } of entries.map(encodeEntry)) {
    hash.update(JSON.stringify(fields)).update(payload);
  }
  return hash.digest('hex');
}

/** A hash of a raster. */
export function frameHash(frame: DensityFrame): string {
  const hash = createHash('sha256').update(String(frame.issuedAt));
  return hash.update(frame.density).update(frame.age).digest('hex');
}

function someEntries(rng: Rng, at: number): Entry[] {
  const count = rng.next() < 0.05 ? 120 : 1 + Math.floor(12 * rng.next());
  return Array.from({ length: count }, () => someEntry(rng, at));
}

function someEntry(rng: Rng, at: number): Entry {
  const times = { observedAt: at, recordedAt: at + Math.floor(500 * rng.next()) };
  const what = rng.next();
  if (what < 0.5) return entry('tick', { time: at }, times);
  if (what < 0.75) return entry('observations', someReadings(rng, at), times);
  return entry(
    'checkpointOrder',
    {
      order: `order-${at}` as OrderId,
      checkpoint: `cp-${1 + Math.floor(2 * rng.next())}` as CheckpointId,
      mode: CHECKPOINT_MODES[Math.floor(6 * rng.next())] ?? 'closed',
      by: '指挥员',
      version: Math.floor(100 * rng.next()),
    },
    times,
  );
}

function someReadings(rng: Rng, at: number) {
  const columns = emptyColumns(Math.floor(200 * rng.next()));
  for (let row = 0; row < columns.count; row++) {
    columns.sensor[row] = row;
    columns.observedAt[row] = at - Math.floor(5_000 * rng.next());
    columns.value[row] = Math.floor(300 * rng.next());
    columns.key[row] = Math.floor(Number.MAX_SAFE_INTEGER * rng.next());
  }
  return columns;
}

function frameAt(rng: Rng, issuedAt: number): DensityFrame {
  // A few are larger than SQLite's page cache of 2 MB, so that uncommitted pages reach the write-ahead log.
  const tiles = rng.next() < 0.08 ? 20 : 1;
  const tile = noise(rng, tiles === 1 ? 4_000 : 60_000);
  const plane = new Uint8Array(tiles * tile.length);
  for (let i = 0; i < tiles; i++) plane.set(tile, i * tile.length);
  return { issuedAt, density: plane, age: plane.toReversed() };
}

function seriesAt(rng: Rng, t: number): SeriesRow[] {
  return ['west-square', 'east-square'].map((id) => {
    return { kind: 'zonePeople', id, t, value: Math.floor(10_000 * rng.next()) };
  });
}

function noise(rng: Rng, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => 256 * rng.next());
}

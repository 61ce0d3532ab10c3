import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Millis } from '../../src/domain/base/quantity.ts';
import type { Entry } from '../../src/domain/session/entry.ts';
import { encodeEntry } from '../../src/store/entry-codec.ts';
import type { LoggedEntry } from '../../src/store/record.ts';
import { RecordReader } from '../../src/store/record-reader.ts';
import { RecordWriter } from '../../src/store/record-writer.ts';
import { Sql } from '../../src/store/sql.ts';
import { type Figure, figure } from '../figures.ts';
import { opened } from './opened.ts';

/** So much of the night is written again, from its busiest hour. */
const SPAN_MS: Millis = 120_000;
/** A live session commits this often. */
const COMMIT_MS: Millis = 100;
const RUNS = 3;

/**
 * Writing two minutes of the night as a live session does (ten commits a second, frames and worlds every ten seconds):
 * CPU as a share of one core at its own speed, and rows a second beside the bare driver inserting the same blobs.
 */
export async function* measureWriting(file: string): AsyncIterable<Figure> {
  const { batches, frames } = await busiestMinutes(file);
  const entries = batches.flat();
  const shares: number[] = [];
  const bareShares: number[] = [];
  const rates: number[] = [];
  const bareRates: number[] = [];
  const perS = (ms: number) => (entries.length * 1_000) / ms;
  for (let run = 0; run < RUNS; run++) {
    const folder = await mkdtemp(path.join(tmpdir(), 'anlan-bench-write-'));
    const bare = await measured(() => writeBare(path.join(folder, 'bare.db'), batches));
    const ours = await measured(() =>
      writeRecord(path.join(folder, 'record.anlan'), batches, frames),
    );
    await rm(folder, { recursive: true });
    shares.push((100 * ours.cpuMs) / SPAN_MS);
    bareShares.push((100 * bare.cpuMs) / SPAN_MS);
    rates.push(perS(ours.wallMs));
    bareRates.push(perS(bare.wallMs));
  }
  const bareCpu = { name: 'driver, same blobs', values: bareShares };
  yield figure({ name: 'recording at full live load', values: shares }, '% of core', bareCpu);
  const bareRate = { name: 'driver, same blobs', values: bareRates };
  yield figure({ name: 'entries recorded, flat out', values: rates }, '/s', bareRate);
}

type Frames = Awaited<ReturnType<RecordReader['frames']>>;

async function busiestMinutes(file: string) {
  const reader = new RecordReader();
  const { span } = opened(await reader.open({ file }));
  if (!span) throw new Error(`${file} holds nothing`);
  // Just before midnight of the night; of a shorter recording its end.
  const from = Math.min(span.from + 6.9 * 3_600_000, span.to - SPAN_MS);
  const { seq } = await reader.worldAt(from);
  const logged: LoggedEntry[] = [];
  for (let after = seq; ; ) {
    const piece = await reader.entries({ afterSeq: after, until: from + SPAN_MS, limit: 5_000 });
    logged.push(...piece);
    const last = piece.at(-1);
    if (!last) break;
    after = last.seq;
  }
  const frames = await reader.frames({ from, to: from + SPAN_MS });
  await reader.close();
  const perBatch = Math.ceil(logged.length / (SPAN_MS / COMMIT_MS));
  const entries = logged.map(({ entry }) => entry);
  const batches = Array.from({ length: Math.ceil(entries.length / perBatch) }, (_, batch) =>
    entries.slice(batch * perBatch, (batch + 1) * perBatch),
  );
  return { batches, frames };
}

async function writeRecord(
  file: string,
  batches: readonly (readonly Entry[])[],
  frames: Frames,
): Promise<void> {
  const record = new RecordWriter();
  opened(await record.open({ file, documents: { 'site.json': '{}' } }));
  const every = Math.max(1, Math.floor(batches.length / Math.max(1, frames.length)));
  for (const [index, batch] of batches.entries()) {
    opened(await record.append(batch));
    const kept = index % every === 0 ? frames[index / every] : undefined;
    if (kept) opened(await record.frame(kept.frame));
  }
  await record.close();
}

async function writeBare(file: string, batches: readonly (readonly Entry[])[]): Promise<void> {
  const sql = await Sql.open(file, 'create');
  await sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  await sql.exec('CREATE TABLE log (seq INTEGER PRIMARY KEY, kind TEXT, payload BLOB)');
  const insert = await sql.prepare('INSERT INTO log (kind, payload) VALUES (?, ?)');
  for (const batch of batches) {
    await sql.exec('BEGIN IMMEDIATE');
    for (const entry of batch) {
      const { kind, payload } = encodeEntry(entry);
      await insert.run([kind, payload]);
    }
    await sql.exec('COMMIT');
  }
  await insert.finalize();
  await sql.close();
}

async function measured(work: () => Promise<void>) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1_000, wallMs: performance.now() - began };
}

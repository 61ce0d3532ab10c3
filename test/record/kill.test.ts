import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { namedRng } from '../../src/domain/base/rng.ts';
import type { EventFile } from '../../src/store/event-file.ts';
import { verifyChain } from '../../src/store/verify.ts';
import { openRecord } from './open-record.ts';
import { contentHash, firstEntries, frameHash } from './seeded-work.ts';
import { tempFolder } from './temp-folder.ts';

/** When a writer is killed: stopped inside a transaction, or some time after a mark of its. */
interface Plan {
  readonly stop?: { readonly stage: 'begun' | 'written'; readonly transaction: number };
  readonly after: { readonly mark: string; readonly delayMs: number };
}

/** One life of a writer as its marks tell it. */
interface Life {
  readonly seed: number;
  readonly headSeq: number;
  readonly marks: readonly (readonly string[])[];
}

const DOCUMENTS = { 'site.json': '{}' };
const writer = fileURLToPath(new URL('kill-writer.ts', import.meta.url));
const rng = namedRng(20_241_231, 'kills');
const upTo = (limit: number) => Math.floor(limit * rng.next());

function plan(life: number): Plan {
  if (life % 2 === 0) {
    const stage = life % 4 === 0 ? 'begun' : 'written';
    return {
      stop: { stage, transaction: 1 + upTo(25) },
      after: { mark: 'stopped', delayMs: upTo(5) },
    };
  }
  // Right after an answer: what was acknowledged must be there already.
  if (life % 4 === 1) return { after: { mark: 'append', delayMs: upTo(3) } };
  return { after: { mark: 'opened', delayMs: upTo(150) } };
}

async function liveAndDie(file: string, seed: number, { stop, after }: Plan): Promise<Life> {
  const args = [writer, file, String(seed), stop?.stage ?? '', String(stop?.transaction ?? 0)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const marks: string[][] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const words = line.split(' ');
    marks.push(words);
    if (words[0] === after.mark) void sleep(after.delayMs).then(() => child.kill('SIGKILL'));
  }
  expect(await gone).toEqual([null, 'SIGKILL']);
  const opened = marks.find(([word]) => word === 'opened');
  return { seed, headSeq: Number(opened?.[1] ?? 0), marks };
}

/** The last stage of a transaction that was announced; inside one when its COMMIT had not been asked for. */
function diedInsideTransaction({ marks }: Life): boolean {
  const stages = marks
    .map(([word]) => word)
    .filter((word) => /begun|written|committed|stopped/.test(word ?? ''));
  const last = stages.at(-1);
  return last === 'begun' || last === 'stopped';
}

function lastAcknowledged({ marks, headSeq }: Life): number {
  const last = marks.findLast(([word]) => word === 'append');
  return last ? Number(last[1]) : headSeq;
}

/** Opens a copy of what a killed writer left, as after a power cut: file and write-ahead log, no shared memory. */
async function openRemains(file: string, copy: string) {
  copyFileSync(file, copy);
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
  return openRecord(copy, { documents: DOCUMENTS });
}

const writtenHashes = new Map<string, string>();

/** What the first `count` entries of a life say; earlier lives are asked for again after every later one. */
function writtenHash(seed: number, count: number): string {
  const key = `${seed}:${count}`;
  const hash = writtenHashes.get(key) ?? contentHash(firstEntries(seed, count));
  writtenHashes.set(key, hash);
  return hash;
}

/** Everything that these lives were told is recorded must be there, and nothing that they did not write. */
async function check(record: EventFile, headSeq: number, lives: readonly Life[]): Promise<void> {
  const entries = (await record.read(0, 1_000_000)).map(({ entry }) => entry);
  expect(entries).toHaveLength(headSeq);
  for (const [index, life] of lives.entries()) {
    const until = lives[index + 1]?.headSeq ?? headSeq;
    const hash = contentHash(entries.slice(life.headSeq, until));
    expect(hash).toBe(writtenHash(life.seed, until - life.headSeq));
  }
  const frames = await record.readFrames(0, Number.MAX_SAFE_INTEGER);
  const frameHashes = new Map(frames.map(({ frame }) => [frame.issuedAt, frameHash(frame)]));
  for (const [word, ...told] of lives.flatMap(({ marks }) => marks)) {
    if (word === 'append') {
      const [lastSeq, count, hash] = [Number(told[0]), Number(told[1]), told[2]];
      expect(lastSeq).toBeLessThanOrEqual(headSeq);
      expect(contentHash(entries.slice(lastSeq - count, lastSeq))).toBe(hash);
    } else if (word === 'frame') {
      expect(frameHashes.get(Number(told[0]))).toBe(told[1]);
    } else if (word === 'series') {
      for (const { kind, id, t, value } of JSON.parse(told[0] ?? '')) {
        const read = await record.readSeries({ kind, id, from: t, to: t, points: 1 });
        expect(read.max).toEqual([value]);
      }
    }
  }
}

test('a recorder killed at any moment leaves a prefix of its work with all that it acknowledged', {
  timeout: 240_000,
}, async () => {
  const folder = tempFolder();
  const growing: Life[] = [];
  let inside = 0;
  let acknowledged = 0;
  const dieAndCheck = async (file: string, lives: Life[], seed: number, how: Plan) => {
    const life = await liveAndDie(file, seed, how);
    lives.push(life);
    if (diedInsideTransaction(life)) inside += 1;
    acknowledged += life.marks.filter(([word]) => word === 'append').length;
    if (!existsSync(file)) return;
    const copy = path.join(folder, `copy-${seed}.anlan`);
    const { record, opened } = await openRemains(file, copy);
    const toldSnapshots = lives
      .flatMap(({ marks }) => marks)
      .filter(([word]) => word === 'snapshot');
    expect(opened.snapshot?.seq ?? 0).toBeGreaterThanOrEqual(
      Number(toldSnapshots.at(-1)?.[1] ?? 0),
    );
    await check(record, opened.headSeq, lives);
    // Of a transaction that was never asked to commit, nothing may be there.
    if (how.stop) expect(opened.headSeq).toBe(lastAcknowledged(life));
    await record.close();
    expect(await verifyChain(copy)).toMatchObject({ ok: true, value: { entries: opened.headSeq } });
  };

  // Every life of the growing file takes up what the killed one before it left.
  const file = path.join(folder, 'growing.anlan');
  for (let life = 0; life < 20; life++) await dieAndCheck(file, growing, 100 + life, plan(life));
  for (let life = 0; life < 6; life++) {
    await dieAndCheck(path.join(folder, `fresh-${life}.anlan`), [], 200 + life, plan(life));
  }
  // Killed while the file itself is made.
  for (let life = 0; life < 4; life++) {
    const after = { mark: 'open', delayMs: 4 * life };
    await dieAndCheck(path.join(folder, `unborn-${life}.anlan`), [], 300 + life, { after });
  }

  expect(inside).toBeGreaterThanOrEqual(10);
  expect(acknowledged).toBeGreaterThan(200);
  process.stdout.write(
    `killed 30 times, ${inside} inside a transaction; ${acknowledged} acknowledged appends\n`,
  );
});

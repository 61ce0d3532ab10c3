import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Rng } from '../../src/domain/base/rng.ts';
import { checkRecord } from '../../src/store/check-record.ts';
import { EventFile } from '../../src/store/event-file.ts';
import type { LoggedEntry } from '../../src/store/record.ts';
import { openRecord, wanted } from './open-record.ts';
import { contentHash, firstEntries, frameHash } from './seeded-work.ts';

/** When a writer is killed: stopped inside a transaction, or some time after a mark of its. */
export interface Plan {
  readonly stop?: { readonly stage: 'begun' | 'written'; readonly transaction: number };
  readonly after: { readonly mark: string; readonly delayMs: number };
}

/** One life of a writer as its marks tell it. */
export interface Life {
  readonly seed: number;
  readonly headSeq: number;
  readonly marks: readonly (readonly string[])[];
}

/** Acknowledged appends between two images of a working writer. */
const LEAST_APPENDS = 4;

const DOCUMENTS = { 'site.json': '{}' };
const writer = fileURLToPath(new URL('kill-writer.ts', import.meta.url));

/** The plan for the n-th life: half of them end inside a transaction. */
export function planOf(life: number, rng: Rng): Plan {
  const upTo = (limit: number) => Math.floor(limit * rng.next());
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

/** Starts a writer; `marks` grows while it lives. */
function startWriter(file: string, seed: number, stop?: Plan['stop']) {
  const args = [writer, file, String(seed), stop?.stage ?? '', String(stop?.transaction ?? 0)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, gone: once(child, 'exit') };
}

/** A writer from its start to its violent end. */
export async function liveAndDie(file: string, seed: number, plan: Plan): Promise<Life> {
  const { child, gone } = startWriter(file, seed, plan.stop);
  const marks: string[][] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const words = line.split(' ');
    marks.push(words);
    if (words[0] === plan.after.mark) {
      void sleep(plan.after.delayMs).then(() => child.kill('SIGKILL'));
    }
  }
  assert.deepEqual(await gone, [null, 'SIGKILL']);
  return { seed, headSeq: openedAt(marks), marks };
}

function openedAt(marks: readonly (readonly string[])[]): number {
  return Number(marks.find(([word]) => word === 'opened')?.[1] ?? 0);
}

/** An instant of a writer's work: what it had acknowledged, and copies of file and write-ahead log. */
export interface Image {
  readonly life: Life;
  readonly file: string;
}

/**
 * Copies file and write-ahead log of a working writer at so many instants, as a power cut would leave them: the writer
 * is frozen while it is copied, and works on. What it had told by then is acknowledged.
 */
export async function powerCuts(
  file: string,
  seed: number,
  count: number,
  rng: Rng,
  copyName: (index: number) => string,
): Promise<readonly Image[]> {
  const { child, gone } = startWriter(file, seed);
  const marks: string[][] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => marks.push(line.split(' ')));
  const images: Image[] = [];
  const appends = () => marks.filter(([word]) => word === 'append').length;
  for (let index = 0; index < count; index++) {
    // However slow the machine is, something is done between two cuts.
    for (const due = appends() + LEAST_APPENDS; appends() < due; ) await sleep(5);
    await sleep(Math.floor(40 * rng.next()));
    const told = [...marks];
    const image = copyName(index);
    await frozen(child, () => copyRemains(file, image));
    images.push({ file: image, life: { seed, headSeq: openedAt(told), marks: told } });
  }
  child.kill('SIGKILL');
  await gone;
  return images;
}

async function frozen(child: ChildProcess, work: () => void): Promise<void> {
  child.kill('SIGSTOP');
  try {
    await standsStill(child.pid);
    work();
  } finally {
    child.kill('SIGCONT');
  }
}

/** A signal that was sent may still be on its way to a thread of another processor. */
async function standsStill(pid: number | undefined): Promise<void> {
  const state = () => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  };
  if (process.platform !== 'linux') await sleep(50);
  else while (state() !== 'T') await sleep(1);
}

/** File and write-ahead log as a power cut leaves them: no shared memory. */
export function copyRemains(file: string, copy: string): void {
  copyFileSync(file, copy);
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
}

/** The last stage of a transaction that was announced; inside one when its COMMIT had not been asked for. */
export function diedInsideTransaction({ marks }: Life): boolean {
  const stages = marks
    .map(([word]) => word)
    .filter((word) => /begun|written|committed|stopped/.test(word ?? ''));
  const last = stages.at(-1);
  return last === 'begun' || last === 'stopped';
}

const writtenHashes = new Map<string, string>();

/** What the first `count` entries of a life say; earlier lives are asked for again after every later one. */
function writtenHash(seed: number, count: number): string {
  const key = `${seed}:${count}`;
  const hash = writtenHashes.get(key) ?? contentHash(firstEntries(seed, count));
  writtenHashes.set(key, hash);
  return hash;
}

/**
 * Opens what these lives left behind: a prefix of their work, everything that they were told is recorded, and a chain
 * whose rasters, worlds and signatures hold.
 */
export async function checkRemains(
  file: string,
  lives: readonly Life[],
): Promise<{ readonly entries: readonly LoggedEntry[]; readonly headSeq: number }> {
  const { record, opened } = await openRecord(file, { documents: DOCUMENTS });
  const logged = await record.read(0, 1_000_000);
  checkPrefix(logged, opened.headSeq, lives);
  await checkAcknowledged(record, logged, lives);
  const told = lives.flatMap(({ marks }) => marks).filter(([word]) => word === 'snapshot');
  assert.ok((opened.snapshot?.seq ?? 0) >= Number(told.at(-1)?.[1] ?? 0));
  await record.close();
  const found = wanted(await checkRecord(file));
  assert.deepEqual(found.problems, []);
  return { entries: logged, headSeq: opened.headSeq };
}

/**
 * Opens what a disk left behind that lied about what it had written: a prefix of the work, or a file that is refused
 * as damaged; never something else.
 */
export async function checkTorn(file: string, life: Life): Promise<'prefix' | 'refused'> {
  const outcome = await EventFile.open(file, { documents: DOCUMENTS });
  if (!outcome.ok) {
    assert.equal(outcome.error.code, 'damaged');
    return 'refused';
  }
  const { record, opened } = outcome.value;
  checkPrefix(await record.read(0, 1_000_000), opened.headSeq, [life]);
  await record.close();
  return 'prefix';
}

function checkPrefix(
  logged: readonly LoggedEntry[],
  headSeq: number,
  lives: readonly Life[],
): void {
  for (const [index, life] of lives.entries()) {
    const until = lives[index + 1]?.headSeq ?? headSeq;
    const own = logged.filter(({ seq }) => seq > life.headSeq && seq <= until);
    const hash = contentHash(own.map(({ entry }) => entry));
    assert.equal(hash, writtenHash(life.seed, own.length));
  }
}

async function checkAcknowledged(
  record: EventFile,
  logged: readonly LoggedEntry[],
  lives: readonly Life[],
): Promise<void> {
  const indexBySeq = new Map(logged.map(({ seq }, index) => [seq, index]));
  const frames = await record.readFrames(0, Number.MAX_SAFE_INTEGER);
  const frameHashes = new Map(frames.map(({ frame }) => [frame.issuedAt, frameHash(frame)]));
  for (const [word, ...told] of lives.flatMap(({ marks }) => marks)) {
    if (word === 'append') {
      const [lastSeq, count, hash] = [Number(told[0]), Number(told[1]), told[2]];
      const end = indexBySeq.get(lastSeq);
      assert.ok(end !== undefined, `entry ${lastSeq} was acknowledged and is gone`);
      const own = logged.slice(end + 1 - count, end + 1).map(({ entry }) => entry);
      assert.equal(contentHash(own), hash);
    } else if (word === 'frame') {
      assert.equal(frameHashes.get(Number(told[0])), told[1]);
    } else if (word === 'series') {
      for (const { kind, id, t, value } of JSON.parse(told[0] ?? '')) {
        const read = await record.readSeries({ kind, id, from: t, to: t, points: 1 });
        assert.deepEqual(read.max, [value]);
      }
    }
  }
}

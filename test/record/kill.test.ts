import { copyFileSync, existsSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { namedRng } from '../../src/domain/base/rng.ts';
import { tempFolder } from './temp-folder.ts';
import {
  checkRemains,
  checkTorn,
  copyRemains,
  diedInsideTransaction,
  type Life,
  liveAndDie,
  type Plan,
  planOf,
  powerCuts,
} from './writer-lives.ts';

test('a recorder killed at any moment leaves a prefix of its work with all that it acknowledged', {
  timeout: 240_000,
}, async () => {
  const folder = tempFolder();
  const rng = namedRng(20_241_231, 'kills');
  const growing: Life[] = [];
  let inside = 0;
  let acknowledged = 0;
  const dieAndCheck = async (file: string, lives: Life[], seed: number, how: Plan) => {
    const life = await liveAndDie(file, seed, how);
    lives.push(life);
    if (diedInsideTransaction(life)) inside += 1;
    const appends = life.marks.filter(([word]) => word === 'append');
    acknowledged += appends.length;
    if (!existsSync(file)) return;
    const copy = path.join(folder, `copy-${seed}.anlan`);
    copyRemains(file, copy);
    const { entries } = await checkRemains(copy, lives);
    // Of a transaction that was never asked to commit, nothing may be there.
    const last = appends.at(-1);
    if (how.stop && last) expect(entries.at(-1)?.seq).toBe(Number(last[1]));
  };

  // Every life of the growing file takes up what the killed one before it left.
  const file = path.join(folder, 'growing.anlan');
  for (let life = 0; life < 20; life++) {
    await dieAndCheck(file, growing, 100 + life, planOf(life, rng));
  }
  for (let life = 0; life < 6; life++) {
    await dieAndCheck(path.join(folder, `fresh-${life}.anlan`), [], 200 + life, planOf(life, rng));
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

test.skipIf(process.platform === 'win32')(
  'what a power cut leaves of file and write-ahead log opens with all that was acknowledged, and torn to a prefix or not at all',
  async () => {
    const folder = tempFolder();
    const rng = namedRng(7, 'power cuts');
    const file = path.join(folder, 'night.anlan');
    const images = await powerCuts(file, 400, 12, rng, (index) =>
      path.join(folder, `image-${index}.anlan`),
    );
    let acknowledged = 0;
    let most = 0;
    const opened = new Set<string>();
    for (const [index, image] of images.entries()) {
      const torn = path.join(folder, `torn-${index}.anlan`);
      if (existsSync(`${image.file}-wal`)) {
        copyFileSync(image.file, torn);
        copyFileSync(`${image.file}-wal`, `${torn}-wal`);
        const { size } = statSync(`${torn}-wal`);
        truncateSync(`${torn}-wal`, Math.floor(size * rng.next()));
        opened.add(await checkTorn(torn, image.life));
      }
      const { entries } = await checkRemains(image.file, [image.life]);
      acknowledged += image.life.marks.filter(([word]) => word === 'append').length;
      most = Math.max(most, entries.length);
    }
    expect(acknowledged).toBeGreaterThan(images.length);
    expect(most).toBeGreaterThan(50);
    expect(opened).toContain('prefix');
  },
);

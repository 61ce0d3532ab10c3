import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { namedRng } from '../../src/domain/base/rng.ts';
import { checkRemains, copyRemains, type Life, liveAndDie, planOf } from './writer-lives.ts';

/**
 * `npm run kills [-- N [SEED]]`: a recorder is killed N times (100) at random moments, going on with one file; after
 * every death all that it acknowledged must be there, and the chain with its signatures must hold. The seed is printed:
 * with it the plan of the deaths comes again.
 */
const [count = '100', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'anlan-kills-'));
process.env.ANLAN_SIGNING_KEY ??= path.join(folder, 'key.pem');
const rng = namedRng(Number(seed), 'kills');
process.stdout.write(`seed ${seed}\n`);
let lives: Life[] = [];
let acknowledged = 0;
try {
  for (let life = 0; life < Number(count); life++) {
    // A file of its own for every twenty deaths: checking a life again after each later one takes its time.
    if (life % 20 === 0) lives = [];
    const file = path.join(folder, `night-${Math.floor(life / 20)}.anlan`);
    const died = await liveAndDie(
      file,
      Number(seed) + life,
      planOf(Math.floor(4 * rng.next()), rng),
    );
    lives.push(died);
    acknowledged += died.marks.filter(([word]) => word === 'append').length;
    if (!existsSync(file)) continue;
    const copy = path.join(folder, `copy-${life}.anlan`);
    copyRemains(file, copy);
    const { headSeq } = await checkRemains(copy, lives);
    process.stdout.write(`${life + 1}/${count}: row ${headSeq}, nothing acknowledged is lost\n`);
    for (const part of ['', '-wal', '-shm', '-lock']) rmSync(copy + part, { force: true });
  }
  process.stdout.write(`killed ${count} times; ${acknowledged} acknowledged appends\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nightClock } from '../../src/domain/plan/night-script.ts';
import type { AgentNight } from '../../src/workers/kernels/night/agent-night.ts';
import { bundledNight } from './bundled-night.ts';
import { Course } from './course.ts';
import { type KeptPiece, keepPiece, keptPieces } from './kept-pieces.ts';
import type { NightRecord } from './kept-run.ts';
import { runUntil, startMeter } from './run-until.ts';
import { openScriptedNight } from './scripted-night.ts';

const PIECE_S = 1_800;
/** A piece during which more than this share of a processor went to other machines is measured once more. */
const STOLEN_AT_MOST = 0.05;

/**
 * The whole night in pieces of half an hour: each goes on from the state that the one before left, to the same bytes as
 * a night in one run. Pieces that are kept from the same code are not run again, so that an interrupted night is
 * finished later; at the end those that other machines disturbed are measured once more. Its time is the sum of the
 * pieces' and of one opening.
 */
export async function nightInPieces(options: {
  readonly threads: number;
  readonly dtS: number;
}): Promise<NightRecord> {
  const { ground, script } = bundledNight();
  const clock = nightClock(script);
  const night = { ground, script, clock, scale: 1 };
  const endSecond = clock.secondOf(clock.iso(clock.endsAt).slice(11, 16));
  const identity = sourcesHash(options);
  const pieces = keptPieces(identity);
  let run: AgentNight | undefined;
  let openS = pieces[0]?.openS ?? 0;
  const measure = async (index: number): Promise<KeptPiece | undefined> => {
    const before = pieces[index - 1];
    const fromSecond = index * PIECE_S;
    if (run?.second !== fromSecond) {
      await run?.close();
      const opening = startMeter();
      run = await openScriptedNight(
        ground,
        script,
        { seed: script.seed, ...options },
        before?.state(),
      );
      if (index === 0) openS = opening().wallS;
    }
    const course = new Course(run, night, before?.seen);
    const workBefore = before?.work ?? { steps: 0, personSteps: 0 };
    const time = startMeter();
    if (!(await runUntil(run, course, Math.min(endSecond, fromSecond + PIECE_S)))) return undefined;
    const measured = time();
    const work = run.work;
    const personSteps = work.personSteps - workBefore.personSteps;
    console.error(
      `piece ${index + 1} of ${Math.ceil(endSecond / PIECE_S)}: ${(measured.wallS / 60).toFixed(1)} min, ` +
        `${((measured.stolenS ?? 0) / measured.wallS).toFixed(2)} processors stolen, ` +
        `${(personSteps / measured.wallS / 1e6).toFixed(1)} million person-steps a second`,
    );
    return keepPiece(
      {
        index,
        identity,
        openS,
        ...measured,
        work,
        seen: course.seen,
        figures: course.figures(),
        hash: run.hash(),
      },
      run.save(),
    );
  };
  let stopped = false;
  for (let index = pieces.length; index * PIECE_S < endSecond && !stopped; index++) {
    const piece = await measure(index);
    if (piece === undefined) stopped = true;
    else pieces.push(piece);
  }
  for (let index = 0; index < pieces.length && !stopped; index++) {
    const kept = pieces[index] as KeptPiece;
    if ((kept.stolenS ?? 0) <= STOLEN_AT_MOST * kept.wallS) continue;
    const again = await measure(index);
    if (again === undefined) stopped = true;
    else if (again.hash !== kept.hash) {
      throw new Error(
        `piece ${index + 1} ended in other bytes than before: ${again.hash}, ${kept.hash}`,
      );
    } else pieces[index] = again.wallS < kept.wallS ? again : keepPiece(kept, kept.state());
  }
  await run?.close();
  const last = pieces.at(-1);
  if (last === undefined) throw new Error('interrupted before the first piece was done');
  const reached = Math.min(endSecond, pieces.length * PIECE_S);
  return {
    kind: 'night',
    finishedAt: new Date().toISOString(),
    stopped: reached < endSecond,
    from: clock.iso(clock.startsAt).slice(11, 16),
    until: clock.iso(clock.startsAt + reached * 1_000).slice(11, 16),
    seed: script.seed,
    ...options,
    ...last.work,
    ...sums(pieces, openS),
    factorOfRealTime: reached / pieces.reduce((sum, { wallS }) => sum + wallS, 0),
    pieces: pieces.map(({ wallS, stolenS }) => ({
      wallS,
      ...(stolenS === undefined ? {} : { stolenS }),
    })),
    ...last.figures,
    hash: last.hash,
  };
}

function sums(pieces: readonly KeptPiece[], openS: number) {
  const sum = (of: (piece: KeptPiece) => number) =>
    pieces.reduce((total, piece) => total + of(piece), 0);
  return {
    openS,
    wallS: openS + sum(({ wallS }) => wallS),
    cpuS: sum(({ cpuS }) => cpuS),
    stolenS: sum(({ stolenS = 0 }) => stolenS),
  };
}

/** Names everything that a night's bytes and speed come from: pieces of other sources are not gone on from. */
function sourcesHash(options: object): string {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const files = globSync(['src/workers/**/*.ts', 'src/domain/**/*.ts', 'resources/hubin/*.json'], {
    cwd: root,
  })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort();
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const file of files) hash.update(file).update(readFileSync(root + file));
  return hash.digest('hex').slice(0, 16);
}

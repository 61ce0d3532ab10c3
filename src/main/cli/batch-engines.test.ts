import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { twoSquaresNight } from '../../workers/kernels/zone-graph/two-squares-night.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const document = (name: string) => readFileSync(path.join(ROOT, 'docs', 'sweeps', name), 'utf8');

vi.setConfig({ testTimeout: 240_000 });

/** Runs a shell script in the project's folder, as a batch engine would. */
function shell(script: string, env: Readonly<Record<string, string>>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', script], { cwd: ROOT, env: { ...process.env, ...env } });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.on('error', reject);
    child.on('close', resolve);
  });
}

test('an indexed Job’s pod and an array’s task each run their seed; the whole is summed up afterwards', async () => {
  const at = mkdtempSync(path.join(tmpdir(), 'anlan-batch-'));
  onTestFinished(() => rmSync(at, { recursive: true, force: true }));
  const site = twoSquares();
  const [first] = site.checkpoints;
  // The documents close checkpoint 12: this small event has one of that number, too.
  const checkpoints = site.checkpoints.map((each) =>
    each === first ? { ...each, number: 12 } : each,
  );
  writeFileSync(path.join(at, 'site.json'), JSON.stringify({ ...site, checkpoints }));
  writeFileSync(path.join(at, 'night.json'), JSON.stringify(twoSquaresNight()));
  const out = path.join(at, 'out');
  const common = { EVENT: at, OUT: out, MODEL: 'zoneGraph', FROM: '18:28', UNTIL: '18:34' };

  const [, script = ''] =
    /args:\n\s+- \|\n((?: {14}.*\n)+)/.exec(document('kubernetes-job.yaml')) ?? [];
  expect(script).toContain('JOB_COMPLETION_INDEX');
  expect(await shell(script, { ...common, JOB_COMPLETION_INDEX: '0' })).toBe(0);
  expect(await shell(document('slurm-array.sh'), { ...common, SLURM_ARRAY_TASK_ID: '2' })).toBe(0);
  expect(readdirSync(out).filter((name) => name.endsWith('.run.json'))).toEqual([
    'seed-1.run.json',
    'seed-2.run.json',
  ]);
  const sumUp = `npx --no anlan simulate --event "$EVENT" --model zoneGraph --seeds 1..2 \
    --set checkpoint.12.mode=closed --from "$FROM" --until "$UNTIL" --out "$OUT" 2> "$OUT/log"`;
  expect(await shell(sumUp, common)).toBe(0);
  expect(readFileSync(path.join(out, 'log'), 'utf8')).toMatch(
    /seed 1: was there.*\nseed 2: was there/,
  );
  const summary = JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8'));
  expect(summary).toMatchObject({ seeds: [1, 2], changes: ['checkpoint.12.mode=closed'] });
});

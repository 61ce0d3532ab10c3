import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectNode, root, runScript, setUp } from './setup.mjs';

const results = path.join(root, 'test-results');

await runScript(() => {
  const args = process.argv.slice(2);
  const onlyUnit = args.includes('--unit');
  const onlyE2e = args.includes('--e2e');
  const rest = args.filter((arg) => arg !== '--unit' && arg !== '--e2e');

  setUp({ test: !onlyUnit });
  mkdirSync(results, { recursive: true });
  const runs = [];
  if (!onlyE2e) runs.push(runVitest(rest));
  if (!onlyUnit) runs.push(runPlaywright(rest));
  report(runs);
});

/** Unit and integration tests. A file that could not be loaded counts as one failed test. */
function runVitest(args) {
  const output = path.join(results, 'vitest.json');
  const exitCode = runNode(
    [
      path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config=config/vitest.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${output}`,
      ...args,
    ],
    output,
  );
  return count('vitest', exitCode, output, (summary) => ({
    passed: summary.numPassedTests,
    failed:
      summary.numFailedTests +
      summary.testResults.filter(
        (file) =>
          file.status === 'failed' &&
          !file.assertionResults.some((test) => test.status === 'failed'),
      ).length,
    skipped: summary.numPendingTests + summary.numTodoTests,
  }));
}

/** End-to-end tests in a real browser. */
function runPlaywright(args) {
  const output = path.join(results, 'playwright.json');
  const exitCode = runNode(
    [
      path.join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      '--config=config/playwright.ts',
      '--pass-with-no-tests',
      ...args,
    ],
    output,
  );
  return count('playwright', exitCode, output, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }));
}

/** Runs under the project's Node, which is also the first `node` that a test starts by name. */
function runNode(args, output) {
  rmSync(output, { force: true });
  const bin = path.join(root, 'node_modules', '.bin');
  const done = spawnSync(projectNode, args, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return done.status ?? 1;
}

/** The counts of one runner; a runner that failed without a failed test counts as one failed. */
function count(name, exitCode, output, read) {
  let counts;
  try {
    counts = read(JSON.parse(readFileSync(output, 'utf8')));
  } catch (error) {
    process.stderr.write(`anlan: ${name} left no result that can be read (${error.message})\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (exitCode !== 0 && counts.failed === 0) {
    process.stderr.write(`anlan: ${name} ended with exit code ${exitCode}: see its lines above\n`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

/** With real data at hand no test may be skipped: a skip there would hide that nothing was read. */
function report(runs) {
  const sum = (key) => runs.reduce((total, counts) => total + counts[key], 0);
  const passed = sum('passed');
  const failed = sum('failed');
  const skipped = sum('skipped');
  const isSkipWrong = skipped > 0 && Boolean(process.env.ANLAN_DATA);
  if (isSkipWrong) {
    process.stderr.write('anlan: ANLAN_DATA is set, so a skipped test is a failure\n');
  }
  if (failed > 0 || passed === 0 || isSkipWrong) process.exitCode = 1;
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

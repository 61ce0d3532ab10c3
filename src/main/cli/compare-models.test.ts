import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { ModelComparison } from '../../domain/rehearsal/model-comparison.ts';
import { twoSquaresNight } from '../../workers/kernels/zone-graph/two-squares-night.ts';

const COMMAND = fileURLToPath(new URL('anlan.mjs', import.meta.url));
const run = promisify(execFile);

function event(): string {
  const at = mkdtempSync(path.join(tmpdir(), 'anlan-models-'));
  onTestFinished(() => rmSync(at, { recursive: true, force: true }));
  writeFileSync(path.join(at, 'site.json'), JSON.stringify(twoSquares()));
  writeFileSync(path.join(at, 'night.json'), JSON.stringify(twoSquaresNight()));
  return at;
}

test('both models play the same part of the night, minute by minute, and agree about how many come', async () => {
  const at = event();
  const words = ['compare-models', at, '--from', '18:00', '--until', '18:12', '--seed', '7'];
  const csv = path.join(at, 'models.csv');
  const { stdout } = await run(process.execPath, [COMMAND, ...words, '--json', '--out', csv]);
  const comparison = JSON.parse(stdout) as ModelComparison;
  expect(comparison.minutes).toHaveLength(12);
  expect(comparison.zones.map(({ zone }) => zone)).toEqual(['west-square', 'east-square']);
  const { zoneGraph, agents } = comparison.visits;
  expect(Math.abs((agents.at(-1) ?? 0) / (zoneGraph.at(-1) ?? 1) - 1)).toBeLessThan(0.1);
  comparison.minutes.forEach((_, minute) => {
    for (const model of ['zoneGraph', 'agents'] as const) {
      const sum = comparison.zones.reduce(
        (all, zone) => all + (zone.people[model][minute] ?? 0),
        0,
      );
      expect(Math.abs(sum - (comparison.area[model][minute] ?? 0))).toBeLessThan(0.01);
    }
  });
  const rows = readFileSync(csv, 'utf8').trim().split('\n');
  expect(rows).toHaveLength(1 + 12 * 2);
  expect(rows[1]).toMatch(/^2026-12-31T18:01:00\+08:00,west-square,\d+\.\d,\d+$/);
});

test('in the release the table also says how many are out of the ring; a changed plan is played by both', async () => {
  const words = ['compare-models', event(), '--from', '18:29', '--until', '18:33'];
  const { stdout } = await run(process.execPath, [COMMAND, ...words]);
  expect(stdout).toMatch(/^ +graph mean +agents mean/);
  expect(stdout).toMatch(/^out of the ring /m);
  const shut = [...words, '--set', 'checkpoint.9.mode=closed'];
  await expect(run(process.execPath, [COMMAND, ...shut])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no checkpoint "9"'),
  });
});

test('a start of agents at or after the release is refused', async () => {
  const words = ['compare-models', event(), '--from', '18:30', '--until', '18:33'];
  await expect(run(process.execPath, [COMMAND, ...words])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('begin before 18:30'),
  });
});

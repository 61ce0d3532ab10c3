import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Sql } from '../../store/sql.ts';
import { changedDocument } from './scenario-files/changed-document.ts';
import { anlanExample } from './scenario-files/example-documents.ts';
import { simulate } from './simulate.ts';
import { readSimulateOptions } from './simulate-options.ts';

const COMMAND = fileURLToPath(new URL('anlan.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'anlan-simulate-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** `anlan simulate` in a process of its own; `whenRunning` is called again and again until it returns true. */
function anlanSimulate(
  at: string,
  words: readonly string[],
  whenRunning: (kill: () => void) => boolean = () => true,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, 'simulate', ...words], { cwd: at });
    onTestFinished(() => void child.kill('SIGKILL'));
    let [out, error] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      error += chunk;
    });
    const watch = setInterval(() => {
      if (whenRunning(() => child.kill('SIGINT'))) clearInterval(watch);
    }, 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, out, error });
    });
  });
}

function writeRoom(at: string, document: unknown = anlanExample()): void {
  writeFileSync(path.join(at, 'room.json'), JSON.stringify(document));
}

test('a run prints its figures and leaves its file; the same seed is the same run', async () => {
  const at = folder();
  writeRoom(at);
  const words = ['room.json', '--seed', '4', '--kernel', 'twin', '--json', '--out', 'run.sqlite'];
  const first = await anlanSimulate(at, words);
  expect(first).toMatchObject({ code: 0, error: '' });
  const summary = JSON.parse(first.out);
  expect(summary).toMatchObject({
    ok: true,
    interrupted: false,
    scenario: 'room',
    format: 'Anlan scenario',
    seed: 4,
    entered: 8,
    left: 8,
    onGround: 0,
    waitingOutside: 0,
    destinations: [{ id: 'east', kind: 'exit', people: 8 }],
    files: ['run.sqlite'],
  });
  expect(summary.lastExitS).toBeGreaterThan(2);
  expect(summary.stateHash).toMatch(/^[0-9a-f]{16}$/);
  expect(existsSync(path.join(at, 'run.sqlite'))).toBe(true);
  const second = await anlanSimulate(at, words);
  expect(JSON.parse(second.out).stateHash).toBe(summary.stateHash);
  const other = await anlanSimulate(at, ['room.json', '--seed', '5', '--kernel', 'twin']);
  expect(other).toMatchObject({ code: 0 });
  expect(other.out).toContain('8 entered, 8 left, 0 on the ground');
  expect(other.out).not.toContain(summary.stateHash);
});

test('Ctrl-C ends the run in order: whole files, a state to go on from, exit code 130', async () => {
  const at = folder();
  // Nobody ever gets out, and there is an hour of it.
  const locked = changedDocument(anlanExample(), ['durationS'], 3_600);
  writeRoom(at, changedDocument(locked, ['doors', 0, 'closed'], [{ fromS: 0 }]));
  const files = ['--out', 'a.sqlite', '--out', 'a.csv', '--out', 'a.anlan-state'];
  const csv = path.join(at, 'a.csv.partial');
  const stopped = await anlanSimulate(at, ['room.json', '--json', ...files], (kill) => {
    if (!existsSync(csv) || readFileSync(csv).length < 2_000) return false;
    // The launcher hands on the terminal's own signal: it arrives twice.
    kill();
    kill();
    return true;
  });
  expect(stopped).toMatchObject({ code: 130, error: '' });
  const summary = JSON.parse(stopped.out);
  expect(summary).toMatchObject({ ok: true, interrupted: true });
  expect(summary.timeS).toBeLessThan(3_600);
  const rows = readFileSync(path.join(at, 'a.csv'), 'utf8').trimEnd().split('\n');
  const sql = await Sql.open(path.join(at, 'a.sqlite'), 'still');
  onTestFinished(() => sql.close());
  expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(await sql.first('SELECT count(*) AS rows FROM trajectory_data')).toEqual({
    rows: rows.length - 1,
  });
  const until = ['--until', String(summary.timeS + 1)];
  const resumed = await anlanSimulate(at, [
    'room.json',
    '--from',
    'a.anlan-state',
    '--json',
    ...until,
  ]);
  expect(JSON.parse(resumed.out)).toMatchObject({ fromS: summary.timeS, entered: summary.entered });
});

test.each<[string, string[], string]>([
  ['no file', ['nothing.json'], 'nothing.json: there is no such file'],
  ['frames between steps', ['room.json', '--every', '0.12'], 'is no multiple of the step'],
  ['a folder that is not there', ['room.json', '--out', 'none/run.csv'], 'none/run.csv'],
  ['no state', ['room.json', '--from', 'room.json'], 'room.json: is no saved state'],
])('%s is refused in one line', async (_what, words, says) => {
  const at = folder();
  writeRoom(at);
  const inFolder = words.map((word) =>
    /[.]/.test(word) && !/^0/.test(word) ? path.join(at, word) : word,
  );
  const options = readSimulateOptions(inFolder);
  if (typeof options === 'string') throw new Error(options);
  const said: string[] = [];
  const write = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => write.mockRestore());
  expect(await simulate({ ...options, kernel: 'twin' })).toBe(1);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^anlan simulate: .*\n$/);
  expect(said[0]).toContain(says);
});

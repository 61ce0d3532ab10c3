import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import { parseRun } from '../../domain/rehearsal/parse-run.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { twoSquaresNight } from '../../workers/kernels/zone-graph/two-squares-night.ts';

const COMMAND = fileURLToPath(new URL('anlan.mjs', import.meta.url));

vi.setConfig({ testTimeout: 240_000 });

/** A folder with the event `two`, whose night is short. */
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'anlan-sweep-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  mkdirSync(path.join(made, 'two'));
  writeFileSync(path.join(made, 'two', 'site.json'), JSON.stringify(twoSquares()));
  writeFileSync(path.join(made, 'two', 'night.json'), JSON.stringify(twoSquaresNight()));
  return made;
}

/** `anlan …` as a process of its own. */
function anlan(at: string, ...words: string[]) {
  return new Promise<{ code: number | null; out: string; error: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd: at });
    onTestFinished(() => void child.kill('SIGKILL'));
    let [out, error] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      error += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}

function runIn(at: string, ...parts: string[]): RunFigures {
  const run = parseRun(readFileSync(path.join(at, ...parts), 'utf8'));
  if (!run.ok) throw new Error(run.error);
  return run.value;
}

const GRAPH = [
  'simulate',
  '--event',
  'two',
  '--model',
  'zoneGraph',
  '--from',
  '18:20',
  '--until',
  '18:50',
];

test('two seeds are two processes: a result each, tables, a map, and a summary over both', async () => {
  const at = folder();
  const ended = await anlan(at, ...GRAPH, '--seeds', '1..2', '--jobs', '2', '--out', 'out');
  expect(ended).toMatchObject({ code: 0 });
  expect(readdirSync(path.join(at, 'out')).sort()).toEqual(
    ['seed-1', 'seed-2']
      .flatMap((id) =>
        ['.curves.csv', '.figures.csv', '.geojson', '.queues.csv', '.run.json'].map(
          (end) => id + end,
        ),
      )
      .concat('summary.csv', 'summary.json'),
  );
  const runs = [1, 2].map((seed) => runIn(at, 'out', `seed-${seed}.run.json`));
  expect(runs.map(({ run }) => run.seed)).toEqual([1, 2]);
  expect(runs.every(({ span }) => span.complete)).toBe(true);
  const summary = JSON.parse(readFileSync(path.join(at, 'out', 'summary.json'), 'utf8'));
  expect(summary).toMatchObject({ format: 'anlan-sweep', seeds: [1, 2], failed: [] });
  const peak = summary.figures.find(({ key }: { key: string }) => key === 'area.peakPeople');
  const [first = 0, second = 0] = runs.map(({ area }) => area.peak.people);
  expect(peak.mean).toBeCloseTo((first + second) / 2, 9);
  // For two values the standard deviation is their distance over √2, and t with one degree of freedom is 12.706.
  expect(peak.sd).toBeCloseTo(Math.abs(first - second) / Math.SQRT2, 9);
  expect(peak.high - peak.mean).toBeCloseTo((12.706 * Math.abs(first - second)) / 2, 6);
  const [head = '', ...rows] = readFileSync(path.join(at, 'out', 'seed-1.curves.csv'), 'utf8')
    .trim()
    .split('\n');
  expect(head.split(',').slice(0, 4)).toEqual(['time', 'area_people', 'visits', 'outside_people']);
  expect(rows).toHaveLength(30);
  expect(rows[0]).toMatch(/^2026-12-31T18:21:00\+08:00,/);
  expect(rows.every((row) => row.split(',').length === head.split(',').length)).toBe(true);
  // Before the release nobody is out: empty, not 0.
  expect(rows[8]?.endsWith(',')).toBe(true);
  expect(rows[29]?.endsWith(',')).toBe(false);
  const map = JSON.parse(readFileSync(path.join(at, 'out', 'seed-1.geojson'), 'utf8'));
  const kinds = map.features.map(
    ({ properties }: { properties: { kind: string } }) => properties.kind,
  );
  expect(kinds).toEqual(['zone', 'zone', 'hotSpot', 'checkpoint', 'checkpoint', 'gate', 'gate']);
});

test('run again, only what is missing is run; another plan is not taken for this one', async () => {
  const at = folder();
  expect((await anlan(at, ...GRAPH, '--seed', '1', '--out', 'out')).code).toBe(0);
  const { mtimeMs } = statSync(path.join(at, 'out', 'seed-1.run.json'));
  const more = await anlan(at, ...GRAPH, '--seeds', '1,2', '--out', 'out', '--json');
  expect(more).toMatchObject({ code: 0 });
  expect(more.error).toContain('seed 1: was there');
  expect(more.error).toContain('seed 2: done');
  expect(statSync(path.join(at, 'out', 'seed-1.run.json')).mtimeMs).toBe(mtimeMs);
  expect(JSON.parse(more.out)).toMatchObject({ ok: true, seeds: [1, 2] });
  const closed = [...GRAPH, '--set', 'checkpoint.1.mode=closed'];
  const other = await anlan(at, ...closed, '--seeds', '1..2', '--out', 'out');
  expect(other.error).not.toContain('was there');
  expect(runIn(at, 'out', 'seed-1.run.json').run.changes).toEqual(['checkpoint.1.mode=closed']);
});

test('a stopped run is left out of a comparison and said, and a sweep runs its seed again', async () => {
  const at = folder();
  await anlan(at, ...GRAPH, '--seeds', '1..2', '--out', 'out');
  const file = path.join(at, 'out', 'seed-2.run.json');
  const whole = runIn(at, 'out', 'seed-2.run.json');
  const stopped = { ...whole, span: { ...whole.span, complete: false } };
  writeFileSync(file, JSON.stringify(stopped));
  const compared = await anlan(at, 'compare', 'out', 'out');
  expect(compared).toMatchObject({ code: 0 });
  expect(compared.out).toMatch(/^A {2}out: zoneGraph, as planned, 1 seed/);
  expect(compared.error).toContain(`left out ${path.join('out', 'seed-2.run.json')}`);
  const alone = await anlan(at, 'compare', 'out', path.join('out', 'seed-2.run.json'));
  expect(alone).toMatchObject({
    code: 1,
    error: expect.stringContaining('stopped before its end'),
  });
  const again = await anlan(at, ...GRAPH, '--seeds', '1..2', '--out', 'out');
  expect(again.error).toContain('seed 1: was there');
  expect(again.error).toContain('seed 2: done');
  expect(runIn(at, 'out', 'seed-2.run.json')).toEqual(whole);
});

test('runs of one folder that differ in more than their seed are told and marked', async () => {
  const at = folder();
  await anlan(at, ...GRAPH, '--seeds', '1..2', '--out', 'like');
  await anlan(at, ...GRAPH, '--seed', '1', '--out', 'mixed');
  const shut = ['--until', '18:45', '--set', 'checkpoint.1.mode=closed'];
  await anlan(at, ...GRAPH, ...shut, '--seed', '2', '--out', 'mixed');
  const { out } = await anlan(at, 'compare', 'like', 'mixed');
  expect(out).toContain('! the runs of B are of different spans and plans');
  const [, peak = ''] = /^area\.peakPeople \(people\)(.*)$/m.exec(out) ?? [];
  expect(peak.match(/!/g)).toHaveLength(2);
  const { groups } = JSON.parse((await anlan(at, 'compare', 'like', 'mixed', '--json')).out);
  expect(groups.map(({ unlike }: { unlike: string[] }) => unlike)).toEqual([
    [],
    ['spans', 'plans'],
  ]);
  expect((await anlan(at, 'compare', 'like', 'like')).out).not.toContain('!');
});

test('a scenario is part of what a run was: its name, its changes, and another plan', async () => {
  const at = folder();
  const scenarios = [
    { id: 'shut', name: { zh: '关闭', en: 'shut' }, changes: ['checkpoint.1.mode@18:25=closed'] },
  ];
  const document = { format: 'anlan-scenarios', version: 1, scenarios };
  writeFileSync(path.join(at, 'two', 'scenarios.json'), JSON.stringify(document));
  await anlan(at, ...GRAPH, '--seed', '1', '--out', 'out');
  const before = runIn(at, 'out', 'seed-1.run.json');
  const shut = [...GRAPH, '--scenario', 'shut', '--set', 'people.factor=0.9'];
  expect((await anlan(at, ...shut, '--seeds', '1,2', '--out', 'out')).error).not.toContain('there');
  const { run } = runIn(at, 'out', 'seed-1.run.json');
  expect(run.changes).toEqual(['checkpoint.1.mode@18:25=closed', 'people.factor=0.9']);
  expect(run.script.en).toBe(`${before.run.script.en}: shut`);
  expect(run.planHash).not.toBe(before.run.planHash);
});

test('a seed that fails is told and does not lose the others', async () => {
  const at = folder();
  // Nobody can write a file where a folder stands.
  mkdirSync(path.join(at, 'out', 'seed-2.run.json'), { recursive: true });
  const ended = await anlan(at, ...GRAPH, '--seeds', '1..3', '--out', 'out');
  expect(ended.code).toBe(1);
  expect(ended.error).toContain('seed 2: failed: anlan simulate: ');
  const summary = JSON.parse(readFileSync(path.join(at, 'out', 'summary.json'), 'utf8'));
  expect(summary.seeds).toEqual([1, 3]);
  expect(summary.failed).toHaveLength(1);
  expect(summary.failed[0].seed).toBe(2);
});

test('on agents: figures that only bodies have, the same ones from the same seed; compared with the graph', async () => {
  const at = folder();
  const words = [
    'simulate',
    '--event',
    'two',
    '--from',
    '18:29',
    '--until',
    '18:31',
    '--seed',
    '3',
  ];
  const first = await anlan(at, ...words, '--out', 'agents', '--json');
  expect(first).toMatchObject({ code: 0 });
  expect(JSON.parse(first.out)).toMatchObject({ ok: true, run: { model: 'agents', seed: 3 } });
  const run = runIn(at, 'agents', 'seed-3.run.json');
  expect(run.account.error).toBe(0);
  expect(run.zones[0]?.worstPerM2).toHaveLength(2);
  expect(run.maps?.maxDensity.unit).toBe('ped/m²');
  expect(run.service?.walkway.A).toBeGreaterThan(0);
  await anlan(at, ...words, '--out', 'again');
  expect(runIn(at, 'again', 'seed-3.run.json')).toEqual(run);
  await anlan(at, ...words, '--model', 'zoneGraph', '--out', 'graph');
  const compared = await anlan(at, 'compare', 'graph', 'agents');
  expect(compared).toMatchObject({ code: 0 });
  expect(compared.out).toMatch(/^A {2}graph: zoneGraph, as planned, 1 seed/);
  expect(compared.out).toMatch(/area\.peakPeople \(people\)/);
});

test('only one zone: as many people as its share of the attraction', async () => {
  const at = folder();
  const span = ['--from', '18:00', '--until', '18:01', '--json'];
  const only = ['--only', 'west-square', '--out', 'west'];
  expect((await anlan(at, 'simulate', '--event', 'two', ...span, ...only)).code).toBe(0);
  const [people = 0] = runIn(at, 'west', 'seed-7.run.json').area.people;
  // Of the 2,000 inside at 18:00 a quarter: attraction 1 against the east square's 3.
  expect(people).toBeGreaterThan(450);
  expect(people).toBeLessThan(550);
});

test.each<[readonly string[], string, number]>([
  [['--event', 'two', '--seeds', '3..1'], '--seeds is like 1..20', 2],
  [['--event', 'two', '--seed', '1', '--seeds', '2'], 'give --seed or --seeds', 2],
  [['--event', 'two', '--model', 'gas'], '--model is zoneGraph or agents', 2],
  [['--event', 'two', '--from', '9'], '--from is a time of the night', 2],
  [['--event', 'two', '--seeds', '1..2'], 'several seeds need --out', 1],
  [['--event', 'three'], 'there is no event "three"', 1],
  [['--event', 'two', '--scenario', 'flood'], 'there is no scenario "flood"', 1],
  [
    ['--event', 'hubin', '--model', 'zoneGraph', '--scenario', 'rain'],
    'the zone graph does not know what happens in it',
    1,
  ],
  [['--event', 'two', '--set', 'checkpoint.9.mode=closed'], 'there is no checkpoint "9"', 1],
  [['--event', 'two', '--from', '20:00'], '--from 20:00 is not within the night', 1],
  [['--event', 'two', '--from', '18:30'], 'begin before 18:30', 1],
  [['--event', 'two', '--from', '18:45'], 'begin before 18:30', 1],
  [['--event', 'two', '--only', 'moon'], '--only moon', 1],
])('%j is refused', async (words, message, code) => {
  const ended = await anlan(folder(), 'simulate', ...words);
  expect(ended.error).toContain(message);
  expect(ended.code).toBe(code);
});

test('check-plan tells what blocks and what does not', async () => {
  const at = folder();
  const fine = await anlan(at, 'check-plan', 'two', '--people', '1500');
  expect(fine.out).toContain('0 blocker(s)');
  expect(fine.code).toBe(0);
  const shut = await anlan(at, 'check-plan', 'two', '--set', 'checkpoint.2.mode=closed', '--json');
  expect(shut.code).toBe(1);
  expect(JSON.parse(shut.out).blockers).toBeGreaterThan(0);
});

test("check-plan counts timed orders, those of the changes and the script's own", async () => {
  const at = folder();
  const coreM = async (...changes: string[]) => {
    const sets = changes.flatMap((change) => ['--set', change]);
    const { out } = await anlan(at, 'check-plan', 'two', '--people', '1500', ...sets, '--json');
    return JSON.parse(out).borders[0].availableM;
  };
  // Beside the checkpoint of 8 m, stairs of 4 m lead out of the core.
  const stairsM = (4 * 66) / 82;
  expect(await coreM('checkpoint.1.mode@18:30=closed')).toBeCloseTo(stairsM, 9);
  const turned = ['checkpoint.1.mode=oneWayIn', 'checkpoint.1.mode@18:30=oneWayOut'];
  expect(await coreM(...turned)).toBeCloseTo(8 + stairsM, 9);
  const orders = [{ at: '18:30', checkpoint: 'cp-1', mode: 'oneWayIn' }];
  const night = JSON.stringify({ ...twoSquaresNight(), orders });
  writeFileSync(path.join(at, 'two', 'night.json'), night);
  expect(await coreM()).toBeCloseTo(stairsM, 9);
  expect(await coreM('checkpoint.1.mode@18:30=open')).toBeCloseTo(8 + stairsM, 9);
});

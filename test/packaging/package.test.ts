import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FUSES } from '../../config/fuses.ts';
import { type Scenario, scenarioSchema } from '../../src/domain/scenario/scenario.ts';
import type { AgentsThread } from '../../src/workers/agents-port.ts';
import { openSimulation } from '../../src/workers/kernels/agents/open-simulation.ts';
import { startThread } from '../../src/workers/remote.ts';
import { forkHub } from '../electron/forked-hub.ts';
import { writeStubElectron } from './stub-electron.ts';

/**
 * Packages the console for Linux with a stand-in for Electron's binary, which cannot be downloaded everywhere. It
 * proves the configuration: what is in the package, the fuses, deb and zip. Whether Electron runs it, it cannot prove.
 */
const project = fileURLToPath(new URL('../../', import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), 'anlan-package-'));
const out = path.join(work, 'out');
const app = path.join(out, `Anlan-linux-${process.arch}`);
const archive = path.join(app, 'resources', 'app.asar');
const canMakeDeb = ['dpkg', 'fakeroot'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
);

beforeAll(() => {
  expect(
    existsSync(path.join(project, '.vite/renderer/index.html')),
    'the renderer is not built: npm run build',
  ).toBe(true);
  const zips = path.join(work, 'electron');
  mkdirSync(zips);
  const { version } = readJson<{ version: string }>('node_modules/electron/package.json');
  writeStubElectron(zips, version, process.arch);
  const made = spawnSync(
    process.execPath,
    [
      path.join(project, 'node_modules/@electron-forge/cli/dist/electron-forge-make.js'),
      ...['--platform', 'linux', '--targets', canMakeDeb ? 'deb,zip' : 'zip'],
    ],
    {
      cwd: project,
      env: { ...process.env, ELECTRON_ZIP_DIR: zips, ANLAN_OUT_DIR: out, NODE_ENV: 'production' },
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`make failed\n${made.stdout}\n${made.stderr}`);
}, 240_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the archive holds the built program, sqlite3, and nothing else', () => {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
  for (const file of [
    '/package.json',
    '/.vite/build/main.cjs',
    '/.vite/build/preload.cjs',
    '/.vite/build/hub-process.cjs',
    '/.vite/build/record.thread.cjs',
    '/.vite/build/agents-step.thread.cjs',
    '/.vite/kernels/agents.wasm',
    '/.vite/kernels/density.wasm',
    '/.vite/renderer/index.html',
    '/node_modules/sqlite3/lib/sqlite3.js',
    '/node_modules/sqlite3/build/Release/node_sqlite3.node',
    '/node_modules/bindings/bindings.js',
    '/node_modules/file-uri-to-path/index.js',
  ]) {
    expect(files).toContain(file);
  }
  const tops = new Set(files.map((file) => file.split('/')[1]));
  expect([...tops].sort()).toEqual(['.vite', 'node_modules', 'package.json']);
  const packages = new Set(
    files.flatMap((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1] ?? []),
  );
  expect([...packages].sort()).toEqual(['bindings', 'file-uri-to-path', 'sqlite3']);
  expect(files.filter((file) => /\.(tsx?|map|test\.\w+|anlan)$|\/(test|src)\//.test(file))).toEqual(
    [],
  );
});

test('native code and resources lie beside the archive, without sources', () => {
  const binary = path.join(
    `${archive}.unpacked`,
    'node_modules/sqlite3/build/Release/node_sqlite3.node',
  );
  expect(statSync(binary).size).toBeGreaterThan(1_000_000);
  const beside = readdirSync(path.join(app, 'resources'), { recursive: true, encoding: 'utf8' });
  expect(beside).toEqual(
    expect.arrayContaining(['resources/hubin/site.json', 'resources/hubin/night.json']),
  );
  expect(beside.filter((file) => file.endsWith('.ts'))).toEqual([]);
  const licences = readFileSync(path.join(app, 'resources/THIRD-PARTY-LICENCES.txt'), 'utf8');
  expect(licences).toMatch(/^react 19\./m);
  expect(licences).toMatch(/^sqlite3 6\./m);
});

test('every fuse of the binary is as the configuration says', async () => {
  const wire = await getCurrentFuseWire(path.join(app, 'anlan'));
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  for (const name of names) {
    const option = FuseV1Options[name as keyof typeof FuseV1Options];
    const expected = FUSES[option] ? FuseState.ENABLE : FuseState.DISABLE;
    expect([name, wire[option]]).toEqual([name, expected]);
  }
});

test('the packaged hub runs a rehearsal from the files of the package alone', async () => {
  const unpacked = path.join(work, 'unpacked');
  extractAll(archive, unpacked);
  const hub = forkHub(path.join(unpacked, '.vite/build/hub-process.cjs'));
  const ready = new Promise((resolve) => {
    hub.on('message', (message) => {
      const { t } = message as { t: string };
      if (t === 'running' || t === 'refused') resolve(message);
    });
    hub.once('exit', (code) => resolve(`ended with ${code}: ${hub.said()}`));
  });
  const resources = path.join(app, 'resources', 'resources');
  const words = ['hubin', '--event-file', path.join(work, 'packaged.anlan'), '--quiet'];
  hub.postMessage({ t: 'open', order: { words, resources, version: '0.0.0-test' } });
  try {
    expect(await ready).toEqual({ t: 'running', source: 'rehearsal' });
  } finally {
    await hub.killAtOnce();
  }
});

test('the packaged simulator steps with two threads as the sources do', async () => {
  const unpacked = path.join(work, 'simulator');
  extractAll(archive, unpacked);
  const scenario = crowdedHall();
  const run = await openSimulation(scenario, { seed: 3 });
  // Fewer people are stepped by one thread alone.
  expect(run.account.onGround).toBeGreaterThan(8_000);
  await run.advance(3);
  const file = pathToFileURL(path.join(unpacked, '.vite/build/agents.thread.cjs'));
  const thread = startThread<AgentsThread>(file);
  try {
    await thread.api.open(scenario, { seed: 3, threads: 2 });
    await thread.api.advance(3);
    expect(await thread.api.hash()).toBe(run.hash());
    await thread.api.close();
  } finally {
    await thread.terminate();
  }
});

test('a zip of the program is made', () => {
  const folder = path.join(out, 'make', 'zip', 'linux', process.arch);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^Anlan-linux-.*\.zip$/)]);
});

test(
  canMakeDeb
    ? 'a deb is made, with its command, its menu entry and its description'
    : 'no deb is made: dpkg and fakeroot are not there',
  () => {
    const folder = path.join(out, 'make', 'deb', process.arch);
    if (!canMakeDeb) return expect(existsSync(folder)).toBe(false);
    const [name] = readdirSync(folder);
    const deb = path.join(folder, name ?? '');
    const facts = execFileSync('dpkg-deb', ['--info', deb], { encoding: 'utf8' });
    expect(facts).toMatch(/Package: anlan\b/);
    expect(facts).toMatch(/Maintainer: Anlan/);
    const contents = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
    expect(contents).toMatch(/\.\/usr\/bin\/anlan -> /);
    expect(contents).toContain('./usr/share/applications/anlan.desktop');
    expect(contents).toContain('./usr/lib/anlan/resources/app.asar\n');
  },
);

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(project, file), 'utf8')) as T;
}

/** A hall with so many people that the simulator takes help. */
function crowdedHall(): Scenario {
  const rect = (x0: number, y0: number, x1: number, y1: number): [number, number][] => [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  return scenarioSchema.parse({
    format: 'anlan-scenario',
    version: 1,
    name: 'a crowded hall',
    durationS: 60,
    walkable: [[rect(0, 0, 100, 60)]],
    destinations: [{ id: 'east', kind: 'exit', polygon: [rect(98, 0, 100, 60)] }],
    groups: [
      {
        id: 'all',
        area: [rect(3, 0, 97, 60)],
        people: { kind: 'count', count: 9_000 },
        route: { kind: 'sequence', destinations: ['east'] },
      },
    ],
  });
}

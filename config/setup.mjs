import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { compileKernels, kernels } from './build-kernels.mjs';

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const modules = path.join(root, 'node_modules');
const onWindows = process.platform === 'win32';

/** The Node 24 that the project brings along as a package: it runs TypeScript as it stands. */
export const projectNode = path.join(modules, 'node', 'bin', onWindows ? 'node.exe' : 'node');

const sqliteBinary = path.join(modules, 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/**
 * What the tests need of Debian: a browser, software OpenGL, a Chinese font, SQLite's own shell, and an MQTT broker
 * and sender that are not ours.
 */
const testPackages = [
  'chromium',
  'xvfb',
  'xauth',
  'fonts-noto-cjk',
  'libgl1-mesa-dri',
  'libegl1',
  'libgles2',
  'sqlite3',
  'mosquitto',
  'mosquitto-clients',
  'libxml2-utils',
  'fakeroot',
];

/** Debian's package for each tool that a build of sqlite3 from source calls. */
const buildTools = { 'g++': 'g++', make: 'make', python3: 'python3' };

/** A set-up step that cannot go on; the message says what happened and what to do. */
export class SetUpError extends Error {}

/**
 * Makes a fresh clone ready to run: Debian's packages (tests only), npm's packages, the built renderer.
 * Does nothing, in well under a second, when everything is there.
 * Runs on the system's own Node (20 or newer) because the project's Node may not be installed yet.
 *
 * @param {{ test?: boolean, build?: boolean }} options `test` also installs what the end-to-end tests
 *   need of Debian; `build: false` leaves the renderer as it is.
 */
export function setUp({ test = false, build = true } = {}) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetUpError(
      `Node ${process.versions.node} is too old: install Node 20 or newer, then run this again.`,
    );
  }
  const release = takeLock();
  try {
    if (test) installDebianPackages();
    installNpmPackages();
    linkCommand();
    if (build) {
      buildKernels();
      buildRenderer();
    }
  } finally {
    release();
  }
}

/**
 * Runs a script's main function; a set-up error ends it with one line instead of a stack.
 *
 * @param {() => void | Promise<void>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`anlan: ${error.message}\n`);
    process.exitCode = 1;
  }
}

/** One set-up at a time in one clone: `npm start` beside `npm test` must not install twice. */
function takeLock() {
  const folder = path.join(root, '.vite');
  const lock = path.join(folder, 'setup.lock');
  mkdirSync(folder, { recursive: true });
  const giveUpAt = Date.now() + 15 * 60_000;
  let said = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new SetUpError(`Cannot write ${lock} (${error.message}): make the folder writable.`);
      }
    }
    const holder = readHolder(lock);
    if (holder !== undefined && !isRunning(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (Date.now() > giveUpAt) {
      throw new SetUpError(
        'Another set-up has held this folder for 15 minutes: end it, or delete .vite/setup.lock.',
      );
    }
    if (!said) say('another set-up is at work in this folder: waiting for it');
    said = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  }
}

/** The process id in the lock; undefined while its owner has not written it yet, or has just left. */
function readHolder(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(holder) && holder > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function installDebianPackages() {
  const onDebian = existsSync('/etc/debian_version') && hasCommand('apt-get');
  if (!onDebian) {
    if (process.platform === 'linux' && !hasCommand('chromium')) {
      say('the end-to-end tests need Chromium: install it, or name it in CHROMIUM_PATH');
    }
    return;
  }
  const wanted = [...testPackages];
  if (needsSqliteBuild()) {
    wanted.push(...missingBuildTools().map((tool) => buildTools[tool]));
  }
  const missing = wanted.filter((name) => !isDebianPackageInstalled(name));
  if (missing.length === 0) return;

  if (process.getuid?.() !== 0) {
    say(`the tests need Debian packages: sudo apt-get install ${missing.join(' ')}`);
    return;
  }
  say(`installing Debian packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run(
    'apt-get',
    ['-qq', 'update'],
    'apt-get update failed: check the network and the package sources.',
    env,
  );
  run(
    'apt-get',
    ['-qq', '-y', '--no-install-recommends', 'install', ...missing],
    `apt-get could not install ${missing.join(' ')}: install them by hand, then run this again.`,
    env,
  );
}

function isDebianPackageInstalled(name) {
  const asked = spawnSync('dpkg-query', ['--status', name], { encoding: 'utf8' });
  return asked.status === 0 && /^Status: .* installed$/m.test(asked.stdout);
}

function installNpmPackages() {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const stampFile = path.join(modules, '.anlan-install');
  const stamp = digest(lock);
  if (hasBinaries() && readText(stampFile) === stamp) return;
  if (hasBinaries() && isInstalled(JSON.parse(lock.toString('utf8')))) {
    // Someone ran `npm install` by hand, and it left what the lock asks for.
    writeFileSync(stampFile, stamp);
    keepSqliteBinary();
    return;
  }

  say('installing npm packages');
  const cached = existsSync(sqliteCacheFile());
  if (needsSqliteBuild()) {
    const missing = missingBuildTools();
    say(
      missing.length === 0
        ? 'sqlite3 is not in the cache: where it cannot be downloaded it is built, about two minutes, once'
        : `sqlite3 may have to be built and ${missing.join(', ')} is missing: if the install fails, ` +
            `install ${missing.join(', ')} (on Debian: apt-get install g++ make python3)`,
    );
  }
  const { command, args } = npmCommand();
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: npmEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: onWindows,
  });
  if (done.status !== 0) {
    throw new SetUpError(
      `npm ci failed (${done.error?.message ?? `exit code ${done.status ?? done.signal}`}): ` +
        'read the lines above; check the network, and that g++, make and python3 are installed.',
    );
  }
  if (!existsSync(projectNode)) {
    throw new SetUpError(
      'npm did not install Node 24: its install script must run, so install without --ignore-scripts.',
    );
  }
  if (!existsSync(sqliteBinary)) {
    throw new SetUpError(
      cached
        ? `The cached sqlite3 did not fit: delete ${sqliteCacheFile()} and node_modules, then run this again.`
        : 'sqlite3 was not built: install g++, make and python3, delete node_modules, then run this again.',
    );
  }
  keepSqliteBinary();
  writeFileSync(stampFile, stamp);
}

function hasBinaries() {
  return existsSync(projectNode) && existsSync(sqliteBinary);
}

/** True when npm's own record of node_modules holds every package of the lock in its version. */
function isInstalled(lock) {
  const text = readText(path.join(modules, '.package-lock.json'));
  if (text === undefined) return false;
  const installed = JSON.parse(text).packages;
  return Object.entries(lock.packages).every(
    ([place, entry]) =>
      place === '' || entry.optional || installed[place]?.version === entry.version,
  );
}

/**
 * The npm that called this script, run by the Node it came with.
 * Never by the project's own Node: `npm ci` deletes that one while it works.
 */
function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (npm && node && npm.endsWith('.js') && !node.startsWith(modules) && existsSync(node)) {
    return { command: node, args: [npm] };
  }
  return { command: 'npm', args: [] };
}

function npmEnvironment() {
  const separator = path.delimiter;
  const outside = (process.env.PATH ?? '')
    .split(separator)
    .filter((folder) => !folder.startsWith(modules))
    .join(separator);
  return { ...process.env, PATH: outside, npm_config_sqlite3_local_prebuilds: sqliteCacheFolder() };
}

function sqliteCacheFolder() {
  const home = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(home, 'anlan', 'sqlite3');
}

/** The name under which sqlite3's install script looks for a built file. */
function sqliteCacheFile() {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const { version } = lock.packages['node_modules/sqlite3'];
  // Without this the report looks up the name of every open socket's peer.
  process.report.excludeNetwork = true;
  const isMusl =
    process.platform === 'linux' &&
    process.report.getReport().header.glibcVersionRuntime === undefined;
  const platform = `${process.platform}${isMusl ? 'musl' : ''}`;
  return path.join(
    sqliteCacheFolder(),
    `sqlite3-v${version}-napi-v6-${platform}-${process.arch}.tar.gz`,
  );
}

function needsSqliteBuild() {
  return !existsSync(sqliteBinary) && !existsSync(sqliteCacheFile());
}

function missingBuildTools() {
  return Object.keys(buildTools).filter((tool) => !hasCommand(tool));
}

/** Packs the built sqlite3 for the next clone on this machine; the set-up goes on where that fails. */
function keepSqliteBinary() {
  const file = sqliteCacheFile();
  if (existsSync(file)) return;
  const partial = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const packed = spawnSync(
      'tar',
      ['-czf', partial, '-C', path.join(modules, 'sqlite3'), 'build/Release/node_sqlite3.node'],
      { stdio: 'ignore' },
    );
    if (packed.status === 0) renameSync(partial, file);
  } catch (error) {
    say(
      `sqlite3 could not be kept for the next clone (${error.message}): it will be built again there`,
    );
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Lets `npx --no anlan` find the project's own command: npm links the commands of dependencies only. */
function linkCommand() {
  const target = path.join('..', '..', 'src', 'main', 'cli', 'anlan.mjs');
  const link = path.join(modules, '.bin', 'anlan');
  const file = path.join(root, 'src', 'main', 'cli', 'anlan.mjs');
  if (onWindows || !existsSync(file)) return;
  chmodSync(file, 0o755);
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (readlinkSync(link) === target) return;
  }
  rmSync(link, { force: true });
  symlinkSync(target, link);
}

/** Compiles the WebAssembly kernels when their sources changed since the last time. */
function buildKernels() {
  const folder = path.join(root, '.vite', 'kernels');
  const stampFile = path.join(folder, 'stamp');
  const stamp = digestOfSources([
    'src/workers/assembly',
    'config/build-kernels.mjs',
    'node_modules/assemblyscript/package.json',
  ]);
  const isThere = kernels.every((name) => existsSync(path.join(folder, `${name}.wasm`)));
  if (isThere && readText(stampFile) === stamp) return;
  say('compiling the kernels');
  if (!compileKernels(root, projectNode)) {
    throw new SetUpError('The kernels could not be compiled: the lines above say where.');
  }
  writeFileSync(stampFile, stamp);
}

/** Builds what the browser is served when its sources changed since the last build. */
function buildRenderer() {
  if (!existsSync(path.join(root, 'src', 'renderer', 'index.html'))) return;
  const output = path.join(root, '.vite', 'renderer');
  const stampFile = path.join(root, '.vite', 'renderer.stamp');
  const stamp = digestOfSources([
    'src/renderer',
    'src/domain',
    'src/workers',
    'resources',
    'config/vite.renderer.ts',
    'package-lock.json',
  ]);
  if (existsSync(path.join(output, 'index.html')) && readText(stampFile) === stamp) return;

  say('building the console');
  const next = `${output}.next`;
  run(
    projectNode,
    [
      path.join(modules, 'vite', 'bin', 'vite.js'),
      'build',
      '--config',
      path.join(root, 'config', 'vite.renderer.ts'),
      '--outDir',
      next,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    'The console could not be built: the lines above say where.',
  );
  // A hub that is serving the old build sees the new one whole, never half of it.
  rmSync(output, { recursive: true, force: true });
  renameSync(next, output);
  writeFileSync(stampFile, stamp);
}

function digestOfSources(places) {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesUnder(path.join(root, place))) {
      hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Every file in a folder and below, or the file itself, in a fixed order; tests are not part of a build. */
function filesUnder(place) {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return found.isFile() ? [place] : [];
  return readdirSync(place)
    .sort()
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesUnder(path.join(place, name)));
}

function run(command, args, advice, env = process.env) {
  const done = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (done.status !== 0) throw new SetUpError(advice);
}

function hasCommand(name) {
  const names = onWindows ? [`${name}.exe`, `${name}.cmd`] : [name];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => names.some((file) => existsSync(path.join(folder, file))));
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function say(text) {
  process.stderr.write(`anlan set-up: ${text}\n`);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runScript(() => setUp({ test: process.argv.includes('--test') }));
}

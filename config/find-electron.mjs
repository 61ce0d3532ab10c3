import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const electron = path.join(root, 'node_modules', 'electron');

/**
 * Looks for Electron's program without using the network: in the folder that ELECTRON_OVERRIDE_DIST_PATH names, in
 * node_modules, and in Electron's download cache, from where it is unpacked (its checksum is checked).
 *
 * @param {{ node: string, download?: boolean }} options `node` is Node 24; `download` allows to fetch it.
 * @returns {{ program: string } | { missing: string }} `missing` says in words what is not there
 */
export function findElectron({ node, download = false }) {
  if (!existsSync(electron)) return { missing: 'the electron package is not installed' };
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const program = path.join(override, programName());
    return existsSync(program)
      ? { program }
      : { missing: `ELECTRON_OVERRIDE_DIST_PATH holds no ${programName()}` };
  }
  const { version } = JSON.parse(readFileSync(path.join(electron, 'package.json'), 'utf8'));
  const dist = path.join(electron, 'dist');
  const program = path.join(dist, programName());
  if (isVersion(dist, version) && existsSync(program)) return { program };
  if (download) run(node, [path.join(electron, 'install.js')], 'inherit');
  else if (existsSync(cacheFolder())) {
    run(node, [path.join(root, 'config', 'unpack-electron.mjs')], 'ignore');
  }
  if (isVersion(dist, version) && existsSync(program)) return { program };
  return { missing: `no Electron ${version} for ${process.platform}-${process.arch} is here` };
}

/** The program inside a folder of Electron's. */
function programName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function isVersion(dist, version) {
  const file = path.join(dist, 'version');
  return existsSync(file) && readFileSync(file, 'utf8').trim().replace(/^v/, '') === version;
}

/** Where Electron keeps its downloads: `electron_config_cache`, else the system's folder for caches. */
function cacheFolder() {
  const { electron_config_cache: own, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (own) return own;
  if (process.platform === 'darwin') return path.join(homedir(), 'Library/Caches/electron');
  if (process.platform === 'win32') return path.join(LOCALAPPDATA ?? homedir(), 'electron/Cache');
  return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'electron');
}

function run(node, args, stdio) {
  spawnSync(node, args, { cwd: root, stdio: ['ignore', stdio, stdio] });
}

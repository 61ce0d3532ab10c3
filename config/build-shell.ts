import { rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Builds the programs of the Electron shell into .vite/build: main, preload, and the hub with its threads. Takes about
 * two seconds, so nobody keeps account of whether it is needed. Runs on Node 24.
 */
export async function buildShell(): Promise<void> {
  rmSync(path.join(root, '.vite', 'build'), { recursive: true, force: true });
  for (const name of ['main', 'preload', 'hub']) {
    await build({ configFile: path.join(root, 'config', `vite.${name}.ts`), logLevel: 'warn' });
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await buildShell();
}

import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { areas, importBreaches, importCycles } from './architecture-rules.ts';
import { parseSourceModule, readSourceModules } from './source-modules.ts';

const modules = readSourceModules();

/** A folder that is there but holds no file yet is not in the repository either. */
function holdsFiles(folder: string): boolean {
  const place = new URL(`../src/${folder}/`, import.meta.url);
  if (!existsSync(place)) return false;
  return readdirSync(place, { recursive: true, withFileTypes: true }).some((entry) =>
    entry.isFile(),
  );
}

describe('the modules under src', () => {
  test('were read, in every area that exists', () => {
    const present = areas.filter(({ folder }) => holdsFiles(folder));
    const read = present.map((area) => ({
      folder: area.folder,
      modules: modules.filter(({ file }) => file.startsWith(`${area.folder}/`)).length,
    }));
    expect(read.filter(({ modules: count }) => count === 0)).toEqual([]);
    expect(present.map(({ folder }) => folder)).toContain('domain');
    expect(modules.length).toBeGreaterThan(present.length);
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(present.length);
  });

  test('import only what their area may import', () => {
    expect(modules.flatMap(importBreaches)).toEqual([]);
  });

  test('form no import cycle', () => {
    expect(importCycles(modules)).toEqual([]);
  });

  test('are no barrels', () => {
    const barrels = modules.filter(
      ({ file, isBarrel }) => isBarrel || /(^|\/)index\.tsx?$/.test(file),
    );
    expect(barrels.map(({ file }) => file)).toEqual([]);
  });

  test('have no default export', () => {
    const found = modules.flatMap(({ file, defaultExports }) =>
      defaultExports.map(({ line }) => `src/${file}:${line}`),
    );
    expect(found).toEqual([]);
  });

  test('are at most 500 lines long', () => {
    const long = modules.filter(({ lines }) => lines > 500);
    expect(long.map(({ file, lines }) => `src/${file}: ${lines} lines`)).toEqual([]);
  });

  test('of the domain use no clock, chance, timer, console or process', () => {
    const impure = modules
      .filter(({ file }) => file.startsWith('domain/'))
      .flatMap(({ file, impurities }) =>
        impurities.map(({ what, line }) => `src/${file}:${line} uses ${what}`),
      );
    expect(impure).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const breaches = (file: string, text: string) => importBreaches(parseSourceModule(file, text));

  test.each([
    ['domain/a/a.ts', "import { readFile } from 'node:fs';"],
    ['domain/a/a.ts', "import type { Store } from '../../store/store.ts';"],
    ['domain/a/a.ts', "export * from 'react';"],
    ['store/a.ts', "import { hub } from '../main/hub/hub.ts';"],
    ['workers/a.thread.ts', "import { wrap } from 'comlink';"],
    ['main/hub/a.ts', "import { app } from 'electron';"],
    ['main/hub/a.ts', "const app = await import('electron');"],
    ['main/hub/a.ts', "type App = import('electron').App;"],
    ['main/hub/a.ts', "import { run } from '../../workers/a.thread.ts';"],
    ['main/hub/session.ts', "import Fastify from 'fastify';"],
    ['main/server/server.ts', "import { draw } from '../../renderer/draw.ts';"],
    ['renderer/a.tsx', "import { solve } from '../workers/a.worker.ts';"],
    ['renderer/a.tsx', "import { open } from '../main/hub/hub.ts';"],
    ['main/electron/main.ts', "import { openHub } from '../hub/hub.ts';"],
    ['main/electron/hub-process.ts', "import { app } from 'electron';"],
    ['elsewhere/a.ts', 'export const a = 1;'],
  ])('refuse %s: %s', (file, text) => {
    expect(breaches(file, text)).toHaveLength(1);
  });

  test.each([
    ['domain/a/a.ts', "import gcoord from 'gcoord'; import { b } from '../b/b.ts';"],
    ['workers/remote.ts', "import { wrap } from 'comlink';"],
    ['main/hub/a.ts', "import type { Api } from '../../workers/a.thread.ts';"],
    ['main/hub/a.ts', "import { type Api } from '../../workers/a.thread.ts';"],
    ['main/hub/transport/http.ts', "import Fastify from 'fastify';"],
    ['main/electron/main.ts', "import { app } from 'electron';"],
    ['main/electron/hub-process.ts', "import { openHub } from '../hub/hub.ts';"],
    ['renderer/a.tsx', "import Raster from '../workers/raster.worker.ts?worker';"],
    ['renderer/a.tsx', "import type { Api } from '../workers/raster.worker.ts';"],
  ])('let pass %s: %s', (file, text) => {
    expect(breaches(file, text)).toEqual([]);
  });

  test.each([
    'const a = Date.now();',
    'const a = new Date();',
    'const a = Date();',
    'const a = Math.random();',
    'setTimeout(() => {}, 1);',
    'console.log(1);',
    'const { env } = process;',
    'globalThis.setInterval(() => {}, 1);',
  ])('see the impurity of: %s', (text) => {
    expect(parseSourceModule('domain/a.ts', text).impurities).not.toEqual([]);
  });

  test.each([
    "const a = new Date('2026-01-01');",
    'const a = Math.floor(1.5);',
    'const a = { process: 1 }; const b = a.process;',
    '// Date.now() in a comment',
    "const a = 'console.log';",
  ])('see no impurity in: %s', (text) => {
    expect(parseSourceModule('domain/a.ts', text).impurities).toEqual([]);
  });

  test('see cycles, barrels and default exports', () => {
    const a = parseSourceModule('domain/a.ts', "import type { B } from './b.ts';");
    const b = parseSourceModule(
      'domain/b.ts',
      "import { a } from './a.ts'; export { a as default };",
    );
    expect(importCycles([a, b])).toEqual(['domain/a.ts → domain/b.ts → domain/a.ts']);
    expect(b.defaultExports).toHaveLength(1);
    expect(parseSourceModule('domain/c.ts', "export * from './a.ts';").isBarrel).toBe(true);
    expect(b.isBarrel).toBe(false);
  });
});

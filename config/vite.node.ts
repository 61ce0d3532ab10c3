import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin, UserConfig } from 'vite';

const project = fileURLToPath(new URL('..', import.meta.url));

/**
 * Programs of the Electron shell as CommonJS files beside each other in .vite/build. Everything is bundled except
 * Electron itself and sqlite3, whose binary must stay a file. `name → file` of the entries.
 */
export function nodePrograms(
  entries: Readonly<Record<string, string>>,
  plugins: Plugin[] = [],
): UserConfig {
  return {
    root: project,
    cacheDir: `${project}node_modules/.vite`,
    plugins,
    ssr: { noExternal: true, external: ['electron', 'sqlite3'], target: 'node' },
    build: {
      ssr: true,
      outDir: `${project}.vite/build`,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: entries,
        external: [
          'electron',
          'sqlite3',
          ...builtinModules,
          ...builtinModules.map((name) => `node:${name}`),
        ],
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
          // Under the LGPL: in a file of its own, which a user may replace by another build of it.
          codeSplitting: {
            groups: [{ name: 'node-mavlink', test: /node_modules[\\/](node-mavlink|mavlink-)/ }],
          },
        },
      },
    },
  };
}

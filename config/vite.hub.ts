import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { nodePrograms } from './vite.node.ts';

const workers = fileURLToPath(new URL('../src/workers', import.meta.url));
const threads = readdirSync(workers).filter((name) => name.endsWith('.thread.ts'));

/** A thread is opened by its source, wherever that lies; in the bundle it is a file beside the others. */
const THREAD = /(?<=['"`])[\w./-]*?([\w-]+)\.thread\.ts(?=['"`])/g;
/** The kernels stay files in .vite/kernels, a neighbour of the bundle's folder. */
const KERNELS = /(\.\.\/)+\.vite\/kernels\//g;

const bundledPaths: Plugin = {
  name: 'bundled-paths',
  transform: (code) => {
    if (!code.includes('.thread.ts') && !code.includes('.vite/kernels/')) return undefined;
    return {
      code: code.replace(THREAD, './$1.thread.cjs').replace(KERNELS, '../kernels/'),
      map: null,
    };
  },
};

/** The hub's process and its threads, which share their common code. */
export default defineConfig(
  nodePrograms(
    {
      'hub-process': 'src/main/electron/hub-process.ts',
      ...Object.fromEntries(
        threads.map((name) => [name.replace(/\.ts$/, ''), `src/workers/${name}`]),
      ),
    },
    [bundledPaths],
  ),
);
